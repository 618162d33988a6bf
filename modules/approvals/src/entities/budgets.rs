//! Budgets of companies: how much may be ordered in a period, and what happens beyond.
//! What is taken stands in `spending`, a row for each period.

use kontor_kernel::{BusinessDate, CompanyId, Currency, Id, MembershipId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use super::cost_centres::CostCentreId;

/// Tag of a budget's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetTag {}

/// A budget's id.
pub type BudgetId = Id<BudgetTag>;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_budgets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BudgetId,
    pub company_id: CompanyId,
    pub name: String,
    pub is_inherited: bool,
    pub cost_centre_id: Option<CostCentreId>,
    pub membership_id: Option<MembershipId>,
    /// `month`, `quarter`, `year` or `range`.
    pub period: String,
    pub from_date: Option<BusinessDate>,
    pub to_date: Option<BusinessDate>,
    /// In minor units.
    pub amount: i64,
    pub currency: Currency,
    /// `warn`, `require_approval` or `block`.
    pub at_limit: String,
    pub approvers: Json,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
