//! A price of a product in a list from a quantity on, for a number of units.
//! A price that no longer holds is archived, so that the read model learns of it by its epoch.

use kontor_kernel::{BusinessDate, PriceListId, ProductId, Quantity, TenantId, Timestamp, UnitPrice};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_prices")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub price_list_id: PriceListId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    /// The key of a packaging unit's code; nothing where the price is in the product's own unit.
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub min_quantity: Quantity,
    /// [`BusinessDate::FIRST`] where it has held from the beginning.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: BusinessDate,
    pub valid_to: Option<BusinessDate>,
    pub unit_price: UnitPrice,
    pub per_quantity: Quantity,
    pub archived: bool,
    /// When it was written as it is.
    pub recorded_at: Timestamp,
    pub epoch: i64,
}

kontor_store::tenant_entity!();
