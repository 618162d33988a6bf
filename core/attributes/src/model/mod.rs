//! Values and rules without IO: texts in several languages, what an attribute takes, and merging a change.
//! Everything here can be tested without a database.

pub(crate) mod merge;
pub(crate) mod rule;
pub(crate) mod schema;
#[cfg(test)]
mod tests;
pub(crate) mod texts;
