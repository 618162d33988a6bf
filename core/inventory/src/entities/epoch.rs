//! A number per tenant that rises when warehouses, what they serve, rules or expected goods change.
//! Stock levels do not raise it: they are looked at by when they were written.

use kontor_kernel::TenantId;
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_epochs")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    pub epoch: i64,
}

kontor_store::tenant_entity!();
