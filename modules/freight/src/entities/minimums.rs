//! Logistic minimums: whom and what a rule is for, what it measures and how much is needed.
//! The threshold is in minor units, grams or millionths of a unit, as the measure says.

use kontor_kernel::{CompanyId, Currency, CustomerGroupId, Id, ProductId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// Tag of a minimum's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MinimumTag {}

/// A minimum's id.
pub type MinimumId = Id<MinimumTag>;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "freight_minimums")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MinimumId,
    pub company_id: Option<CompanyId>,
    pub company_code: Option<String>,
    pub product_id: Option<ProductId>,
    pub sku: Option<String>,
    /// `net_value`, `weight_kg` or `quantity`.
    pub measure: String,
    pub threshold: i64,
    pub currency: Option<Currency>,
    /// `block`, `warn` or `waive`.
    pub severity: String,
    pub created_at: Timestamp,
    pub group_id: Option<CustomerGroupId>,
    /// The code of a category.
    pub category: Option<String>,
    /// Whether it binds beside farther rules; it does not where nothing is said.
    pub combines: Option<bool>,
}

kontor_store::tenant_entity!(company_or_everybody = CompanyId);
