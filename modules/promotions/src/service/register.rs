//! The register of uses: which order used which promotion or code, when, for how much, and whether it was given back.
//! Nothing in it is ever changed but for that.

use kontor_kernel::{CompanyId, Currency, OrderId, Page, PageRequest, Timestamp, UserId};
use kontor_store::{Ctx, Keyset, Tx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::Promoting;
use crate::{
    entities::used::{Column as C, Entity, Model},
    error::PromotionResult,
    ids::{CodeId, PromotionId, UseId},
    model::codes,
};

/// A use as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct UseView {
    /// Its id.
    #[schemars(with = "String")]
    pub id: UseId,
    /// The promotion.
    #[schemars(with = "String")]
    pub promotion_id: PromotionId,
    /// The promotion's code as it was then.
    pub promotion_code: String,
    /// The code by which it was had.
    #[schemars(with = "Option<String>")]
    pub code_id: Option<CodeId>,
    /// That code as it is written.
    pub code: Option<String>,
    /// The order.
    pub order_id: OrderId,
    /// Who bought.
    pub company_id: CompanyId,
    /// The person who bought, where one did.
    pub user_id: Option<UserId>,
    /// What was taken off, decimal text.
    pub amount: String,
    /// The currency of that.
    pub currency: Currency,
    /// When.
    pub used_at: Timestamp,
    /// When it was given back.
    pub given_back_at: Option<Timestamp>,
}

impl From<Model> for UseView {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            promotion_id: row.promotion_id,
            promotion_code: row.promotion_code,
            code_id: row.code_id,
            code: row.code,
            order_id: row.order_id,
            company_id: row.company_id,
            user_id: row.user_id,
            amount: row.amount.to_text(row.currency),
            currency: row.currency,
            used_at: row.used_at,
            given_back_at: row.given_back_at,
        }
    }
}

/// Which uses are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct UseFilter {
    pub promotion: Option<PromotionId>,
    pub code: Option<CodeId>,
    pub company: Option<CompanyId>,
    pub order: Option<OrderId>,
    /// A code as it is written, however.
    pub q: Option<String>,
}

impl Promoting {
    /// A page of uses, the newest first.
    pub async fn list_uses(&self, ctx: &Ctx, filter: &UseFilter, page: &PageRequest) -> PromotionResult<Page<UseView>> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx
            .find::<Entity>()
            .filter_some(filter.promotion.map(|id| C::PromotionId.eq(id)))
            .filter_some(filter.code.map(|id| C::CodeId.eq(id)))
            .filter_some(filter.company.map(|id| C::CompanyId.eq(id)))
            .filter_some(filter.order.map(|id| C::OrderId.eq(id)))
            .filter_some(filter.q.as_deref().map(|q| C::CodeKey.eq(codes::key(q))));
        let keys = Keyset { column: C::UsedAt, id: C::Id, order: Order::Desc };
        let rows = found.page(&tx, keys, page).await?;
        tx.finish().await?;
        Ok(rows.map(UseView::from))
    }
}
