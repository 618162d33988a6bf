//! Several carts and shopping lists: made, named, shared within the company, and one of the carts chosen to be filled.
//! What is shared is filled by everybody of the company who may; it stays that of whoever made it.

use async_trait::async_trait;
use kontor_kernel::{CartId, Timestamp};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use super::{CartView, QuickRow};
use crate::fault::Outcome;

/// What articles are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartKind {
    /// Placed as an order, once.
    Cart,
    /// Kept, and put into carts as often as wanted.
    ShoppingList,
}

/// A cart or shopping list among others.
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
    /// Whether it is the cart that the caller is filling.
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

/// The carts and shopping lists of a buyer, for pages.
#[async_trait]
pub trait Carts: Send + Sync {
    /// Those of the caller, and those that others of the company share; the latest first, 100 at the most.
    async fn list(&self, ctx: &Ctx, kind: CartKind) -> Outcome<Vec<CartSummary>>;
    /// Makes a cart and chooses it.
    async fn make(&self, ctx: &Ctx, name: &str) -> Outcome<CartView>;
    /// Says which cart the caller is filling.
    async fn choose(&self, ctx: &Ctx, cart: CartId) -> Outcome<()>;
    /// Names one of the caller's own, or shares it.
    async fn change(&self, ctx: &Ctx, kind: CartKind, id: CartId, change: &CartChange) -> Outcome<()>;
    /// Throws one of the caller's own away.
    async fn discard(&self, ctx: &Ctx, kind: CartKind, id: CartId) -> Outcome<()>;
    /// A shopping list, computed for this moment.
    async fn shopping_list(&self, ctx: &Ctx, id: CartId) -> Outcome<CartView>;
    /// Makes a shopping list of rows, all of them or none.
    async fn make_shopping_list(&self, ctx: &Ctx, name: &str, rows: &[QuickRow]) -> Outcome<CartView>;
    /// Replaces what is in a shopping list by rows, all of them or none.
    async fn fill_shopping_list(&self, ctx: &Ctx, id: CartId, rows: &[QuickRow]) -> Outcome<CartView>;
}
