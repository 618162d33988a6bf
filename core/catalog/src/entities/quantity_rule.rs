//! In which quantities a product may be ordered by whoever buys from a list, in the product's own unit.
//! A rule that no longer holds is archived, so that the read model learns of it by its epoch.

use kontor_kernel::{PriceListId, ProductId, Quantity, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_quantity_rules")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub price_list_id: PriceListId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    pub minimum: Option<Quantity>,
    pub maximum: Option<Quantity>,
    pub increment: Option<Quantity>,
    pub archived: bool,
    pub epoch: i64,
}

kontor_store::tenant_entity!();
