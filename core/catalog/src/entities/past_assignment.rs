//! An assignment of a price list as it was before it was changed or taken away.
//! Rows are only added.

use kontor_kernel::{PriceListId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::assignment::Subject;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_past_assignments")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: Subject,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub price_list_id: PriceListId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub replaced_at: Timestamp,
    pub priority: i32,
    pub is_last: bool,
    pub assigned_at: Timestamp,
}

kontor_store::tenant_entity!();
