//! Hook points: questions the core asks in the path of an order, as plain data in and out.
//! The core never trusts an answer; it re-checks and caps it. A point arrives here with its first consumer.

mod discounts;
mod order_check;
mod shipping;
mod taxes;

use serde::{Serialize, de::DeserializeOwned};

pub use discounts::{CodeVerdict, Discount, DiscountAnswer, DiscountLine, DiscountQuestion, DiscountsPropose, Off};
pub use order_check::{CartValidate, DraftLine, DraftTotals, Finding, OrderDraft, OrdersValidate, Party, Severity};
pub use shipping::{
    ChosenShipping, Destination, Packing, PackingSize, Shipment, ShipmentLine, ShippingOffer, ShippingQuote,
    ShippingSurcharge, Surcharge,
};
pub use taxes::{
    BuyerKind, LineTax, TaxAnswer, TaxBuyer, TaxExemption, TaxLine, TaxMode, TaxPlace, TaxQuestion, TaxReason,
    TaxSeller, TaxesCompute,
};

/// A question the core asks.
pub trait HookPoint: Send + Sync + 'static {
    /// What is told.
    type Input: Serialize + Send + Sync;
    /// What is answered.
    type Output: Serialize + DeserializeOwned + Send;
    /// Its name, `cart/validate`.
    const NAME: &'static str;
    /// What happens when an answer fails to come.
    const ON_FAILURE: FailurePolicy;
}

/// What the core does when a hook fails or takes too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailurePolicy {
    /// Goes on and tells the user that a check could not be made.
    Warn,
    /// Refuses the operation: nothing is sold on an unchecked condition.
    Refuse,
}
