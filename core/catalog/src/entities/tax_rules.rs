//! By which rules a tenant charges tax; one row, or none where everything is as usual.
//! It is followed by the read model, so that the next order is computed by a change.

use kontor_kernel::TenantId;
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_tax_rules")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Whether private persons elsewhere in the union are charged the tax of their country (one-stop shop).
    pub is_oss: bool,
}

kontor_store::tenant_entity!();
