//! Entries: who did what to which thing for whom, all by id, with hashes of what stands in the details.
//! The place in the chain is added when the trail is sealed; nothing else of a row ever changes.

use kontor_kernel::{AuditEntryId, CompanyId, MembershipId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEntryId,
    pub at: Timestamp,
    /// `user`, `system` or `guest`.
    pub actor_kind: String,
    pub actor_user_id: Option<UserId>,
    pub actor_membership_id: Option<MembershipId>,
    /// The company of the persona.
    pub company_id: Option<CompanyId>,
    /// The company for which a member of staff acted.
    pub on_behalf_of: Option<CompanyId>,
    /// `session`, `token` or `none`.
    pub signed_in_by: String,
    pub signed_in_id: Option<Uuid>,
    pub action: String,
    pub subject: String,
    pub subject_id: String,
    pub request_id: String,
    /// Salted hash of what is known of the actor.
    pub actor_hash: String,
    /// Salted hash of label, before and after.
    pub content_hash: String,
    /// Its place in the chain, from 1; nothing until it is sealed.
    pub position: Option<i64>,
    pub previous_hash: Option<String>,
    pub hash: Option<String>,
}

kontor_store::tenant_entity!();
