//! That a warehouse serves a channel, and at which place it is asked.
//! A channel without a row is served by every warehouse, the main one first.

use kontor_kernel::{ChannelId, TenantId, WarehouseId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_channel_warehouses")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel_id: ChannelId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub warehouse_id: WarehouseId,
    pub place: i32,
}

kontor_store::tenant_entity!(warehouse = WarehouseId);
