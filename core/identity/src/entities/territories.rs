//! Areas of the tenant in a tree; `path` holds the ids from the root down, each ended by a slash.
//! Companies and people are placed in them for some time.

use kontor_kernel::{TenantId, TerritoryId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_territories")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TerritoryId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub name_key: String,
    pub parent_id: Option<TerritoryId>,
    pub path: String,
    pub depth: i32,
    pub created_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
