//! Use cases of orders: computing a draft, placing it, carts, and what staff do with orders.
//! Compute outside a transaction, commit in a short one, tell others after.

mod approvals;
pub(crate) mod cart_changes;
pub(crate) mod carts;
pub(crate) mod compute;
mod discounts;
pub(crate) mod keeping;
pub(crate) mod ordering;
pub(crate) mod orders;
mod persons;
pub(crate) mod place;
mod quick_order;
mod shipping;
pub(crate) mod taxes;
pub(crate) mod terms;
pub(crate) mod views;
mod waiting;

use kontor_module::Boot;

pub(crate) use compute::MOST_LINES;

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) boot: Boot,
}
