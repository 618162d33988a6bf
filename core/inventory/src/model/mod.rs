//! What the inventory decides without asking anybody: from which warehouse, and how little is few.
//! Pure functions over values; nothing here reads a row or a clock.

pub(crate) mod allocation;
pub(crate) mod availability;
