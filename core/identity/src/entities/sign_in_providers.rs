//! Outside providers through which a tenant lets people sign in (OpenID Connect).
//! The client secret is kept under the deployment's key.

use kontor_kernel::{RoleId, SignInProviderId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_sign_in_providers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignInProviderId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    pub client_secret_sealed: String,
    pub scopes: Json,
    /// Mail domains that the provider answers for, verified by the operator.
    pub domains: Json,
    pub default_role_id: Option<RoleId>,
    pub is_enabled: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

kontor_store::tenant_entity!();
