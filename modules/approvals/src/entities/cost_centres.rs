//! Cost centres of companies: what orders are charged to within the customer's own books.
//! An inherited one is there for the companies below, too.

use kontor_kernel::{CompanyId, Id, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// Tag of a cost centre's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostCentreTag {}

/// A cost centre's id.
pub type CostCentreId = Id<CostCentreTag>;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_cost_centres")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CostCentreId,
    pub company_id: CompanyId,
    pub code: String,
    /// By which codes are compared, whatever their case.
    pub code_key: String,
    pub name: String,
    pub is_inherited: bool,
    /// Memberships that may order on it; everybody where there is none.
    pub members: Json,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
