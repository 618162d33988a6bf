//! What routes answer, one folder per owner.
//! Sentences name behaviour; bodies that matter are snapshots.

mod approvals;
mod attributes;
mod audit;
mod catalog;
mod freight;
pub(crate) mod identity;
mod import;
mod inventory;
mod messages;
mod module;
mod operator;
mod ops;
mod orders;
mod promotions;
mod storefront;
