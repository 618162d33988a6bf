//! Invitations to become a member, open until accepted, revoked or expired.
//! Accepting takes the secret of the mail; only its hash is kept.

use kontor_kernel::{CompanyId, InvitationId, MembershipId, RoleId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub email: String,
    pub email_key: String,
    pub name: String,
    pub role_id: RoleId,
    pub company_id: Option<CompanyId>,
    pub scopes: Json,
    pub secret_hash: String,
    pub invited_by: Option<MembershipId>,
    pub inviter: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub accepted_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

// Invitations of staff belong to no company, so that whoever lists them decides what is seen.
kontor_store::tenant_entity!();
