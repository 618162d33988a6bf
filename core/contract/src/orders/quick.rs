//! Quick order: many articles by their codes, looked at together before they go into a cart.
//! Codes are what buyers have at hand: the shop's, a maker's, their company's own, or what a scanner reads off a box.

use async_trait::async_trait;
use kontor_hooks::TaxMode;
use kontor_kernel::{Currency, Quantity};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use super::CartView;
use crate::{catalog::LineUnit, fault::Outcome, inventory::Availability};

/// A row as it was typed, pasted or read off a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickRow {
    /// The shop's code, a maker's, the company's own, or a barcode.
    pub code: String,
    /// How many of the unit; one where nothing is said.
    pub quantity: Option<Quantity>,
    /// The code of the unit; the one that the code is on, or the product's own, where none is named.
    pub unit: Option<String>,
}

/// Whether a row can go into a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuickState {
    /// As it stands.
    Good,
    /// In another quantity than the one that was asked for: the nearest that can be ordered.
    Adjusted,
    /// It can, but fewer are in stock than were asked for: the cart says so until it is mended.
    Short,
    /// Not at all.
    Refused,
}

/// A product that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuickSuggestion {
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
}

/// A row that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuickLine {
    /// Its place among the rows, from 1.
    pub position: u32,
    /// The code as it was sent.
    pub code: String,
    /// Whether it can go into a cart.
    pub state: QuickState,
    /// Why it cannot, or cannot as it was asked for, and what to do.
    pub message: Option<String>,
    /// The product's own code, where one was found.
    pub sku: Option<String>,
    /// The product's name, where it has a price.
    pub name: Option<String>,
    /// How many were asked for.
    pub asked: Quantity,
    /// How many would go into the cart.
    pub quantity: Quantity,
    /// The unit it would be ordered in.
    pub unit: Option<String>,
    /// The units it can be ordered in; none where there is nothing to choose.
    pub units: Vec<LineUnit>,
    /// The price of `per` units as the caller is used to it, decimal text.
    pub unit_price: Option<String>,
    /// For how many units the price stands.
    pub per: Quantity,
    /// What the row comes to as the caller is used to it, decimal text.
    pub amount: Option<String>,
    /// Whether it is to be had.
    pub availability: Option<Availability>,
    /// What may have been meant by a code that nobody knows; at most three.
    pub suggestions: Vec<QuickSuggestion>,
}

/// Rows that were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuickOrderView {
    /// Currency of all amounts.
    pub currency: Currency,
    /// Whether amounts stand without or with tax: as the caller is used to it.
    pub shown: TaxMode,
    /// The rows in their order.
    pub lines: Vec<QuickLine>,
    /// What all rows that can go into a cart come to, decimal text.
    pub amount: String,
    /// How many rows cannot go into a cart.
    pub refused: u32,
}

/// Looking at many rows at once, and putting them into a cart together.
#[async_trait]
pub trait QuickOrder: Send + Sync {
    /// What would become of rows; nothing is written. At most 2,000 rows.
    async fn look(&self, ctx: &Ctx, rows: &[QuickRow]) -> Outcome<QuickOrderView>;
    /// Puts all rows into the buyer's current cart, or none of them where one cannot be ordered as it stands.
    async fn add(&self, ctx: &Ctx, rows: &[QuickRow]) -> Outcome<CartView>;
}
