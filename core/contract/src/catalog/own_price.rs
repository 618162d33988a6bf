//! Why a buyer pays what they pay: their own price of a product, for a quantity, unit and day.
//! It names no price list, cost, margin or floor, and nothing of any other customer.

use async_trait::async_trait;
use kontor_kernel::{BusinessDate, Currency, Quantity, Rate};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use super::{TaxMode, TierView};
use crate::fault::Outcome;

/// The permission to ask: held by whom a company lets know its prices.
pub const EXPLAIN_OWN_PRICES: &str = "catalog.own_prices.explain";

/// What a buyer asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPriceQuestion {
    /// The product's code, whatever its case.
    pub sku: String,
    /// How many of the unit, above zero.
    pub quantity: Quantity,
    /// The code of a unit in which it can be ordered; the product's own one where none is named.
    pub unit: Option<String>,
    /// The day, today or later; today where none is named.
    pub date: Option<BusinessDate>,
}

/// Where a buyer's price comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PriceOrigin {
    /// The company has agreed it.
    Agreement,
    /// It is the company's own.
    Company,
    /// It is that of a customer group the company is in.
    Group,
    /// It is that of the shop.
    Channel,
    /// It is everybody's.
    Usual,
}

/// Why a buyer pays what they pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwnPriceExplanation {
    /// The product's code.
    pub sku: String,
    /// Its name in the language of the request.
    pub name: String,
    /// How many of the unit.
    pub quantity: Quantity,
    /// The unit.
    pub unit: String,
    /// How many of the product's own unit that is.
    pub base_quantity: Quantity,
    /// The product's own unit.
    pub base_unit: String,
    /// The day.
    pub date: BusinessDate,
    /// The currency.
    pub currency: Currency,
    /// The price; nothing where there is none.
    pub price: Option<OwnPrice>,
    /// Why, one sentence after the other, in the language of the request.
    pub reasons: Vec<String>,
    /// Prices of larger quantities of the unit on that day, rising.
    pub tiers: Vec<TierView>,
    /// The tax rate of the product on that day, in per cent; nothing where none is set.
    pub tax_rate: Option<Rate>,
}

/// A buyer's price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwnPrice {
    /// The price of `per` of the unit, decimal text, as the buyer is used to it.
    pub unit_price: String,
    /// For how many of the unit it stands.
    pub per: Quantity,
    /// Without or with tax.
    pub tax_mode: TaxMode,
    /// Where it comes from.
    pub origin: PriceOrigin,
    /// From how many of `min_unit` on it holds.
    pub min_quantity: Quantity,
    /// The unit of `min_quantity`: the one that was asked for, or the product's own.
    pub min_unit: String,
}

/// Explains buyers their own prices.
#[async_trait]
pub trait OwnPrices: Send + Sync {
    /// Why the company that the context acts for pays what it pays for a product that it sees.
    async fn explain(&self, ctx: &Ctx, question: &OwnPriceQuestion) -> Outcome<OwnPriceExplanation>;
}
