//! How much is taken from a budget in a period, in minor units.
//! Changed by conditional update only; a buyer takes from budgets of companies above, so no scope narrows it.

use kontor_kernel::{BusinessDate, TenantId};
use sea_orm::entity::prelude::*;

use super::budgets::BudgetId;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_spending")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub budget_id: BudgetId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub period_start: BusinessDate,
    pub taken: i64,
}

kontor_store::tenant_entity!();
