//! Who sells: a registered firm with VAT id, base currency and time zone.
//! Stock, orders and documents carry its id.

use kontor_kernel::{Currency, LegalEntityId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_legal_entities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LegalEntityId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub vat_id: Option<String>,
    pub address: Json,
    pub country: String,
    pub currency: Currency,
    pub time_zone: String,
    /// `by_line` or `by_total`.
    pub tax_rounding: String,
}

kontor_store::tenant_entity!(legal_entity = Id);
