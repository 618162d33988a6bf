//! How much of a product stands in a warehouse, and how much of that orders have reserved.
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
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub updated_at: Timestamp,
}

kontor_store::tenant_entity!(warehouse = WarehouseId);
