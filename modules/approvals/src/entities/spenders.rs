//! A row for each person and cost centre that orders: those who place at the same moment wait for each other at it.
//! Without it two halves of an order could each be placed before the other one is seen.

use kontor_kernel::{MembershipId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_spenders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub membership_id: MembershipId,
    /// The key of the cost centre's code; empty where there is none.
    #[sea_orm(primary_key, auto_increment = false)]
    pub cost_centre: String,
    pub ordered_at: Timestamp,
}

kontor_store::tenant_entity!();
