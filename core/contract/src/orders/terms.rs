//! What is agreed beside the lines: where and how to deliver, what is taken off, what freight costs.
//! Buyers say it at checkout, the order desk says it for them, and orders keep it as it was.

use kontor_hooks::{CodeVerdict, TaxReason};
use kontor_kernel::{BusinessDate, Rate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::identity::Address;

/// What is said about an order beside its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckoutData {
    /// Where to deliver; the company's address where nothing is said.
    #[serde(default)]
    pub delivery_address: Option<Address>,
    /// The buyer's own order number, at most 60 characters.
    #[serde(default)]
    pub po_number: Option<String>,
    /// A note to the seller, at most 2,000 characters.
    #[serde(default)]
    pub note: Option<String>,
    /// When the goods are wanted.
    #[serde(default)]
    pub requested_date: Option<BusinessDate>,
    /// The code of one of the ways to send the goods; the first that is offered where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_method: Option<String>,
    /// The code of one of the ways to pay; the first that is offered where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<String>,
    /// For which cost centre of the buyer, at most 60 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<String>,
    /// Whether what is there may be sent before the rest; it may where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial_delivery: Option<bool>,
    /// Codes for discounts, ten at the most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
}

/// Something that is taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DiscountView {
    /// What it is called.
    pub name: String,
    /// The code by which it was had.
    pub code: Option<String>,
    /// How much in all, without or with tax as the prices of the lines are listed; decimal text.
    pub amount: String,
}

/// What a charge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    /// Sending the goods.
    Freight,
    /// Something that makes sending them dearer.
    Surcharge,
}

/// Something that is charged beside the lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChargeView {
    /// What it is for.
    pub kind: ChargeKind,
    /// Its code, which stays.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Net, decimal text.
    pub net: String,
    /// Tax rate in per cent.
    pub tax_rate: Rate,
    /// Why it is this rate.
    pub tax_reason: TaxReason,
    /// Tax, decimal text.
    pub tax: String,
    /// Gross, decimal text.
    pub gross: String,
}

/// A way to send the goods of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShippingWay {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What it costs without tax, decimal text; nothing where that is settled later.
    pub net: Option<String>,
    /// What the buyer may like to know, such as how much more would be carried free.
    pub notes: Vec<String>,
    /// Whether the cart goes this way.
    pub is_chosen: bool,
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PaymentWay {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Within how many days of the invoice; nothing where it is paid before or on delivery.
    pub days: Option<u32>,
    /// Whether the cart is paid this way.
    pub is_chosen: bool,
}

/// What a cart can be agreed on, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct CartTerms {
    /// The ways to send the goods; none where nothing is sent or the seller offers none.
    pub shipping: Vec<ShippingWay>,
    /// The ways to pay; none where the seller names none.
    pub payment: Vec<PaymentWay>,
    /// What is charged beside the lines.
    pub charges: Vec<ChargeView>,
    /// What is taken off the lines.
    pub discounts: Vec<DiscountView>,
    /// What became of the codes that were entered.
    pub codes: Vec<CodeVerdict>,
    /// The first day for which goods can be wanted.
    pub earliest_date: Option<BusinessDate>,
}

/// How an order is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderShipping {
    /// The code of the way.
    pub code: String,
    /// What it was called.
    pub name: String,
    /// Whether it was charged with the order; otherwise it is settled later.
    pub is_charged: bool,
    /// How many parcels were estimated.
    pub parcels: u32,
    /// How many pallets were estimated.
    pub pallets: u32,
    /// What all of it weighs, in grams.
    pub weight_g: i64,
    /// What it was computed to cost without tax, decimal text; only staff see it where it is not charged.
    pub net: Option<String>,
    /// How the price came about, a sentence for each step; only staff see it.
    pub steps: Vec<String>,
}

/// How an order is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderPayment {
    /// The code of the way.
    pub code: String,
    /// What it was called.
    pub name: String,
    /// Within how many days of the invoice.
    pub days: Option<u32>,
}

/// What was agreed beside the lines of an order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct OrderTerms {
    /// How it is sent; nothing where no way was offered.
    pub shipping: Option<OrderShipping>,
    /// How it is paid; nothing where no way was offered.
    pub payment: Option<OrderPayment>,
    /// For which cost centre of the buyer.
    pub cost_centre: Option<String>,
    /// Whether what is there may be sent before the rest.
    pub partial_delivery: bool,
    /// What is charged beside the lines.
    pub charges: Vec<ChargeView>,
    /// What was taken off the lines.
    pub discounts: Vec<DiscountView>,
}
