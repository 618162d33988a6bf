//! An entry of a dictionary, known by a code that never changes: the code is what things keep as their value.
//! Archived entries stay readable where they were chosen, and cannot be chosen anew.

use kontor_kernel::{DictionaryId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attributes_entries")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub dictionary_id: DictionaryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub position: i32,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
