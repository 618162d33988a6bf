//! Business partners in a tree; `path` holds the ids from the root down, each ended by a slash.
//! A scoped context sees its own company and those below it.

use kontor_kernel::{BusinessDate, CompanyId, MembershipId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_companies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompanyId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub name_key: String,
    pub parent_id: Option<CompanyId>,
    pub path: String,
    pub vat_id: Option<String>,
    pub country: String,
    pub email: Option<String>,
    pub address: Json,
    pub attributes: Json,
    pub external_id: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
    /// `company`, `division`, `site` or `consumer`; a company where nothing is said.
    pub kind: Option<String>,
    /// The member of staff who looks after it and what is below it.
    pub account_manager_id: Option<MembershipId>,
    /// The VAT id that staff have found to be valid; counts as long as the company has exactly this one.
    pub vat_id_confirmed: Option<String>,
    pub vat_id_confirmed_on: Option<BusinessDate>,
    /// The member of staff who found it.
    pub vat_id_confirmed_by: Option<MembershipId>,
}

kontor_store::tenant_entity!(company = Id);
