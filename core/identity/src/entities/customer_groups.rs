//! Groups of customers that the tenant has formed, such as those who buy at one price list.
//! They stand beside each other; companies inherit them down their tree.

use kontor_kernel::{CustomerGroupId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_customer_groups")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CustomerGroupId,
    pub code: String,
    pub code_key: String,
    pub name: String,
    pub name_key: String,
    pub created_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
