//! What was wrong with rows, in the order in which it was found.
//! Only the first ones of a run are kept; the run counts all of them.

use kontor_kernel::{ImportId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_problems")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: ImportId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i64,
    pub line: i64,
    pub column_name: Option<String>,
    pub value: String,
    pub code: String,
    pub detail: String,
    /// The same for other languages.
    pub words: Option<Json>,
}

kontor_store::tenant_entity!();
