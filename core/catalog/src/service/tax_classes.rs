//! Tax classes with their names, and the rules by which a tenant charges tax.
//! Classes are few, so they are read and written together, as rates are.

use std::collections::{BTreeMap, BTreeSet};

use kontor_contract::{FieldFault, Sentence, audit::Change};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::Order;
use serde_json::{Value, json};

use super::{Catalogue, change::Changed, checks};
use crate::{
    entities::{tax_class, tax_rate, tax_rules},
    error::{CatalogError, CatalogResult},
    model::tax::ClassKind,
};

/// A class of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaxClass {
    pub code: String,
    /// By language tag.
    pub names: BTreeMap<String, String>,
    pub kind: ClassKind,
}

impl Catalogue {
    /// All classes: those that were described, by code.
    pub async fn tax_classes(&self, ctx: &Ctx) -> CatalogResult<Vec<TaxClass>> {
        let tx = self.boot.store.read(ctx).await?;
        let classes = classes_of(&tx).await?;
        tx.finish().await?;
        Ok(classes)
    }

    /// Classes that rates name and nobody has described.
    pub async fn undescribed_classes(&self, ctx: &Ctx) -> CatalogResult<Vec<String>> {
        let tx = self.boot.store.read(ctx).await?;
        let known: BTreeSet<String> = classes_of(&tx).await?.into_iter().map(|class| class.code).collect();
        let rates = tx.find::<tax_rate::Entity>().all(&tx).await?;
        tx.finish().await?;
        let named: BTreeSet<String> = rates.into_iter().map(|rate| rate.class).collect();
        Ok(named.difference(&known).cloned().collect())
    }

    /// Replaces all classes by these. Products and rates keep the codes they name.
    pub async fn replace_classes(&self, ctx: &Ctx, classes: &[TaxClass]) -> CatalogResult<()> {
        refuse_bad(classes)?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        self.raise_epoch(&tx, Changed::Basics).await?;
        let before = classes_of(&tx).await?;
        tx.delete::<tax_class::Entity>().run(&tx).await?;
        tx.insert_all::<tax_class::Entity>(classes.iter().map(|class| model(&tx, class)).collect()).await?;
        let after = classes_of(&tx).await?;
        let change = Change::new("catalog.tax_classes_replaced", "tax_classes", ctx.tenant(), "");
        self.boot.record(&tx, change.before(&told(&before)).after(&told(&after))).await?;
        Ok(tx.commit().await?)
    }

    /// Whether private persons elsewhere in the union are charged the tax of their country.
    pub async fn is_oss(&self, ctx: &Ctx) -> CatalogResult<bool> {
        let tx = self.boot.store.read(ctx).await?;
        let rules = tx.find::<tax_rules::Entity>().one(&tx).await?;
        tx.finish().await?;
        Ok(rules.is_some_and(|rules| rules.is_oss))
    }

    /// Says so, or says that they are not.
    pub async fn set_oss(&self, ctx: &Ctx, is_oss: bool) -> CatalogResult<()> {
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        self.raise_epoch(&tx, Changed::Basics).await?;
        let before = tx.find::<tax_rules::Entity>().one(&tx).await?.is_some_and(|rules| rules.is_oss);
        let row = tax_rules::Model { tenant_id: tx.tenant(), is_oss };
        tx.upsert_all::<tax_rules::Entity>(vec![row], [tax_rules::Column::TenantId], [tax_rules::Column::IsOss])
            .await?;
        let change = Change::new("catalog.tax_rules_changed", "tax_rules", ctx.tenant(), "");
        let told = |is_oss: bool| json!({ "oss": is_oss });
        self.boot.record(&tx, change.before(&told(before)).after(&told(is_oss))).await?;
        Ok(tx.commit().await?)
    }
}

async fn classes_of(tx: &impl Tx) -> CatalogResult<Vec<TaxClass>> {
    let rows = tx.find::<tax_class::Entity>().order_by(tax_class::Column::Code, Order::Asc).all(tx).await?;
    let class = |row: tax_class::Model| {
        let names = serde_json::from_value(row.names).unwrap_or_default();
        Some(TaxClass { code: row.code, names, kind: ClassKind::named(&row.kind)? })
    };
    Ok(rows.into_iter().filter_map(class).collect())
}

fn model(tx: &WriteTx, class: &TaxClass) -> tax_class::Model {
    tax_class::Model {
        tenant_id: tx.tenant(),
        code: class.code.trim().to_owned(),
        names: json!(class.names),
        kind: class.kind.name().to_owned(),
    }
}

/// Classes as the audit trail tells them.
fn told(classes: &[TaxClass]) -> Vec<Value> {
    let row = |class: &TaxClass| json!({ "code": class.code, "names": class.names, "kind": class.kind });
    classes.iter().map(row).collect()
}

fn refuse_bad(classes: &[TaxClass]) -> CatalogResult<()> {
    let mut faults = Vec::new();
    let mut fault = |index: usize, column: &str, code, detail: Sentence| {
        faults.push(FieldFault { pointer: format!("/classes/{index}/{column}"), code, detail });
    };
    for (index, class) in classes.iter().enumerate() {
        if let Err(bad) = checks::word("code", &class.code) {
            fault(index, bad.column, bad.code, bad.detail);
        }
        if classes[..index].iter().any(|other| other.code.trim() == class.code.trim()) {
            let detail = "This class stands twice in the list.".into();
            fault(index, "code", "catalog.duplicate_class", detail);
        }
        if class.names.keys().any(|tag| tag.parse::<kontor_kernel::Locale>().is_err()) {
            let detail = "Name languages by their tags, such as en, pl or it.".into();
            fault(index, "names", "catalog.unknown_language", detail);
        }
        for name in class.names.values() {
            if let Err(bad) = checks::name("names", name) {
                fault(index, bad.column, bad.code, bad.detail);
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}
