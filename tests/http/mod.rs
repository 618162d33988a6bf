//! What routes answer, one folder per owner.
//! Sentences name behaviour; bodies that matter are snapshots.

mod catalog;
mod freight;
mod identity;
mod import;
mod module;
mod ops;
mod orders;
