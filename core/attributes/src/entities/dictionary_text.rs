//! What a dictionary is called in a language.
//! Its dictionary carries the version of every change here.

use kontor_kernel::{DictionaryId, Locale, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attributes_dictionary_texts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub dictionary_id: DictionaryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    pub name: String,
}

kontor_store::tenant_entity!();
