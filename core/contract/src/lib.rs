//! Where engines and modules meet: the events they publish, the ports they offer and the shapes they show.
//! Plain types and traits only. A port method that must join the caller's commit takes `&WriteTx`.

pub mod account;
pub mod approvals;
pub mod attributes;
pub mod audit;
pub mod catalog;
pub mod companies;
pub mod discounts;
pub mod events;
pub mod exports;
mod fault;
pub mod files;
pub mod identity;
pub mod imports;
pub mod inventory;
pub mod messages;
pub mod orders;
pub mod outside_sign_in;
pub mod people;
pub mod privacy;
pub mod quotas;
mod scopes;
pub mod tenants;

pub use fault::{Fault, FaultKind, FieldFault, Outcome};
pub use kontor_words::{Sentence, Value};
