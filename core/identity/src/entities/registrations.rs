//! People and companies who ask to be registered.
//! Unconfirmed until the mail has been answered; then decided by staff or at once.

use kontor_kernel::{CompanyId, MembershipId, RegistrationId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_registrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistrationId,
    /// `company` or `consumer`.
    pub kind: String,
    /// `unconfirmed`, `awaiting_decision`, `approved` or `rejected`.
    pub state: String,
    pub email: String,
    pub email_key: String,
    pub name: String,
    pub password_hash: String,
    pub locale: String,
    pub company: Json,
    pub attributes: Json,
    pub requested_permissions: Json,
    pub note: String,
    pub secret_hash: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<String>,
    /// The person, where one decided and ids were kept already.
    pub decided_by_id: Option<UserId>,
    pub reason: Option<String>,
    pub company_id: Option<CompanyId>,
    pub membership_id: Option<MembershipId>,
}

kontor_store::tenant_entity!();
