//! What was decided, by whom, and for whom they stood in.
//! Nothing here is changed: an approval that counts no more is still told.

use kontor_kernel::{Id, MembershipId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

use super::requests::RequestId;

/// Tag of a decision's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionTag {}

/// A decision's id.
pub type DecisionId = Id<DecisionTag>;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_decisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DecisionId,
    pub request_id: RequestId,
    /// From 0.
    pub step: i32,
    /// `approved` or `rejected`.
    pub verdict: String,
    pub at: Timestamp,
    pub user_id: UserId,
    pub membership_id: MembershipId,
    pub name: String,
    /// Whose decision it is: one's own membership, or that of whoever is away.
    pub for_membership_id: MembershipId,
    /// Their name, where somebody stood in.
    pub for_name: Option<String>,
    pub comment: Option<String>,
}

kontor_store::tenant_entity!();
