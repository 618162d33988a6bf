//! Certificates by which companies are exempt from tax, for some classes or for all, for a time.
//! One that was entered by mistake is archived; orders keep the words they were placed with.

use kontor_kernel::{BusinessDate, CompanyId, TaxExemptionId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_tax_exemptions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaxExemptionId,
    pub company_id: CompanyId,
    pub certificate: String,
    /// Codes; every class where there is nothing.
    pub classes: Option<Json>,
    pub reason: String,
    pub valid_from: BusinessDate,
    pub valid_to: Option<BusinessDate>,
    pub created_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
