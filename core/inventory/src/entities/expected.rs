//! Goods that are expected in a warehouse on a day.
//! What comes in is counted here and booked as a movement.

use kontor_kernel::{BusinessDate, ExpectedReceiptId, ProductId, Quantity, TenantId, Timestamp, WarehouseId};
use sea_orm::entity::prelude::*;

/// The state of what is still to come; `received` and `cancelled` are its ends.
pub(crate) const OPEN: &str = "open";

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_expected")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExpectedReceiptId,
    pub product_id: ProductId,
    pub warehouse_id: WarehouseId,
    pub due_on: BusinessDate,
    pub quantity: Quantity,
    pub received: Quantity,
    pub state: String,
    pub reference: Option<String>,
    pub updated_at: Timestamp,
}

kontor_store::tenant_entity!(warehouse = WarehouseId);
