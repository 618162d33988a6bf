//! The module's one table.
//! Rows never leave this crate.

pub(crate) mod minimums;
