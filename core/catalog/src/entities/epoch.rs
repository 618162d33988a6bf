//! The state of a tenant's catalogue: a number that rises with every commit that changes products, prices,
//! assignments or what they rest on, and the numbers at which each of these changed last.

use kontor_kernel::TenantId;
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_epochs")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    pub epoch: i64,
    pub products: i64,
    pub prices: i64,
    pub assignments: i64,
    /// Categories, price lists and tax rates.
    pub basics: i64,
}

kontor_store::tenant_entity!();
