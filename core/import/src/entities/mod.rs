//! Tables of the import engine. Rows never leave this crate; views do.
//! Pieces of files are gone once their run has ended, runs and problems stay.

pub(crate) mod chunks;
pub(crate) mod mappings;
pub(crate) mod problems;
pub(crate) mod runs;
pub(crate) mod upload_keys;
