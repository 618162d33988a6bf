//! The pure rule of logistic minimums.
//! Given rules and a draft it says what is missing, and nothing else.

pub(crate) mod minimum;
