//! Which price lists companies, groups and channels have, the lowest priority number first.
//! Read whole into the read model, so no context's scope narrows it; ports narrow what they tell.

use kontor_kernel::{PriceListId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;
use uuid::Uuid;

/// To whom a list is given, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Subject {
    #[sea_orm(string_value = "company")]
    Company,
    #[sea_orm(string_value = "group")]
    Group,
    #[sea_orm(string_value = "channel")]
    Channel,
}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_price_list_assignments")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: Subject,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub price_list_id: PriceListId,
    pub priority: i32,
    /// No further list is asked after this one.
    pub is_last: bool,
    pub assigned_at: Timestamp,
}

kontor_store::tenant_entity!();
