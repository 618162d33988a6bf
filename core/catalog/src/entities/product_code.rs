//! A code by which others know a product: barcodes, numbers of its maker and of suppliers.
//! Of one owner a code names one product; its product carries the epoch of every change here.

use kontor_kernel::{ProductId, TenantId};
use sea_orm::entity::prelude::*;

/// Whose code it is, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Kind {
    #[sea_orm(string_value = "barcode")]
    Barcode,
    #[sea_orm(string_value = "manufacturer")]
    Manufacturer,
    #[sea_orm(string_value = "supplier")]
    Supplier,
}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_product_codes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_key: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_key: String,
    pub product_id: ProductId,
    pub owner: String,
    pub code: String,
    /// The packaging unit a barcode is on; empty for the product's own unit.
    pub unit_key: String,
    pub position: i32,
}

kontor_store::tenant_entity!();
