//! The registration form as the tenant designed it.
//! One row for a tenant; the usual form where there is none.

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_registration_forms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    pub form: Json,
    pub updated_at: Timestamp,
}

kontor_store::tenant_entity!();
