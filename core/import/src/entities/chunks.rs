//! Pieces of uploaded files, numbered from 0 within their run.
//! A piece without a run belongs to an upload that is under way or broke off.

use kontor_kernel::{ImportId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_chunks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: ImportId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub content: Vec<u8>,
    pub created_at: Timestamp,
}

kontor_store::tenant_entity!();
