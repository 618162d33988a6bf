//! A price as it was before it was changed, so that a price of the past can be explained.
//! Rows are only added.

use kontor_kernel::{BusinessDate, PriceListId, ProductId, Quantity, TenantId, Timestamp, UnitPrice};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_past_prices")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub price_list_id: PriceListId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub min_quantity: Quantity,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: BusinessDate,
    /// When it was changed or taken out.
    #[sea_orm(primary_key, auto_increment = false)]
    pub replaced_at: Timestamp,
    pub valid_to: Option<BusinessDate>,
    pub unit_price: UnitPrice,
    pub per_quantity: Quantity,
    pub archived: bool,
    /// When it was written as it was.
    pub recorded_at: Timestamp,
}

kontor_store::tenant_entity!();
