//! When and why a tenant was suspended, and when it was resumed.
//! One that was not resumed is the present one.

use kontor_kernel::{Id, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// Tells ids of suspensions from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuspensionTag {}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operator_suspensions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<SuspensionTag>,
    pub reason: String,
    pub suspended_at: Timestamp,
    pub resumed_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
