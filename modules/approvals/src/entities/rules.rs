//! Rules of companies: which orders need which steps.
//! Conditions and steps are kept as the model writes them; amounts in minor units of the rule's currency.

use kontor_kernel::{CompanyId, Currency, Id, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// Tag of a rule's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleTag {}

/// A rule's id.
pub type RuleId = Id<RuleTag>;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_rules")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RuleId,
    pub company_id: CompanyId,
    pub name: String,
    pub currency: Currency,
    /// Rules of a company are gone through by it.
    pub position: i32,
    pub is_inherited: bool,
    pub ceiling_covers: bool,
    pub conditions: Json,
    pub steps: Json,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
