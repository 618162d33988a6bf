//! What an attribute is called in a language, and a sentence of help.
//! Its attribute carries the version of every change here.

use kontor_kernel::{AttributeId, Locale, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attributes_definition_texts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub definition_id: AttributeId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    pub label: String,
    pub help: String,
}

kontor_store::tenant_entity!();
