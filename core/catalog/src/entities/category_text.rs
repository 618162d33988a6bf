//! A category's name in another language than the tenant's own.
//! Written with the category, so that the same epoch tells of both.

use kontor_kernel::{CategoryId, Locale, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_category_texts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub category_id: CategoryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    pub name: String,
}

kontor_store::tenant_entity!();
