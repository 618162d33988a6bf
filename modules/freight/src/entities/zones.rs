//! Zones: named sets of places.
//! The key of the code is unique.

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::model::way::ZoneId;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "freight_zones")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ZoneId,
    pub code_key: String,
    pub body: Json,
    pub version: i64,
    pub created_at: Timestamp,
}

kontor_store::tenant_entity!();
