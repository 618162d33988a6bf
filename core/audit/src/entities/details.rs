//! What an entry says beyond ids, in two parts: of its actor, and of its content. Either may be emptied on its own.
//! An emptied part names the entry that tells why, and its hash in the entry stays.

use kontor_kernel::{AuditEntryId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_details")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: AuditEntryId,
    /// `actor` or `content`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: String,
    /// Thirty-two random bytes in hexadecimal: without them, nobody can guess at what was erased by trying names.
    pub salt: Option<String>,
    /// The actor's name, or the subject's.
    pub label: Option<String>,
    /// The rest, JSON as it was hashed.
    pub body: Option<String>,
    pub search_key: String,
    pub erased_by: Option<AuditEntryId>,
}

kontor_store::tenant_entity!();
