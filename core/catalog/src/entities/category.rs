//! A category of products with its name in the tenant's own language. The path lists the codes from the root down,
//! for trees to come. A product lies in one category at the most.

use kontor_kernel::{CategoryId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_categories")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CategoryId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub path: String,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
