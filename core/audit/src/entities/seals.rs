//! Seals: how far the chain reached and what its last hash was, each time the trail was sealed.
//! An entry may be cut off the end of the chain without a trace in the chain itself; the seals still know of it.

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The last position that was sealed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub hash: String,
    /// Entries that were sealed this time.
    pub entries: i64,
    pub sealed_at: Timestamp,
}

kontor_store::tenant_entity!();
