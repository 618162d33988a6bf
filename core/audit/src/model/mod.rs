//! Pure rules of the trail: how the chain is computed, how states are compared, and what may not stand in them.
//! Nothing here awaits or knows the database.

pub(crate) mod chain;
pub(crate) mod changes;
pub(crate) mod content;
pub(crate) mod detail;
