//! Secrets that are good once and for a short time: resets, confirmations, second factors, handovers.
//! Only the hash of the secret is kept, and taking a ticket deletes it.

use kontor_kernel::{TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_tickets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub secret_hash: String,
    pub purpose: String,
    pub user_id: Option<UserId>,
    pub tenant_id: Option<TenantId>,
    pub data: Json,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

kontor_store::system_entity!();
