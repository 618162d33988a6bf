//! Several carts: made, named, shared within the company, and one of them chosen to be filled.
//! A shared cart is filled and placed by everybody of the company who may; it stays that of whoever made it.

use async_trait::async_trait;
use kontor_kernel::{CartId, Timestamp};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use super::CartView;
use crate::fault::Outcome;

/// A cart in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CartSummary {
    /// Its id.
    pub id: CartId,
    /// Its name.
    pub name: String,
    /// How many lines.
    pub line_count: u32,
    /// Whether everybody of the company who may place orders has it.
    pub is_shared: bool,
    /// Whether the caller made it: only they share it, name it and throw it away.
    pub is_own: bool,
    /// Whether it is the one that the caller is filling.
    pub is_current: bool,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// What changes of a cart as such; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CartChange {
    /// Its name, at most 100 characters.
    pub name: Option<String>,
    /// Whether everybody of the company who may place orders has it.
    pub is_shared: Option<bool>,
}

/// The carts of a buyer, for pages.
#[async_trait]
pub trait Carts: Send + Sync {
    /// Open carts of the caller, and those that others of the company share; the latest first, 100 at the most.
    async fn list(&self, ctx: &Ctx) -> Outcome<Vec<CartSummary>>;
    /// Makes a cart and chooses it.
    async fn make(&self, ctx: &Ctx, name: &str) -> Outcome<CartView>;
    /// Says which cart the caller is filling.
    async fn choose(&self, ctx: &Ctx, cart: CartId) -> Outcome<()>;
    /// Names a cart of the caller's own, or shares it.
    async fn change(&self, ctx: &Ctx, cart: CartId, change: &CartChange) -> Outcome<()>;
    /// Throws a cart of the caller's own away.
    async fn discard(&self, ctx: &Ctx, cart: CartId) -> Outcome<()>;
}
