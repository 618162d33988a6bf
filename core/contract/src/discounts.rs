//! Uses of promotions and codes: counted in the commit of the order that they are taken off, and given back when it ends.
//! Whoever answers `discounts/propose` with limits offers this port; without it nothing is counted.

use async_trait::async_trait;
use kontor_kernel::{Amount, CompanyId, Currency, OrderId};
use kontor_store::WriteTx;

use crate::fault::Outcome;

/// One promotion or code that an order was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscountUse {
    /// What the module named it when it proposed it.
    pub source: String,
    /// The code by which it was had, as it is kept.
    pub code: Option<String>,
    /// How much was taken off in all.
    pub amount: Amount,
    /// The currency of that.
    pub currency: Currency,
}

/// Counts uses. Several modules may; each counts what it has proposed itself and passes over the rest.
#[async_trait]
pub trait DiscountUses: Send + Sync {
    /// Counts an order's uses in its commit; refuses where a limit is reached or a code no longer holds, and then nothing is
    /// written at all.
    async fn take(&self, tx: &WriteTx, order: OrderId, company: CompanyId, uses: &[DiscountUse]) -> Outcome<()>;
    /// Gives back what an order has used.
    async fn give_back(&self, tx: &WriteTx, order: OrderId) -> Outcome<()>;
}
