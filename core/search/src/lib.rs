//! Full-text search in what somebody else holds in memory: words in any form, codes first, typing errors last.
//! The index of each tenant is a derived thing that may be deleted at any time. Nothing here is async or knows a table.
//!
//! Invariant: only this crate knows tantivy. A caller describes its things by [`Goods`], asks a [`Question`] of a
//! [`Ready`] and says which places may be seen; what may not be seen takes no part in anything, not even in counting.

mod ask;
mod document;
mod language;
mod memory;
mod near;
mod plan;
mod pocket;
mod ready;
mod segment;
mod shelf;
mod shelves;
mod source;
mod synonyms;
#[cfg(test)]
mod tests;
mod tokens;

pub use ask::{Answer, Correction, Hit, Matched, Sight};
pub use document::{CodeKind, Document, Part};
pub use plan::Question;
pub use pocket::Pocket;
pub use ready::{Goods, Ready, Stamp};
pub use shelf::{SearchError, Shelf};
pub use shelves::{Place, Shelves, ShelvesLimits};
pub use synonyms::Synonyms;
pub use tokens::{fold_code, written};
