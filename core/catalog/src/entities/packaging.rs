//! A packaging unit of a product: how many of the product's own unit it holds, what it weighs and how large it is.
//! Its product carries the epoch of every change here; its barcode stands among the codes.

use kontor_kernel::{ProductId, Quantity, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_packagings")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_key: String,
    pub unit: String,
    pub factor: Quantity,
    pub position: i32,
    pub weight_g: Option<i64>,
    pub length_mm: Option<i32>,
    pub width_mm: Option<i32>,
    pub height_mm: Option<i32>,
    pub is_orderable: bool,
    pub is_usual: bool,
}

kontor_store::tenant_entity!();
