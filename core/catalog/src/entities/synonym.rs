//! Words that mean the same to the customers of a tenant, in one language.
//! Read with the categories, so that the same epoch tells of both.

use kontor_kernel::{Id, Locale, TenantId};
use sea_orm::entity::prelude::*;

/// Marks ids of synonyms.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SynonymTag {}

/// The id of an entry.
pub(crate) type SynonymId = Id<SynonymTag>;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_synonyms")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SynonymId,
    pub locale: Locale,
    pub phrase: String,
    pub phrase_key: String,
    /// One in each line.
    pub means: String,
    pub both_ways: bool,
}

kontor_store::tenant_entity!();
