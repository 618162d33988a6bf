//! `cart/validate` and `orders/validate`: may this cart go on, may this order be placed?
//! All answers must pass; the first is asked while browsing, the second when it counts.

use kontor_kernel::{Amount, BusinessDate, CompanyId, Currency, Locale, ProductId, Quantity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FailurePolicy, HookPoint};

/// Asked whenever a cart is shown.
pub struct CartValidate;

impl HookPoint for CartValidate {
    type Input = OrderDraft;
    type Output = Vec<Finding>;
    const NAME: &'static str = "cart/validate";
    const ON_FAILURE: FailurePolicy = FailurePolicy::Warn;
}

/// Asked before an order is written.
pub struct OrdersValidate;

impl HookPoint for OrdersValidate {
    type Input = OrderDraft;
    type Output = Vec<Finding>;
    const NAME: &'static str = "orders/validate";
    const ON_FAILURE: FailurePolicy = FailurePolicy::Refuse;
}

/// A cart or order as the hooks see it: computed, not yet written.
#[derive(Debug, Clone, Serialize)]
pub struct OrderDraft {
    /// Who buys.
    pub company: Party,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The date of the order in the legal entity's zone.
    pub order_date: BusinessDate,
    /// The language of answers.
    pub locale: Locale,
    /// The lines.
    pub lines: Vec<DraftLine>,
    /// Their sums.
    pub totals: DraftTotals,
}

/// A business partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Its id.
    pub id: CompanyId,
    /// Its code.
    pub code: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
}

/// A line of a draft.
#[derive(Debug, Clone, Serialize)]
pub struct DraftLine {
    /// Its place, from 1.
    pub position: u32,
    /// The product.
    pub product: ProductId,
    /// The product's code.
    pub sku: String,
    /// Whether it is goods; services weigh nothing and count towards no minimum.
    pub is_goods: bool,
    /// How many, in the unit of measure.
    pub quantity: Quantity,
    /// The unit of measure.
    pub unit: String,
    /// Net amount.
    pub net: Amount,
    /// Weight of the whole line in grams.
    pub weight_g: i64,
}

/// Sums of a draft.
#[derive(Debug, Clone, Serialize)]
pub struct DraftTotals {
    /// Net of all lines.
    pub net: Amount,
    /// Net of goods only.
    pub goods_net: Amount,
    /// Weight of the goods in grams.
    pub weight_g: i64,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// The order may go on.
    Warning,
    /// The order may not be placed.
    Error,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// A code that stays, such as `freight.minimum_not_reached`.
    pub code: String,
    /// A sentence in the user's language that says what to do.
    pub text: String,
    /// The line it is about, from 1.
    pub position: Option<u32>,
}
