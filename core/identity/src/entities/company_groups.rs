//! Which groups companies are in by themselves, archived groups included.
//! A company without rows here is in the groups of the nearest company above it that has some.

use kontor_kernel::{CompanyId, CustomerGroupId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_company_groups")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub company_id: CompanyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: CustomerGroupId,
}

kontor_store::tenant_entity!(company = CompanyId);
