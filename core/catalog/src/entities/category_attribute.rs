//! An attribute that products of a category have, and of everything below it: in which unit, and whether it must be there.
//! What kind of value it takes is said by the engine of custom attributes.

use kontor_kernel::{CategoryId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_category_attributes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub category_id: CategoryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub attribute: String,
    pub position: i32,
    pub is_required: bool,
    pub unit: Option<String>,
}

kontor_store::tenant_entity!();
