//! A category of products with its name in the tenant's own language, in a tree of the tenant.
//! The path lists the codes from the root down; what is not said makes it a root of the shop's tree.

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
    pub tree: Option<String>,
    pub parent_id: Option<CategoryId>,
    pub position: Option<i32>,
}

kontor_store::tenant_entity!();
