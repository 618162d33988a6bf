//! Where engines and modules meet: the events they publish, the ports they offer and the shapes they show.
//! Plain types and traits only. A port method that must join the caller's commit takes `&WriteTx`.

pub mod catalog;
pub mod events;
mod fault;
pub mod identity;
pub mod imports;
pub mod inventory;
pub mod orders;

pub use fault::{Fault, FaultKind, FieldFault, Outcome};
