//! A dictionary: a list of what may be chosen, known by a code that never changes.
//! Archived ones stay for the values that were chosen from them.

use kontor_kernel::{DictionaryId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attributes_dictionaries")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DictionaryId,
    pub code: String,
    /// Rises with every change of the dictionary or its entries.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
