//! What a tenant has said about taxes, read whole whenever a part of it or of the tree of companies has changed.
//! It is little, and a cart is taxed from it without asking anybody.

use std::{collections::HashMap, sync::Arc};

use kontor_hooks::TaxExemption;
use kontor_kernel::CompanyId;
use kontor_store::{ReadTx, StoreResult, Tx};
use sea_orm::{ColumnTrait, Order};

use super::refresh::{Below, DEEPEST};
use crate::{
    entities::{tax_class, tax_exemption, tax_rate, tax_rules},
    model::tax::{Certificate, ClassKind, Taxes},
};

/// Everything at once.
pub(super) async fn all_taxes(tx: &ReadTx) -> StoreResult<Taxes> {
    let rates = tx.find::<tax_rate::Entity>().all(tx).await?;
    let classes = tx.find::<tax_class::Entity>().all(tx).await?;
    let rules = tx.find::<tax_rules::Entity>().one(tx).await?;
    let find = tx.find::<tax_exemption::Entity>().filter(tax_exemption::Column::ArchivedAt.is_null());
    let exemptions = find.order_by(tax_exemption::Column::Id, Order::Asc).all(tx).await?;
    // Without a certificate there is nothing to inherit.
    let parents = if exemptions.is_empty() { Vec::new() } else { tx.find_view::<Below>().all(tx).await? };
    let rates = rates.into_iter().map(|row| (row.country, row.class, row.valid_from, row.rate));
    let kinds = classes.into_iter().filter_map(|row| Some((row.code, ClassKind::named(&row.kind)?)));
    let certificates = by_company(exemptions, &parents);
    Ok(Taxes::new(rates)
        .with_kinds(kinds)
        .with_oss(rules.is_some_and(|rules| rules.is_oss))
        .with_certificates(certificates))
}

/// The certificates of every company that has some: its own, and those of every company above it.
fn by_company(rows: Vec<tax_exemption::Model>, parents: &[Below]) -> HashMap<CompanyId, Vec<Arc<Certificate>>> {
    let mut own: HashMap<CompanyId, Vec<Arc<Certificate>>> = HashMap::new();
    for row in rows {
        own.entry(row.company_id).or_default().push(Arc::new(certificate(row)));
    }
    let above: HashMap<CompanyId, CompanyId> =
        parents.iter().map(|below| (below.company_id, below.parent_id)).collect();
    let of_above = |company: CompanyId| {
        // Trees have no circles; the bound keeps a broken one from hanging every cart.
        let line = std::iter::successors(above.get(&company), |next| above.get(next)).take(DEEPEST);
        line.filter_map(|next| own.get(next)).flatten().cloned().collect::<Vec<_>>()
    };
    let inherited: Vec<_> = above.keys().map(|company| (*company, of_above(*company))).collect();
    let mut all = own.clone();
    for (company, certificates) in inherited.into_iter().filter(|(_, certificates)| !certificates.is_empty()) {
        all.entry(company).or_default().extend(certificates);
    }
    all
}

fn certificate(row: tax_exemption::Model) -> Certificate {
    let classes = row.classes.and_then(|classes| serde_json::from_value(classes).ok());
    let told = TaxExemption { certificate: row.certificate, classes, reason: row.reason };
    Certificate { told, from: row.valid_from, until: row.valid_to }
}
