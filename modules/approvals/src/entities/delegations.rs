//! Substitutes: who stands in for an approver from one day to another, both included.
//! One that was ended stays for the history.

use kontor_kernel::{BusinessDate, CompanyId, Id, MembershipId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// Tag of a delegation's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DelegationTag {}

/// A delegation's id.
pub type DelegationId = Id<DelegationTag>;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_delegations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DelegationId,
    /// The company of whoever is away.
    pub company_id: CompanyId,
    pub membership_id: MembershipId,
    pub substitute_id: MembershipId,
    pub from_date: BusinessDate,
    pub to_date: BusinessDate,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
