//! An attribute in which the variants of a style differ.
//! A product that has one is a style: it is shown, and its variants are sold.

use kontor_kernel::{ProductId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_axes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub attribute: String,
    pub position: i32,
}

kontor_store::tenant_entity!();
