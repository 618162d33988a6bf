//! What a class of products is to the tax office, and what it is called.
//! Products name classes by their code; one that stands only there or among the rates needs no row here.

use kontor_kernel::TenantId;
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_tax_classes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// By language tag.
    pub names: Json,
    pub kind: String,
}

kontor_store::tenant_entity!();
