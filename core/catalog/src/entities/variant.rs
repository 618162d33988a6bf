//! A product that is a variant of a style, of one at the most.
//! What it is in which axis stands in its own attributes.

use kontor_kernel::{ProductId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_variants")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    pub style_id: ProductId,
    pub position: i32,
}

kontor_store::tenant_entity!();
