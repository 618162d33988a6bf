//! Who belongs to a territory, from which day to which: a company or a member of staff.
//! The past stays: a placement is ended, not deleted.

use kontor_kernel::{BusinessDate, CompanyId, MembershipId, PlacementId, TenantId, TerritoryId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_placements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlacementId,
    pub territory_id: TerritoryId,
    pub company_id: Option<CompanyId>,
    pub membership_id: Option<MembershipId>,
    /// The first day.
    pub valid_from: BusinessDate,
    /// The last day.
    pub valid_to: Option<BusinessDate>,
    pub created_at: Timestamp,
}

kontor_store::tenant_entity!(company_or_everybody = CompanyId);
