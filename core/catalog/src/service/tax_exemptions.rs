//! Certificates by which companies are exempt from tax: entered, ended and taken back by staff.
//! The next cart of the company, and of those below it, is taxed by them; placed orders stay as they are.

use async_trait::async_trait;
use kontor_contract::{
    FieldFault,
    audit::Change,
    identity::{Companies, CompanyRef},
};
use kontor_hooks::{TaxAnswer, TaxExemption, TaxQuestion, TaxesCompute};
use kontor_kernel::{BusinessDate, CompanyId, TaxExemptionId};
use kontor_module::{Hook, HookFault};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};
use serde_json::{Value, json};

use super::{Catalogue, change::Changed, checks};
use crate::{
    entities::tax_exemption::{Column, Entity, Model},
    error::{CatalogError, CatalogResult},
    model::tax::engine,
};

/// The most classes that one certificate names.
const MOST_CLASSES: usize = 50;

/// A certificate as it is entered.
#[derive(Debug, Clone)]
pub(crate) struct NewExemption {
    pub certificate: String,
    pub classes: Option<Vec<String>>,
    pub reason: String,
    pub from: BusinessDate,
    pub until: Option<BusinessDate>,
}

/// What changes of one. What is `None` stays; an inner `None` leaves the end open.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExemptionChange {
    pub until: Option<Option<BusinessDate>>,
    pub archived: Option<bool>,
}

#[async_trait]
impl Hook<TaxesCompute> for Catalogue {
    async fn call(&self, ctx: &Ctx, question: &TaxQuestion) -> Result<Vec<TaxAnswer>, HookFault> {
        let snapshot = self.cache.get(ctx).await.map_err(|cause| HookFault(cause.to_string()))?;
        Ok(engine::answer(snapshot.taxes(), question))
    }
}

impl Model {
    /// As the audit trail keeps it.
    fn state(&self) -> Value {
        json!({
            "certificate": self.certificate, "classes": self.classes, "reason": self.reason, "from": self.valid_from,
            "until": self.valid_to, "archived": self.archived_at.is_some(),
        })
    }

    /// The classes it is for; every class where there is nothing.
    pub fn class_codes(&self) -> Option<Vec<String>> {
        self.classes.clone().and_then(|classes| serde_json::from_value(classes).ok())
    }
}

impl Catalogue {
    /// What of a company's certificates holds on a date, from memory.
    pub async fn exemptions_on(
        &self,
        ctx: &Ctx,
        company: CompanyId,
        date: BusinessDate,
    ) -> CatalogResult<Vec<TaxExemption>> {
        if !ctx.scope().holds_company(company) {
            return Err(CatalogError::ForeignCompany);
        }
        Ok(self.cache.get(ctx).await?.taxes().exemptions(company, date))
    }

    /// A unit of work in which certificates change.
    pub async fn begin(&self, ctx: &Ctx) -> CatalogResult<WriteTx> {
        Ok(self.boot.store.write(ctx).await?)
    }

    /// A company's own certificates, the latest first, archived ones too.
    pub async fn list_exemptions(&self, ctx: &Ctx, company: CompanyId) -> CatalogResult<Vec<Model>> {
        self.must_know(ctx, company).await?;
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<Entity>().filter(Column::CompanyId.eq(company)).order_by(Column::ValidFrom, Order::Desc);
        let rows = find.order_by(Column::Id, Order::Desc).all(&tx).await?;
        tx.finish().await?;
        Ok(rows)
    }

    /// Enters a certificate. The company has been looked for by [`Self::must_know`].
    pub async fn add_exemption(&self, tx: &WriteTx, company: CompanyId, new: NewExemption) -> CatalogResult<Model> {
        refuse_bad(&new)?;
        self.begin_change(tx).await?;
        self.raise_epoch(tx, Changed::Basics).await?;
        let row = Model {
            tenant_id: tx.tenant(),
            id: TaxExemptionId::new(),
            company_id: company,
            certificate: new.certificate.trim().to_owned(),
            classes: new.classes.map(|classes| json!(classes)),
            reason: new.reason.trim().to_owned(),
            valid_from: new.from,
            valid_to: new.until,
            created_at: tx.ctx().now(),
            archived_at: None,
        };
        tx.insert::<Entity>(row.clone()).await?;
        let made = Change::new("catalog.tax_exemption_made", "tax_exemption", row.id, &row.certificate);
        self.boot.record(tx, made.after(&row.state())).await?;
        Ok(row)
    }

    /// Ends a certificate, leaves its end open, takes it back or restores it.
    pub async fn change_exemption(
        &self,
        tx: &WriteTx,
        id: TaxExemptionId,
        change: &ExemptionChange,
    ) -> CatalogResult<Model> {
        self.begin_change(tx).await?;
        let find = tx.find::<Entity>().filter(Column::Id.eq(id));
        let before = find.one(tx).await?.ok_or(CatalogError::NotFound("tax exemption"))?;
        let mut row = before.clone();
        row.valid_to = change.until.unwrap_or(row.valid_to);
        match change.archived {
            Some(true) if row.archived_at.is_none() => row.archived_at = Some(tx.ctx().now()),
            Some(false) => row.archived_at = None,
            _ => {}
        }
        refuse_empty_time(row.valid_from, row.valid_to)?;
        self.raise_epoch(tx, Changed::Basics).await?;
        tx.update::<Entity>()
            .set(Column::ValidTo, row.valid_to)
            .set(Column::ArchivedAt, row.archived_at)
            .filter(Column::Id.eq(id))
            .run(tx)
            .await?;
        let changed = Change::new("catalog.tax_exemption_changed", "tax_exemption", id, &row.certificate);
        self.boot.record(tx, changed.before(&before.state()).after(&row.state())).await?;
        Ok(row)
    }

    /// Refuses a company that does not exist or that the caller does not see.
    pub async fn must_know(&self, ctx: &Ctx, company: CompanyId) -> CatalogResult<()> {
        let known = self.boot.ports.get::<dyn Companies>()?.company(ctx, &CompanyRef::Id(company)).await?;
        known.map(drop).ok_or(CatalogError::ForeignCompany)
    }
}

fn refuse_bad(new: &NewExemption) -> CatalogResult<()> {
    checks::code("certificate", &new.certificate).map_err(checks::ColumnFault::refused)?;
    checks::name("reason", &new.reason).map_err(checks::ColumnFault::refused)?;
    if let Some(classes) = &new.classes {
        if classes.is_empty() || classes.len() > MOST_CLASSES {
            let detail = format!("Name 1 to {MOST_CLASSES} classes, or leave them out for every class.");
            return Err(field("/classes", "catalog.bad_classes", detail));
        }
        for class in classes {
            checks::word("classes", class).map_err(checks::ColumnFault::refused)?;
        }
    }
    refuse_empty_time(new.from, new.until)
}

fn refuse_empty_time(from: BusinessDate, until: Option<BusinessDate>) -> CatalogResult<()> {
    if until.is_none_or(|until| from <= until) {
        return Ok(());
    }
    Err(field("/until", "catalog.ends_before", "The last day lies before the first one.".to_owned()))
}

fn field(pointer: &str, code: &'static str, detail: String) -> CatalogError {
    CatalogError::Fields(vec![FieldFault { pointer: pointer.to_owned(), code, detail: detail.into() }])
}
