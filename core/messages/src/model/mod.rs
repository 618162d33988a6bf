//! The pure rules of messages: states, pauses between attempts, and what may stand in a header.
//! No IO and no database.

pub(crate) mod header;
pub(crate) mod pace;
pub(crate) mod state;
