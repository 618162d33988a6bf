//! What holds for one product instead of the tenant's settings.
//! Nothing in a column means that the setting holds.

use kontor_kernel::{ProductId, Quantity, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_product_rules")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    /// Few are left from this quantity down.
    pub low_from: Option<Quantity>,
    /// Whether more may be ordered than there is.
    pub backorder: Option<bool>,
}

kontor_store::tenant_entity!();
