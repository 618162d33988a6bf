//! A change of how much stands in a warehouse: a row of a ledger that only grows.
//! The sum of a product's rows in a warehouse is what stands there.

use kontor_kernel::{MovementId, ProductId, Quantity, TenantId, Timestamp, UserId, WarehouseId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_movements")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MovementId,
    pub warehouse_id: WarehouseId,
    pub kind: String,
    /// Below zero where goods left.
    pub quantity: Quantity,
    /// What stood there afterwards.
    pub on_hand: Quantity,
    pub reason: Option<String>,
    pub reference: Option<String>,
    pub actor: String,
    pub actor_id: Option<UserId>,
    pub at: Timestamp,
}

kontor_store::tenant_entity!(warehouse = WarehouseId);
