//! A customer's own code for a product, which nobody but that customer finds anything by.
//! Its product carries the epoch of every change here.

use kontor_kernel::{CompanyId, ProductId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_customer_codes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub company_id: CompanyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_key: String,
    pub product_id: ProductId,
    pub company_code: String,
    pub code: String,
}

kontor_store::tenant_entity!(company = CompanyId);
