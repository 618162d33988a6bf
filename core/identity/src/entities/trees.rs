//! One row for each tree of a tenant, of companies and of territories: whoever changes its shape holds the row until commit.
//! So two moves that would be harmless alone cannot make a circle together.

use kontor_kernel::TenantId;
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_trees")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
}

kontor_store::tenant_entity!();
