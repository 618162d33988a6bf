//! Domains that a tenant's mails may come from, as the operator has made sure.
//! In lower case, as mail servers compare them.

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operator_sender_domains")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub domain: String,
    pub allowed_at: Timestamp,
}

kontor_store::tenant_entity!();
