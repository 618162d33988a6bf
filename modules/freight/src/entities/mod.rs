//! The module's tables.
//! Rows never leave this crate; what staff have said stands in them as they said it.

pub(crate) mod minimums;
pub(crate) mod rules;
pub(crate) mod tables;
pub(crate) mod ways;
pub(crate) mod zones;
