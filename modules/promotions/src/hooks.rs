//! Answers `discounts/propose`: what promotions and codes take off a cart or order.
//! A cart without codes costs no query as long as nothing that is counted or asks who buys is in force.

use async_trait::async_trait;
use kontor_hooks::{DiscountAnswer, DiscountQuestion, DiscountsPropose};
use kontor_module::{Hook, HookFault};
use kontor_store::Ctx;

use crate::service::Promoting;

#[async_trait]
impl Hook<DiscountsPropose> for Promoting {
    async fn call(&self, ctx: &Ctx, input: &DiscountQuestion) -> Result<DiscountAnswer, HookFault> {
        self.propose(ctx, input).await.map_err(|cause| HookFault(cause.to_string()))
    }
}
