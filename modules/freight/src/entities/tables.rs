//! Tables of prices, each with all of its brackets.
//! A table belongs to a way, and to a zone where it is not for everywhere.

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::model::{
    table::TableId,
    way::{WayId, ZoneId},
};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "freight_tables")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TableId,
    pub way_id: WayId,
    pub zone_id: Option<ZoneId>,
    pub body: Json,
    pub version: i64,
    pub created_at: Timestamp,
}

kontor_store::tenant_entity!();
