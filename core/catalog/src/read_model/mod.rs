//! The catalogue in memory, per tenant: chunks of 256 products, price books per list and chunk, assignments, taxes.
//! Readers hold a snapshot that never changes; a refresh makes a new one that shares every chunk that did not change.

mod assortments;
mod books;
mod cache;
mod categories;
mod chains;
mod chunks;
mod columns;
mod goods;
mod orders;
mod pricing;
mod refresh;
mod snapshot;
mod taxes;
mod visible;

pub(crate) use assortments::{Given, Said};
pub(crate) use cache::Cache;
pub(crate) use categories::{Category, node};
pub(crate) use chains::Buyer;
pub(crate) use chunks::Product;
pub(crate) use columns::{CATEGORY, Columns, each_value};
pub(crate) use goods::{Facts, Shown, group, option_label};
pub(crate) use orders::{Listing, Ordered};
pub(crate) use pricing::{Assumed, PriceLists};
pub(crate) use refresh::marks;
pub(crate) use snapshot::Snapshot;
pub(crate) use visible::Onlooker;
