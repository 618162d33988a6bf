//! A product: what it is called, how it is counted and how it is taxed.
//! Archived ones stay for the documents that name them.

use kontor_contract::catalog::ProductKind;
use kontor_kernel::{CategoryId, ProductId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// Goods or a service, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Kind {
    #[sea_orm(string_value = "goods")]
    Goods,
    #[sea_orm(string_value = "service")]
    Service,
}

impl From<ProductKind> for Kind {
    fn from(kind: ProductKind) -> Self {
        match kind {
            ProductKind::Goods => Self::Goods,
            ProductKind::Service => Self::Service,
        }
    }
}

impl From<Kind> for ProductKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Goods => Self::Goods,
            Kind::Service => Self::Service,
        }
    }
}

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_products")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProductId,
    pub sku: String,
    pub sku_key: String,
    pub name: String,
    pub name_key: String,
    pub description: String,
    pub kind: Kind,
    pub unit: String,
    pub quantity_decimals: i32,
    pub weight_g: i64,
    pub tax_class: String,
    pub category_id: Option<CategoryId>,
    pub attributes: Json,
    pub external_id: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
    pub epoch: i64,
}

kontor_store::tenant_entity!();
