//! Keys under which files were uploaded, and the runs they began: the same key again leads to the same run.
//! They are forgotten after a week; the runs stay.

use kontor_kernel::{ImportId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_upload_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub principal: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_key: String,
    pub run_id: ImportId,
    /// What makes two uploads the same: how the file is read, and its bytes.
    pub fingerprint: String,
    pub created_at: Timestamp,
}

kontor_store::tenant_entity!();
