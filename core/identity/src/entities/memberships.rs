//! What a user is to the tenant: staff, or a member of a company, in a role.
//! An ended membership stays for the history and opens nothing.

use kontor_kernel::{CompanyId, MembershipId, RoleId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_memberships")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    pub user_id: UserId,
    pub company_id: Option<CompanyId>,
    pub role_id: RoleId,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// Narrower than the role alone: companies, territories, warehouses, legal entities.
    pub scopes: Option<Json>,
}

kontor_store::tenant_entity!();
