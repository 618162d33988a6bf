//! How much of a product stands in a warehouse, and how much of that is promised: to orders, or held for somebody.
//! What is to be had is the difference; it is never stored.

use kontor_kernel::{ProductId, Quantity, TenantId, Timestamp, WarehouseId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_stock_levels")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub warehouse_id: WarehouseId,
    /// Always the sum of its movements.
    pub on_hand: Quantity,
    /// Of orders and of holds.
    pub reserved: Quantity,
    pub updated_at: Timestamp,
    /// How much of `reserved` is held without an order; nothing counts as none.
    pub held: Option<Quantity>,
}

kontor_store::tenant_entity!(warehouse = WarehouseId);
