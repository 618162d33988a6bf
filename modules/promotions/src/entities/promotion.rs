//! Promotions: when they hold, what they ask for and give as JSON of this module's own, and how often they may be used.
//! Whether a promotion is counted is decided when it is made, so that its limits are exact from the first use.

use kontor_kernel::{BusinessDate, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::ids::PromotionId;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promotions_promotions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PromotionId,
    pub code: String,
    pub code_key: String,
    pub priority: i32,
    pub is_exclusive: bool,
    pub needs_code: bool,
    pub valid_from: Option<BusinessDate>,
    pub valid_to: Option<BusinessDate>,
    pub terms: Json,
    pub is_counted: bool,
    pub limit_total: Option<i64>,
    pub limit_per_company: Option<i64>,
    pub limit_per_person: Option<i64>,
    pub created_at: Timestamp,
    pub archived_at: Option<Timestamp>,
    pub version: i64,
}

kontor_store::tenant_entity!();
