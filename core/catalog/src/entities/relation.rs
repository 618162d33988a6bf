//! What another product is to a product: an accessory, what replaces it, a spare part, something bought with it.
//! One-way: who wants both directions says both.

use kontor_contract::catalog::RelationKind;
use kontor_kernel::{ProductId, TenantId};
use sea_orm::entity::prelude::*;

/// What the other product is, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Kind {
    #[sea_orm(string_value = "accessory")]
    Accessory,
    #[sea_orm(string_value = "replacement")]
    Replacement,
    #[sea_orm(string_value = "spare_part")]
    SparePart,
    #[sea_orm(string_value = "cross_sell")]
    CrossSell,
}

impl From<RelationKind> for Kind {
    fn from(kind: RelationKind) -> Self {
        match kind {
            RelationKind::Accessory => Self::Accessory,
            RelationKind::Replacement => Self::Replacement,
            RelationKind::SparePart => Self::SparePart,
            RelationKind::CrossSell => Self::CrossSell,
        }
    }
}

impl From<Kind> for RelationKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Accessory => Self::Accessory,
            Kind::Replacement => Self::Replacement,
            Kind::SparePart => Self::SparePart,
            Kind::CrossSell => Self::CrossSell,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_relations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub related_id: ProductId,
    pub position: i32,
}

kontor_store::tenant_entity!();
