//! Sessions of browsers. Only the hash of the secret is kept.
//! A revoked or expired row opens nothing.

use kontor_kernel::{CompanyId, MembershipId, SessionId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub secret_hash: String,
    pub user_id: UserId,
    pub membership_id: MembershipId,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub last_seen_at: Option<Timestamp>,
    /// How the person proved who they are: `password`, `passkey` or `provider`.
    pub method: Option<String>,
    /// For which company a member of staff acts, until when and why.
    pub acting_company_id: Option<CompanyId>,
    pub acting_until: Option<Timestamp>,
    pub acting_reason: Option<String>,
}

kontor_store::tenant_entity!();
