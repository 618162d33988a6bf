//! Erasures of tenants: how far each is, and afterwards the proof that it happened.
//! Nothing of the tenant is kept but its code, its name, and how many rows it had.

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "operator_erasures")]
pub struct Model {
    /// The tenant that is erased.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TenantId,
    pub code: String,
    pub name: String,
    /// `erasing` or `erased`.
    pub state: String,
    /// Rows by table: how many there were and how many are left.
    pub progress: Json,
    /// People who belonged to no other tenant and were erased, too.
    pub people: i64,
    /// Why it does not get on.
    pub message: Option<String>,
    pub suspended_at: Timestamp,
    pub requested_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// When it was looked through once more for rows that somebody was still writing.
    pub swept_at: Option<Timestamp>,
}

kontor_store::system_entity!();
