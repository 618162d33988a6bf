//! `discounts/propose`: what is taken off the lines of a cart or order, by which promotion or code?
//! Asked after prices and before taxes. The core allocates every discount to lines, to the cent, and never below zero.

use kontor_kernel::{Amount, BusinessDate, ChannelId, CompanyId, Currency, Locale, ProductId, Quantity, Rate, UserId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FailurePolicy, HookPoint};

/// Asked whenever a cart or order is computed.
pub struct DiscountsPropose;

impl HookPoint for DiscountsPropose {
    type Input = DiscountQuestion;
    type Output = DiscountAnswer;
    const NAME: &'static str = "discounts/propose";
    const ON_FAILURE: FailurePolicy = FailurePolicy::Refuse;
}

/// A cart or order before discounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiscountQuestion {
    /// Who buys.
    pub company: CompanyId,
    /// The person who buys, where one does.
    pub user: Option<UserId>,
    /// By which channel.
    pub channel: ChannelId,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The date of the order in the legal entity's zone.
    pub date: BusinessDate,
    /// The language of names and sentences.
    pub locale: Locale,
    /// The codes that were entered, as they were written.
    pub codes: Vec<String>,
    /// The lines, in order.
    pub lines: Vec<DiscountLine>,
}

/// A line before discounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiscountLine {
    /// Its place, from 1.
    pub position: u32,
    /// The product.
    pub product: ProductId,
    /// The product's code.
    pub sku: String,
    /// The codes of its categories, with those above them.
    pub categories: Vec<String>,
    /// How many of the product's own unit.
    pub quantity: Quantity,
    /// What the line costs, with or without tax as its price is listed.
    pub amount: Amount,
    /// Whether somebody has set its price by hand; such lines are usually left alone.
    pub is_manual: bool,
}

/// What a module proposes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DiscountAnswer {
    /// Taken off one after the other; each is of what those before it have left.
    pub discounts: Vec<Discount>,
    /// What became of each code that was entered and is the module's.
    pub codes: Vec<CodeVerdict>,
}

/// Something that is taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    /// Names the promotion for its module, at most 60 characters; the module is told it again when the order is placed.
    pub source: String,
    /// What the buyer reads, in the language of the question.
    pub name: String,
    /// The code by which it was had, as it is kept.
    pub code: Option<String>,
    /// The places of the lines it is taken off; all lines where none is named.
    pub positions: Vec<u32>,
    /// How much.
    pub off: Off,
}

/// How much is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Off {
    /// A share of each line, rounded by line: 0 to 100 per cent.
    Rate(Rate),
    /// An amount of all lines together, allocated by what they cost; no more than they cost.
    Amount(Amount),
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CodeVerdict {
    /// The code as it was written.
    pub code: String,
    /// Whether something is taken off by it.
    pub is_taken: bool,
    /// Why not, in the language of the question, or what it gives.
    pub text: String,
}
