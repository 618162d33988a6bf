//! Who sees an assortment.
//! Read whole into the read model, so no context's scope narrows it; routes narrow what they tell.

use kontor_kernel::{AssortmentId, TenantId};
use sea_orm::entity::prelude::*;
use uuid::Uuid;

/// Who, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Viewer {
    #[sea_orm(string_value = "company")]
    Company,
    #[sea_orm(string_value = "group")]
    Group,
    #[sea_orm(string_value = "territory")]
    Territory,
    #[sea_orm(string_value = "channel")]
    Channel,
    /// Everybody who is not signed in; the id is nil.
    #[sea_orm(string_value = "guests")]
    Guests,
}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_assortment_viewers")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub assortment_id: AssortmentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: Viewer,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
}

kontor_store::tenant_entity!();
