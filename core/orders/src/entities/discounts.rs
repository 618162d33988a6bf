//! What was taken off an order, by promotion and code; how much of it each line bears stands with the line.
//! The source is how the module that gave it names it.

use kontor_kernel::{Amount, OrderId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders_discounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub source: String,
    pub name: String,
    pub code: Option<String>,
    pub amount: Amount,
}

kontor_store::tenant_entity!();
