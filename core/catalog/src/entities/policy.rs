//! How a tenant prices: what happens when several lists have a price, and below which margin staff need a permission.
//! One row per tenant; without one the first list wins and nothing is too cheap.

use kontor_kernel::{Rate, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// What happens when several lists have a price, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Strategy {
    #[default]
    #[sea_orm(string_value = "first_match")]
    FirstMatch,
    #[sea_orm(string_value = "lowest")]
    Lowest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_pricing_policies")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    pub strategy: Strategy,
    /// The share of the price that must remain above the cost.
    pub margin_floor: Option<Rate>,
    pub updated_at: Timestamp,
}

kontor_store::tenant_entity!();
