//! Orders that wait for somebody, or did: what they were, the steps they need, and how they stand.
//! The steps are those of the day the order was placed; who may decide is asked anew each time.

use kontor_kernel::{BusinessDate, CompanyId, Currency, Id, MembershipId, OrderId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

/// Tag of a request's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestTag {}

/// A request's id.
pub type RequestId = Id<RequestTag>;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RequestId,
    /// Who buys.
    pub company_id: CompanyId,
    pub order_id: OrderId,
    pub order_number: String,
    /// `waiting`, `approved`, `rejected` or `closed`.
    pub state: String,
    /// Who placed the order.
    pub user_id: Option<UserId>,
    pub membership_id: Option<MembershipId>,
    /// Their name.
    pub buyer: String,
    pub currency: Currency,
    /// In minor units.
    pub net: i64,
    pub gross: i64,
    /// What rules compared: the order and those a moment before it.
    pub counted: i64,
    pub cost_centre: Option<String>,
    pub order_date: BusinessDate,
    pub lines: Json,
    /// The steps.
    pub plan: Json,
    /// Why they are needed.
    pub reasons: Json,
    /// The zone in which working hours are counted.
    pub time_zone: String,
    /// The step that waits, from 0, as of the last look.
    pub step: i32,
    pub step_since: Timestamp,
    pub reminded_at: Option<Timestamp>,
    /// When the step was handed on.
    pub escalated_at: Option<Timestamp>,
    pub opened_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// Why it was rejected.
    pub reason: Option<String>,
    pub version: i32,
}

kontor_store::tenant_entity!(company = CompanyId);
