//! What the catalogue holds of a person: certificates by which they are exempt from tax as a private customer, and those that
//! name them. Orders keep the words they were placed with.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_store::{Ctx, StoreResult, Tx, WriteTx, mentions};
use sea_orm::{ColumnTrait, Condition};
use serde_json::{Value, json};

use super::{Catalogue, change::Changed};
use crate::{
    entities::tax_exemption::{Column, Entity, Model},
    error::CatalogResult,
};

const SECTION: &str = "tax_exemptions";

#[async_trait]
impl PersonalData for Catalogue {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        Ok(vec![PersonalSection { name: SECTION, data: self.told_certificates(ctx, subject).await? }])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>> {
        let erased = self.erase_certificates(tx, subject, stand_in).await?;
        Ok(vec![Erased { name: SECTION, erased, kept: 0, reason: "" }])
    }
}

/// Certificates of companies that are nobody but them, and those whose words name them.
async fn certificates_of(tx: &impl Tx, subject: &DataSubject) -> StoreResult<Vec<Model>> {
    let words = [subject.name.as_str(), &subject.email];
    let own = Column::CompanyId.is_in(subject.companies.iter().copied());
    let named =
        Condition::any().add(own).add(mentions(Column::Reason, &words)).add(mentions(Column::Certificate, &words));
    let rows = tx.find::<Entity>().filter(named).all(tx).await?;
    let is_theirs = |row: &Model| {
        let is_named = subject.is_named_by(&row.reason) || subject.is_named_by(&row.certificate);
        is_named || subject.companies.contains(&row.company_id)
    };
    Ok(rows.into_iter().filter(is_theirs).collect())
}

impl Catalogue {
    async fn told_certificates(&self, ctx: &Ctx, subject: &DataSubject) -> CatalogResult<Value> {
        let tx = self.boot.store.read(ctx).await?;
        let rows = certificates_of(&tx, subject).await?;
        tx.finish().await?;
        let told = |row: Model| json!({ "certificate": row.certificate, "reason": row.reason, "from": row.valid_from, "until": row.valid_to });
        Ok(rows.into_iter().map(told).collect())
    }

    async fn erase_certificates(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> CatalogResult<u64> {
        let rows = certificates_of(tx, subject).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        self.begin_change(tx).await?;
        self.raise_epoch(tx, Changed::Basics).await?;
        for row in &rows {
            let is_own = subject.companies.contains(&row.company_id);
            let left = |text: &str| match is_own {
                true => stand_in.name.clone(),
                false => subject.taken_out_of(text, stand_in).unwrap_or_else(|| text.to_owned()),
            };
            let update = tx.update::<Entity>().set(Column::Certificate, left(&row.certificate));
            let update = update.set(Column::Reason, left(&row.reason));
            let archived = row.archived_at.or_else(|| is_own.then(|| tx.ctx().now()));
            update.set(Column::ArchivedAt, archived).filter(Column::Id.eq(row.id)).run(tx).await?;
        }
        Ok(rows.len() as u64)
    }
}
