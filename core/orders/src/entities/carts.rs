//! Carts: open until they are placed.
//! The version rises with every change and is checked when the cart is placed.

use kontor_kernel::{CartId, CompanyId, MembershipId, OrderId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "orders_carts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CartId,
    pub company_id: CompanyId,
    pub membership_id: MembershipId,
    pub name: String,
    /// `open`, `placed` or `discarded`; `list` for a shopping list, which is never placed.
    pub state: String,
    pub version: i64,
    pub checkout: Json,
    pub order_id: Option<OrderId>,
    /// Whether everybody of the company who may place orders has it; nothing for carts from before.
    pub is_shared: Option<bool>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

kontor_store::tenant_entity!(company = CompanyId);
