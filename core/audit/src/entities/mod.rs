//! The trail's tables.
//! Rows never leave this crate.

pub(crate) mod details;
pub(crate) mod entries;
pub(crate) mod seals;
