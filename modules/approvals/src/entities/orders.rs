//! Orders as rules compared them, so that those of a person within a window are summed up.
//! One that has ended counts no more.

use kontor_kernel::{CompanyId, Currency, MembershipId, OrderId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_orders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    pub company_id: CompanyId,
    pub membership_id: Option<MembershipId>,
    /// The key of the cost centre's code; empty where there is none.
    pub cost_centre: String,
    pub currency: Currency,
    /// In minor units.
    pub net: i64,
    /// What of it belongs to which categories.
    pub parts: Json,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
