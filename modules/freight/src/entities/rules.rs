//! Special rules: for whom and for which goods stands in columns, what they do in the body.
//! A rule of a customer is seen by who reaches that customer, one for everybody by all.

use kontor_kernel::{CompanyId, CustomerGroupId, ProductId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::model::{
    rule::RuleId,
    way::{WayId, ZoneId},
};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "freight_rules")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RuleId,
    pub company_id: Option<CompanyId>,
    pub group_id: Option<CustomerGroupId>,
    pub product_id: Option<ProductId>,
    pub way_id: Option<WayId>,
    pub zone_id: Option<ZoneId>,
    pub body: Json,
    pub version: i64,
    pub created_at: Timestamp,
}

kontor_store::tenant_entity!(company_or_everybody = CompanyId);
