//! Mappings that a tenant keeps, by kind and name.
//! A run carries a copy of the one it uses, so that changing a mapping changes no run.

use kontor_kernel::{ImportMappingId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::model::mapping::Mapping;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_mappings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportMappingId,
    pub kind: String,
    pub name: String,
    pub name_key: String,
    pub mapping: Json,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

kontor_store::tenant_entity!();

impl Model {
    /// What it says.
    pub(crate) fn mapping(&self) -> Mapping {
        serde_json::from_value(self.mapping.clone()).unwrap_or_default()
    }
}
