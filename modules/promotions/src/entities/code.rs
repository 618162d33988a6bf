//! Codes: to which promotion each leads, to whom it was given, and how often it may be used.
//! Codes that nobody in particular was given are everybody's; how often one was used stands in the tallies.

use kontor_kernel::{BusinessDate, CompanyId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

use crate::ids::{BatchId, CodeId, PromotionId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promotions_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CodeId,
    pub promotion_id: PromotionId,
    pub batch_id: Option<BatchId>,
    pub code: String,
    pub code_key: String,
    pub company_id: Option<CompanyId>,
    pub user_id: Option<UserId>,
    pub valid_from: Option<BusinessDate>,
    pub valid_to: Option<BusinessDate>,
    pub limit_total: Option<i64>,
    pub limit_per_company: Option<i64>,
    pub limit_per_person: Option<i64>,
    pub blocked_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub version: i64,
}

kontor_store::tenant_entity!(company_or_everybody = CompanyId);
