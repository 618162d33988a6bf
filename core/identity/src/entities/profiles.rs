//! What a tenant keeps of a person beside their memberships: its own attributes.
//! A person of several tenants has a profile in each, and none sees another's.

use kontor_kernel::{TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_profiles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    pub attributes: Json,
    pub updated_at: Timestamp,
}

kontor_store::tenant_entity!();
