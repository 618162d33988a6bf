//! Where terms are looked up: in a segment of an index on disk, or in what has changed since and is still in memory.
//! Both give the same answers, so that a search never knows which of them it asks.

use crate::memory::Memory;

/// How many terms one beginning of a word may stand for.
pub(crate) const MOST_TERMS: usize = 4_000;

/// A set of documents by their terms.
pub(crate) trait Source {
    /// Names the documents of a term.
    type List;

    /// How many documents there are, dead ones among them.
    fn size(&self) -> usize;

    /// The documents of a term.
    fn find(&self, term: &str) -> Option<Self::List>;

    /// The documents of terms that begin so, and whether these are all of them.
    fn starting(&self, beginning: &str) -> (Vec<Self::List>, bool);

    /// Terms that begin with `head` and go on with a word near `word`; the head is left out of them.
    fn near(&self, head: &str, word: &str) -> Vec<(String, Self::List)>;

    /// Reads the documents of a term, rising, each with the parts it occurs in.
    fn read(&self, list: &Self::List, found: &mut dyn FnMut(u32, u8));

    /// What was found of words before, where that is remembered.
    fn memory(&self) -> Option<&Memory>;

    /// The place of a document; nothing where it is not the newest of its thing.
    fn place(&self, document: u32) -> Option<u32>;
}
