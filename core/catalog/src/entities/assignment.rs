//! Which price lists a company has, the lowest priority number first.
//! Read whole into the read model, so no context's scope narrows it; ports narrow what they tell.

use kontor_kernel::{CompanyId, PriceListId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_price_list_assignments")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub company_id: CompanyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub price_list_id: PriceListId,
    pub priority: i32,
}

kontor_store::tenant_entity!();
