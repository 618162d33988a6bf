//! Passkeys of people, each good on one host.
//! The public half of a key and its counter; the private half never leaves the person.

use kontor_kernel::{PasskeyId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_passkeys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PasskeyId,
    pub user_id: UserId,
    /// The host it is good on.
    pub rp_id: String,
    /// Base64url.
    pub credential_id: String,
    /// Public key and counters as the library writes them, base64url.
    pub public_state: String,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

kontor_store::system_entity!();
