//! How often something was used and not given back, by everybody, by a company or by a person.
//! A limit is kept by changing a row only while it is below; rows are changed in the order of their keys.

use kontor_kernel::TenantId;
use sea_orm::entity::prelude::*;

use crate::ids::{HolderId, SubjectId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promotions_tallies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: SubjectId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder_id: HolderId,
    pub used: i64,
}

kontor_store::tenant_entity!();
