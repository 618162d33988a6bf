//! What the inventory offers: how much is to be had, and taking it in the commit of an order.
//! Stock is taken by conditional update, never read, checked and written.

use std::collections::HashMap;

use async_trait::async_trait;
use kontor_kernel::{OrderId, ProductId, Quantity, WarehouseId};
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
}

/// How much of a product is to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Availability {
    /// In a word.
    pub state: AvailabilityState,
    /// Available to promise over all warehouses, where stock is kept.
    pub quantity: Option<Quantity>,
}

impl Availability {
    /// Of a product whose stock nobody keeps.
    pub const NOT_TRACKED: Self = Self { state: AvailabilityState::NotTracked, quantity: None };
}

/// How much of a product an order wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StockWish {
    /// The product.
    pub product: ProductId,
    /// How many, in its unit of measure.
    pub quantity: Quantity,
}

/// What is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// The product.
    pub product: ProductId,
    /// How many were wanted.
    pub wanted: Quantity,
    /// How many there are.
    pub available: Quantity,
}

/// The outcome of taking stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// All of it, reserved for the order.
    All,
    /// Nothing was taken: some of it is missing. The caller drops its unit of work.
    Short(Vec<Shortage>),
}

/// Stock of products.
#[async_trait]
pub trait Stock: Send + Sync {
    /// How much is to be had; products without an entry are not tracked. May be a second old.
    async fn availability(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, Availability>>;
    /// Reserves stock for an order in the caller's commit. Wishes for one product are summed up.
    async fn take(&self, tx: &WriteTx, order: OrderId, wishes: &[StockWish]) -> Outcome<Taken>;
    /// Gives back what an order reserved, in the caller's commit.
    async fn release(&self, tx: &WriteTx, order: OrderId) -> Outcome<()>;
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
