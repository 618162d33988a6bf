//! The pure part of the engine: states of a run, how large a batch is, what is wrong with a row, rows as owners take them.
//! Nothing here reads or writes.

pub(crate) mod issue;
pub(crate) mod mapping;
pub(crate) mod options;
pub(crate) mod pace;
pub(crate) mod proposal;
pub(crate) mod row;
pub(crate) mod state;
