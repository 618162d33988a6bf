//! Tables of the files engine. Rows never leave this crate; views do.
//! What a file holds is kept in the object store under its tenant and id.

pub(crate) mod file;
pub(crate) mod file_use;
