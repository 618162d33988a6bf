//! When members of staff acted for a company, and why: the company sees it.
//! A row is made when it begins and closed when it ends.

use kontor_kernel::{ActingId, CompanyId, MembershipId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_acting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActingId,
    pub company_id: CompanyId,
    pub membership_id: MembershipId,
    pub user_id: UserId,
    pub name: String,
    pub reason: String,
    pub started_at: Timestamp,
    pub until: Timestamp,
    pub ended_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
