//! A warehouse. One of them is the main one: orders are served from it first unless their channel says otherwise.
//! It belongs to a legal entity where the one that opened it was known.

use kontor_kernel::{LegalEntityId, TenantId, Timestamp, WarehouseId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_warehouses")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WarehouseId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub legal_entity_id: Option<LegalEntityId>,
    pub is_main: bool,
    pub address: Option<Json>,
    pub archived_at: Option<Timestamp>,
    /// Rises with every change; nothing counts as 1.
    pub version: Option<i64>,
}

kontor_store::tenant_entity!(warehouse = Id);
