//! In which tenants a person is known: what is looked through before any tenant is chosen.
//! A row stays when the last membership ends, and goes with the person.

use kontor_kernel::{TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_user_tenants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    pub since: Timestamp,
    /// When they signed in here for the first time.
    pub signed_in_at: Option<Timestamp>,
}

kontor_store::system_entity!();
