//! That a thing uses a file, written in the commit in which the thing begins to.
//! A file is deleted only while there is no such row of it, so that nothing is shown whose bytes are gone.

use kontor_kernel::{FileId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files_uses")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: FileId,
}

kontor_store::tenant_entity!();
