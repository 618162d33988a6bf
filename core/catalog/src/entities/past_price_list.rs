//! A price list as it was before it was changed: its facts and rules, without its prices.
//! Rows are only added.

use kontor_kernel::{PriceListId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_past_price_lists")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub price_list_id: PriceListId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub replaced_at: Timestamp,
    /// When it was written as it was.
    pub recorded_at: Timestamp,
    pub list: Json,
}

kontor_store::tenant_entity!();
