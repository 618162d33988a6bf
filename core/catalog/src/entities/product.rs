//! A product: what it is called, how it is counted and how it is taxed.
//! Archived ones stay for the documents that name them.

use kontor_contract::catalog::ProductKind;
use kontor_kernel::{CategoryId, ProductId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::model::publication;

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

/// How far a product has come, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum State {
    #[sea_orm(string_value = "draft")]
    Draft,
    #[sea_orm(string_value = "approved")]
    Approved,
    #[sea_orm(string_value = "published")]
    Published,
}

impl From<publication::State> for State {
    fn from(state: publication::State) -> Self {
        match state {
            publication::State::Draft => Self::Draft,
            publication::State::Approved => Self::Approved,
            publication::State::Published => Self::Published,
        }
    }
}

impl From<State> for publication::State {
    fn from(state: State) -> Self {
        match state {
            State::Draft => Self::Draft,
            State::Approved => Self::Approved,
            State::Published => Self::Published,
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
    /// Published where nothing is said.
    pub state: Option<State>,
}

kontor_store::tenant_entity!();
