//! The tax rate of a class in a country from a date on.
//! Older rates stay: a document of last year is taxed by last year's rate.

use kontor_kernel::{BusinessDate, Rate, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_tax_rates")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub country: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub class: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: BusinessDate,
    pub rate: Rate,
}

kontor_store::tenant_entity!();
