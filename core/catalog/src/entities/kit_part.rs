//! A part of a kit: how many of it one kit holds, and whether it comes only where it is asked for.
//! A product that has parts is a kit; its stock is that of its parts.

use kontor_kernel::{ProductId, Quantity, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_kit_parts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub part_id: ProductId,
    pub quantity: Quantity,
    pub is_optional: bool,
    pub position: i32,
}

kontor_store::tenant_entity!();
