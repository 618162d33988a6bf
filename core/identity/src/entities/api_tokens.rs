//! Tokens with which programs act in a person's role. Only the hash of the secret is kept.
//! A token is shown once, when it is made.

use kontor_kernel::{ApiTokenId, MembershipId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_api_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    pub secret_hash: String,
    pub user_id: UserId,
    pub membership_id: MembershipId,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    pub name: String,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub last_seen_at: Option<Timestamp>,
    /// What it may do of what its owner may; everything where nothing is said.
    pub permissions: Option<Json>,
}

kontor_store::tenant_entity!();
