//! What happened to an order: one row per transition, never changed.
//! The actor's name is kept as it was, until they want to be forgotten.

use kontor_kernel::{Id, OrderId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

/// Tag of a history row's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryTag {}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders_history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<HistoryTag>,
    pub order_id: OrderId,
    pub event: String,
    pub actor: String,
    /// The person, where one acted and ids were kept already.
    pub actor_id: Option<UserId>,
    pub note: Option<String>,
    pub at: Timestamp,
}

kontor_store::tenant_entity!();
