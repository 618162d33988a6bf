//! A unit of measure as the tenant has defined it; those that trade knows anyway need no row.
//! Products and packaging units name it by its code.

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_units")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_key: String,
    pub code: String,
    /// Its code in UN/ECE Recommendation 20.
    pub standard_code: Option<String>,
    pub decimals: i32,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
