//! What the inventory offers: how much is to be had, taking it in the commit of an order, and holding it for somebody.
//! Stock is taken by conditional update, never read, checked and written.

use std::collections::HashMap;

use async_trait::async_trait;
use kontor_kernel::{BusinessDate, CartId, CompanyId, HoldId, OrderId, ProductId, Quantity, Timestamp, WarehouseId};
use kontor_store::{Ctx, WriteTx};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fault::Outcome;

/// Whether a product is to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityState {
    /// Enough.
    InStock,
    /// Few left.
    Low,
    /// None.
    OutOfStock,
    /// No stock is kept of it.
    NotTracked,
    /// The tenant does not say.
    Hidden,
}

/// How much of a product is to be had, as far as whoever asks may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Availability {
    /// In a word.
    pub state: AvailabilityState,
    /// Available to promise over all warehouses that serve the channel, where the tenant tells it.
    pub quantity: Option<Quantity>,
    /// Whether there is more than `quantity`: larger numbers are not told.
    pub is_at_least: bool,
    /// Whether more may be ordered than there is; the rest follows when it comes in.
    pub backorder: bool,
    /// When more is to be had, where little is left and goods are expected.
    pub expected: Option<ExpectedStock>,
}

/// What is expected next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExpectedStock {
    /// The day.
    pub on: BusinessDate,
    /// How much is to be had then, where the tenant tells numbers.
    pub quantity: Option<Quantity>,
    /// Whether it is more than `quantity`.
    pub is_at_least: bool,
}

impl Availability {
    /// Of a product whose stock nobody keeps.
    pub const NOT_TRACKED: Self = Self::of(AvailabilityState::NotTracked, None);

    /// In a word, and a number where it may be told.
    #[must_use]
    pub const fn of(state: AvailabilityState, quantity: Option<Quantity>) -> Self {
        Self { state, quantity, is_at_least: false, backorder: false, expected: None }
    }
}

/// How much of a product is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StockWish {
    /// The product.
    pub product: ProductId,
    /// How many, in its unit of measure.
    pub quantity: Quantity,
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    /// The product.
    pub product: ProductId,
    /// How many were wanted.
    pub wanted: Quantity,
    /// How many there are; nothing where whoever asks may not know.
    pub available: Option<Quantity>,
}

/// The outcome of taking stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// All of it, reserved for the order.
    All,
    /// All of it, reserved for the order, though some of it has to come in first.
    Owing,
    /// Nothing was taken: some of it is missing. The caller drops its unit of work.
    Short(Vec<Shortage>),
}

/// What of an order waits for stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingStock {
    /// The product.
    pub product: ProductId,
    /// How many are not there yet.
    pub quantity: Quantity,
    /// Whether whoever asks may know how many.
    pub is_told: bool,
    /// From which day on they are to be had, where goods are expected and whoever asks may know.
    pub expected_on: Option<BusinessDate>,
}

/// An order that takes stock, and what was held for it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taker {
    /// The order.
    pub order: OrderId,
    /// Its customer: what is held for them is used first.
    pub company: CompanyId,
    /// The cart it comes from: what is held for it is used first, too.
    pub cart: Option<CartId>,
}

/// For whom stock is held without an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A customer, by a member of the staff: any order of theirs uses it.
    Company,
    /// A cart of the customer's: only the order that comes from it uses it.
    Cart(CartId),
}

/// Stock to be held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHold {
    /// Whose it is.
    pub company: CompanyId,
    /// The customer's code.
    pub company_code: String,
    /// What uses it.
    pub holder: Holder,
    /// Until when.
    pub until: Timestamp,
    /// What people should know about it.
    pub note: Option<String>,
}

/// The outcome of holding stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// All of it.
    All(HoldId),
    /// Nothing: some of it is missing. The caller drops its unit of work.
    Short(Vec<Shortage>),
}

/// Stock of products.
#[async_trait]
pub trait Stock: Send + Sync {
    /// How much is to be had; products without an entry are not tracked. May be a second old.
    async fn availability(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, Availability>>;
    /// What would be missing if a customer ordered this now. May be a second old.
    async fn shortages(
        &self,
        ctx: &Ctx,
        company: CompanyId,
        cart: Option<CartId>,
        wishes: &[StockWish],
    ) -> Outcome<Vec<Shortage>>;
    /// Reserves stock for an order in the caller's commit. Wishes for one product are summed up.
    async fn take(&self, tx: &WriteTx, taker: &Taker, wishes: &[StockWish]) -> Outcome<Taken>;
    /// Gives back what an order reserved, in the caller's commit.
    async fn release(&self, tx: &WriteTx, order: OrderId) -> Outcome<()>;
    /// What of an order within the context's scope waits for stock, as far as whoever asks may know. Goods that come in go to
    /// the order that was placed first.
    async fn waiting(&self, ctx: &Ctx, order: OrderId) -> Outcome<Vec<WaitingStock>>;
    /// The same as it stands in the caller's commit.
    async fn waiting_in(&self, tx: &WriteTx, order: OrderId) -> Outcome<Vec<WaitingStock>>;
}

/// Stock that is held for somebody until a time. What is held is used by an order or given back, never both.
#[async_trait]
pub trait StockHolds: Send + Sync {
    /// Holds stock in the caller's commit. Wishes for one product are summed up.
    async fn hold(&self, tx: &WriteTx, new: &NewHold, wishes: &[StockWish]) -> Outcome<Held>;
    /// Holds it until another time; false where it is not held any more.
    async fn extend(&self, tx: &WriteTx, hold: HoldId, until: Timestamp) -> Outcome<bool>;
    /// Gives it back; false where it is not held any more.
    async fn release(&self, tx: &WriteTx, hold: HoldId) -> Outcome<bool>;
    /// Ends all holds of the tenant whose time has run out, in commits of its own, and tells how many ended here. A job
    /// does so by itself; others may do so at the same time.
    async fn end_overdue(&self, ctx: &Ctx) -> Outcome<u64>;
}

/// Warehouses, for whoever names them.
#[async_trait]
pub trait Warehouses: Send + Sync {
    /// Which of these there are within the context's scope.
    async fn known(&self, ctx: &Ctx, ids: &[WarehouseId]) -> Outcome<Vec<WarehouseId>>;
}

/// Setting stock on behalf of others: imports and the demo.
#[async_trait]
pub trait StockKeeping: Send + Sync {
    /// Sets the stock on hand of products in a warehouse (the main one where none is named).
    async fn set_on_hand(&self, tx: &WriteTx, warehouse: Option<&str>, levels: &[(ProductId, Quantity)])
    -> Outcome<()>;
}
