//! The register: every use of a promotion or code by an order, with what was taken off.
//! A use that was given back stays and says when.

use kontor_kernel::{Amount, CompanyId, Currency, OrderId, TenantId, Timestamp, UserId};
use sea_orm::entity::prelude::*;

use crate::ids::{CodeId, PromotionId, UseId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promotions_uses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UseId,
    pub promotion_id: PromotionId,
    /// The promotion's code as it was then.
    pub promotion_code: String,
    pub code_id: Option<CodeId>,
    pub code: Option<String>,
    pub code_key: Option<String>,
    pub order_id: OrderId,
    pub company_id: CompanyId,
    pub user_id: Option<UserId>,
    pub amount: Amount,
    pub currency: Currency,
    /// Whether the promotion itself was counted, and not only the code.
    pub is_counted: bool,
    pub used_at: Timestamp,
    pub given_back_at: Option<Timestamp>,
}

kontor_store::tenant_entity!(company = CompanyId);
