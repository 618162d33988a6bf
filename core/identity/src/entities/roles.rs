//! Named sets of permissions, for staff or for buyers.
//! The built-in ones are made with the tenant from the modules' manifests.

use kontor_kernel::{CompanyId, Currency, RoleId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_roles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleId,
    pub code: String,
    pub name: String,
    /// `staff` or `buyer`.
    pub audience: String,
    /// What it grants; of a built-in role the modules' manifests say it.
    pub permissions: Json,
    /// The company whose own role it is.
    pub company_id: Option<CompanyId>,
    pub order_ceiling_minor: Option<i64>,
    pub order_ceiling_currency: Option<Currency>,
    pub is_built_in: Option<bool>,
    /// A deleted role stays for the memberships that ended in it; its code is free again.
    pub deleted_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
