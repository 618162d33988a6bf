//! Tables of messages.
//! Columns only; rules are in the model.

pub(crate) mod contents;
pub(crate) mod outgoing;
