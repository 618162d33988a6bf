//! Limits of a tenant. What has no row has no limit.
//! The kinds are those of [`crate::limits::Limited`].

use kontor_kernel::TenantId;
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operator_quotas")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    pub most: i64,
}

kontor_store::tenant_entity!();
