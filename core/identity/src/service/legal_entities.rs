//! Legal entities: who sells. They are made and changed, never deleted, because orders and documents carry them.
//! A change is seen by the next request on this node and within seconds elsewhere.

use kontor_contract::{audit::Change, identity::Address};
use kontor_kernel::{Currency, LegalEntityId, code_key};
use kontor_store::{Ctx, Reach, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};
use serde_json::{Value, json};

use super::{
    Service,
    companies::{check_address, checked_vat_id, country_of, required},
};
use crate::{entities::legal_entities, error::IdentityError};

/// How taxes of a document may be rounded.
const ROUNDINGS: [&str; 2] = ["by_line", "by_total"];

/// What a legal entity is made or changed to. What is `None` stays; an inner `None` clears.
#[derive(Debug, Clone, Default)]
pub(crate) struct LegalEntityChange {
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) vat_id: Option<Option<String>>,
    pub(crate) address: Option<Address>,
    pub(crate) country: Option<String>,
    pub(crate) currency: Option<Currency>,
    pub(crate) time_zone: Option<String>,
    pub(crate) tax_rounding: Option<String>,
}

impl legal_entities::Model {
    /// As the audit trail keeps it.
    fn state(&self) -> Value {
        json!({
            "code": self.code, "name": self.name, "vat_id": self.vat_id, "address": self.address,
            "country": self.country, "currency": self.currency, "time_zone": self.time_zone,
            "tax_rounding": self.tax_rounding,
        })
    }
}

impl Service {
    /// The legal entities the context reaches, the first one first.
    pub(crate) async fn list_legal_entities(&self, ctx: &Ctx) -> Result<Vec<legal_entities::Model>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let rows =
            tx.find::<legal_entities::Entity>().order_by(legal_entities::Column::Id, Order::Asc).all(&tx).await?;
        tx.finish().await?;
        Ok(rows)
    }

    pub(crate) async fn find_legal_entity(
        &self,
        tx: &impl Tx,
        id: LegalEntityId,
    ) -> Result<legal_entities::Model, IdentityError> {
        let find = tx.find::<legal_entities::Entity>().filter(legal_entities::Column::Id.eq(id));
        find.one(tx).await?.ok_or(IdentityError::Unknown("legal entity"))
    }

    /// Makes one; only who reaches all of them does.
    pub(crate) async fn create_legal_entity(
        &self,
        tx: &WriteTx,
        change: &LegalEntityChange,
    ) -> Result<legal_entities::Model, IdentityError> {
        must_reach_all(tx.ctx())?;
        let code = required(change.code.as_deref(), "/code", 60)?;
        let country = country_of(change.country.as_deref(), change.address.as_ref())?;
        let missing = |pointer| IdentityError::BadField { pointer, detail: "This must be given.".into() };
        let mut row = legal_entities::Model {
            tenant_id: tx.tenant(),
            id: LegalEntityId::new(),
            code_key: code_key(&code),
            code,
            name: required(change.name.as_deref(), "/name", 200)?,
            vat_id: None,
            address: json!(Address::default()),
            country,
            currency: change.currency.ok_or_else(|| missing("/currency"))?,
            time_zone: change.time_zone.clone().ok_or_else(|| missing("/time_zone"))?,
            tax_rounding: ROUNDINGS[0].to_owned(),
        };
        put(tx, &mut row, change)?;
        match tx.insert::<legal_entities::Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(IdentityError::CodeTaken(row.code)),
            other => other?,
        }
        let made = Change::new("identity.legal_entity_made", "legal_entity", row.id, &row.name);
        self.boot.record(tx, made.after(&row.state())).await?;
        Ok(row)
    }

    /// Changes one. Its code and the currency of its books stay what they are.
    pub(crate) async fn change_legal_entity(
        &self,
        tx: &WriteTx,
        id: LegalEntityId,
        change: &LegalEntityChange,
    ) -> Result<legal_entities::Model, IdentityError> {
        tx.lock(tx.find::<legal_entities::Entity>().filter(legal_entities::Column::Id.eq(id))).await?;
        let before = self.find_legal_entity(tx, id).await?;
        if change.currency.is_some_and(|currency| currency != before.currency) {
            let why = "The currency of the books stays, because amounts that were kept in it cannot be read in another one. \
                       Make another legal entity.";
            return Err(IdentityError::Fixed { pointer: "/currency", why });
        }
        let mut row = before.clone();
        if change.name.is_some() {
            row.name = required(change.name.as_deref(), "/name", 200)?;
        }
        if change.country.is_some() {
            row.country = country_of(change.country.as_deref(), None)?;
        }
        put(tx, &mut row, change)?;
        write(tx, &row).await?;
        self.forget_people_after(tx).await;
        let changed = Change::new("identity.legal_entity_changed", "legal_entity", id, &row.name);
        self.boot.record(tx, changed.before(&before.state()).after(&row.state())).await?;
        Ok(row)
    }
}

/// Refuses whoever is kept to some legal entities.
pub(crate) fn must_reach_all(ctx: &Ctx) -> Result<(), IdentityError> {
    if ctx.scope().legal_entities == Reach::All { Ok(()) } else { Err(IdentityError::OutOfReach) }
}

/// What making and changing have in common.
fn put(tx: &WriteTx, row: &mut legal_entities::Model, change: &LegalEntityChange) -> Result<(), IdentityError> {
    if let Some(vat_id) = &change.vat_id
        && vat_id != &row.vat_id
    {
        row.vat_id = checked_vat_id(vat_id.as_ref(), &row.country)?;
    }
    if let Some(address) = &change.address {
        check_address(address)?;
        row.address = json!(address);
    }
    if let Some(zone) = &change.time_zone {
        // A zone that does not exist would surface only with the first order.
        let bad = |cause: kontor_kernel::TimeError| IdentityError::BadField {
            pointer: "/time_zone",
            detail: cause.to_string().into(),
        };
        tx.ctx().now().date_in(zone).map_err(bad)?;
        row.time_zone.clone_from(zone);
    }
    if let Some(rounding) = &change.tax_rounding {
        if !ROUNDINGS.contains(&rounding.as_str()) {
            let detail = format!("Say {}.", ROUNDINGS.join(" or "));
            return Err(IdentityError::BadField { pointer: "/tax_rounding", detail: detail.into() });
        }
        row.tax_rounding.clone_from(rounding);
    }
    Ok(())
}

async fn write(tx: &WriteTx, row: &legal_entities::Model) -> Result<(), IdentityError> {
    tx.update::<legal_entities::Entity>()
        .set(legal_entities::Column::Name, row.name.clone())
        .set(legal_entities::Column::VatId, row.vat_id.clone())
        .set(legal_entities::Column::Address, row.address.clone())
        .set(legal_entities::Column::Country, row.country.clone())
        .set(legal_entities::Column::TimeZone, row.time_zone.clone())
        .set(legal_entities::Column::TaxRounding, row.tax_rounding.clone())
        .filter(legal_entities::Column::Id.eq(row.id))
        .run(tx)
        .await?;
    Ok(())
}
