//! What an order has reserved of a product in a warehouse.
//! A released one stays as the record of what was given back and when.

use kontor_kernel::{OrderId, ProductId, Quantity, TenantId, Timestamp, WarehouseId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_reservations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub warehouse_id: WarehouseId,
    pub quantity: Quantity,
    pub released_at: Option<Timestamp>,
    /// How much of it was not there yet when it was ordered.
    pub backordered: Option<Quantity>,
}

kontor_store::tenant_entity!(warehouse = WarehouseId);
