//! Finds keys that stand in a file twice, remembering of each key only a hash and its line.
//! Two keyed 64-bit hashes together make an accidental clash in a million rows about as likely as a broken disk, and a made one infeasible.

use crate::csv::rows::sealed::Key;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// Keys seen so far.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    hashers: (RandomState, RandomState),
    lines: HashMap<(u64, u64), u64>,
}

impl Seen {
    /// The line where the key stood before, if it did; the key of a repeated row keeps its first line.
    pub(crate) fn earlier_line(&self, key: &Key<'_>) -> Option<u64> {
        self.lines.get(&self.hash(key)).copied()
    }

    pub(crate) fn add(&mut self, key: &Key<'_>, line: u64) {
        let hash = self.hash(key);
        self.lines.entry(hash).or_insert(line);
    }

    fn hash(&self, key: &Key<'_>) -> (u64, u64) {
        (hash_with(&self.hashers.0, key), hash_with(&self.hashers.1, key))
    }
}

fn hash_with(state: &RandomState, key: &Key<'_>) -> u64 {
    let mut hasher = state.build_hasher();
    for part in std::iter::once(key.column).chain(key.parts.iter().map(AsRef::as_ref)) {
        // The same folding that makes SKUs and codes unique without regard to case elsewhere.
        hasher.write(part.to_lowercase().as_bytes());
        // No UTF-8 text contains this byte, so parts cannot run into one another.
        hasher.write_u8(0xFF);
    }
    hasher.finish()
}
