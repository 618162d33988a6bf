//! Codes that are generated together: how many are wanted, how many there are, and what each of them is given.
//! A job fills a batch in short commits.

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::ids::{BatchId, PromotionId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promotions_batches")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BatchId,
    pub promotion_id: PromotionId,
    pub prefix: String,
    pub length: i32,
    pub wanted: i64,
    pub made: i64,
    pub given: Json,
    pub created_at: Timestamp,
}

kontor_store::tenant_entity!();
