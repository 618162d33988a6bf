//! What a tenant asks of its products before they are complete, and whether somebody must approve them.
//! A tenant without a row asks for what `model/completeness.rs` says.

use kontor_kernel::TenantId;
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_rules")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    pub need_approval: bool,
    pub asks: Json,
}

kontor_store::tenant_entity!();
