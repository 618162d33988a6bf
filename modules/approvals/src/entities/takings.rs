//! What an order has taken from a budget, so that it can be given back once.
//! Kept by order, which may belong to a company below the budget's own.

use kontor_kernel::{BusinessDate, OrderId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use super::budgets::BudgetId;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_takings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub budget_id: BudgetId,
    pub period_start: BusinessDate,
    /// In minor units.
    pub amount: i64,
    pub taken_at: Timestamp,
    pub given_back_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
