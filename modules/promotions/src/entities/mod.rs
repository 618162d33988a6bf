//! The module's tables.
//! Rows never leave this crate.

pub(crate) mod batch;
pub(crate) mod code;
pub(crate) mod promotion;
pub(crate) mod tally;
pub(crate) mod text;
pub(crate) mod used;
