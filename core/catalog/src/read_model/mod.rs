//! The catalogue in memory, per tenant: chunks of 256 products, price books per list and chunk, assignments, taxes.
//! Readers hold a snapshot that never changes; a refresh makes a new one that shares every chunk that did not change.

mod books;
mod cache;
mod categories;
mod chains;
mod chunks;
mod orders;
mod pricing;
mod refresh;
mod snapshot;
mod taxes;

pub(crate) use cache::Cache;
pub(crate) use categories::{Category, node};
pub(crate) use chains::Buyer;
pub(crate) use chunks::Product;
pub(crate) use orders::{Listing, Ordered};
pub(crate) use pricing::{Assumed, PriceLists};
pub(crate) use refresh::marks;
pub(crate) use snapshot::Snapshot;
