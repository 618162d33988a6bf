//! Calls of the operator: what was asked, from where, and what came of it.
//! A call without a status was not answered: the process ended in the middle of it.

use kontor_kernel::{Id, Timestamp};
use sea_orm::entity::prelude::*;

/// Tells ids of calls from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallTag {}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operator_calls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<CallTag>,
    pub called_at: Timestamp,
    pub method: String,
    pub path: String,
    pub peer: Option<String>,
    pub request_id: String,
    pub status: Option<i32>,
}

kontor_store::system_entity!();
