//! An assortment: products that some see and others do not.
//! Its entries say which products, its viewers say who.

use kontor_kernel::{AssortmentId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_assortments")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssortmentId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub archived_at: Option<Timestamp>,
    pub version: i64,
}

kontor_store::tenant_entity!();
