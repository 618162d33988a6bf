//! What a document is made of, whatever it is about and however it is printed.
//! No IO, no database, and nothing of PDF.

pub(crate) mod block;
