//! What a hold holds of a product in a warehouse.
//! What remains shrinks as orders use it, and is nothing once the hold has ended.

use kontor_kernel::{HoldId, ProductId, Quantity, TenantId, Timestamp, WarehouseId};
use sea_orm::entity::prelude::*;

use super::hold::HolderId;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_held")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub hold_id: HoldId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub warehouse_id: WarehouseId,
    pub quantity: Quantity,
    pub remaining: Quantity,
    /// As of the hold, so that whoever takes stock need not see it.
    pub holder_id: HolderId,
    pub expires_at: Timestamp,
}

kontor_store::tenant_entity!(warehouse = WarehouseId);
