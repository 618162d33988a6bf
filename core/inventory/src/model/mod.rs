//! What the inventory decides without asking anybody: from which warehouse, what is promised when, and what may be told.
//! Pure functions over values; nothing here reads a row or a clock.

pub(crate) mod allocation;
pub(crate) mod availability;
pub(crate) mod hold;
pub(crate) mod movement;
pub(crate) mod plan;
pub(crate) mod promise;
pub(crate) mod showing;
pub(crate) mod waiting;
