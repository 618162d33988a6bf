//! Which cart somebody is filling: what pages add to.
//! Whoever has chosen none fills the one they changed last.

use kontor_kernel::{CartId, MembershipId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders_chosen_carts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub membership_id: MembershipId,
    pub cart_id: CartId,
    pub chosen_at: Timestamp,
}

kontor_store::tenant_entity!();
