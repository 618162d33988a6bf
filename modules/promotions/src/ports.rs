//! Counts uses for whoever places and cancels orders.
//! Both join the caller's commit: what is counted stands exactly where the order does.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    discounts::{DiscountUse, DiscountUses},
};
use kontor_kernel::{CompanyId, OrderId};
use kontor_store::WriteTx;

use crate::service::Promoting;

#[async_trait]
impl DiscountUses for Promoting {
    async fn take(&self, tx: &WriteTx, order: OrderId, company: CompanyId, uses: &[DiscountUse]) -> Outcome<()> {
        Ok(self.take_uses(tx, order, company, uses).await?)
    }

    async fn give_back(&self, tx: &WriteTx, order: OrderId) -> Outcome<()> {
        Ok(self.give_back_uses(tx, order).await?)
    }
}
