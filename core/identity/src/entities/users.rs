//! People who sign in: one row for the whole deployment, with one password.
//! What a person is to a tenant stands in memberships.

use kontor_kernel::{Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    pub email: String,
    pub email_key: String,
    pub name: String,
    /// By which names are sorted and searched; of old rows the name itself in lower case is.
    pub name_key: Option<String>,
    /// Empty for people who sign in elsewhere only.
    pub password_hash: String,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub locale: Option<String>,
    pub email_verified_at: Option<Timestamp>,
    /// Sessions opened before this open nothing; after a reset, tokens neither.
    pub credentials_changed_at: Option<Timestamp>,
    /// The secret of one-time codes under the deployment's key.
    pub totp_sealed: Option<String>,
    /// Codes are asked for from here on.
    pub totp_confirmed_at: Option<Timestamp>,
    /// The step of the last code taken: none is taken twice.
    pub totp_last_step: Option<i64>,
    /// Hashes of recovery codes that are left.
    pub recovery_codes: Option<Json>,
    pub erased_at: Option<Timestamp>,
}

kontor_store::system_entity!();
