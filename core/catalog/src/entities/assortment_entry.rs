//! What an assortment holds, or leaves out of what it would hold otherwise: a category with all below it, or a product.

use kontor_kernel::{AssortmentId, TenantId};
use sea_orm::entity::prelude::*;
use uuid::Uuid;

/// What is named, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Kind {
    #[sea_orm(string_value = "category")]
    Category,
    #[sea_orm(string_value = "product")]
    Product,
}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_assortment_entries")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub assortment_id: AssortmentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_id: Uuid,
    pub is_excluded: bool,
}

kontor_store::tenant_entity!();
