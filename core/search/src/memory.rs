//! What was found of a word in a segment, remembered: the words of a trade are few, and everybody asks for them.
//! A segment never changes, so that nothing here can be out of date; what it takes is bounded by documents.

use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
};

use crate::plan::{Effort, Lookup};

/// Documents and what each is worth, rising by document.
pub(crate) type Found = Vec<(u32, u32)>;

/// So many documents are remembered of every segment at least.
const LEAST: usize = 1 << 18;

/// What was looked up, how far, and what was found.
type Entry = (Effort, Vec<Lookup>, Arc<Found>);

#[derive(Debug, Default)]
struct Remembered {
    words: HashMap<u64, Vec<Entry>>,
    documents: usize,
}

/// What was found of words.
#[derive(Debug)]
pub(crate) struct Memory {
    remembered: Mutex<Remembered>,
    most: usize,
}

fn hash(lookups: &[Lookup], effort: Effort) -> u64 {
    let mut hasher = DefaultHasher::new();
    (lookups, effort).hash(&mut hasher);
    hasher.finish()
}

impl Memory {
    /// For a segment of so many documents.
    pub fn new(size: usize) -> Self {
        Self { remembered: Mutex::default(), most: LEAST.max(32 * size) }
    }

    /// What was found by look-ups of a word, or what `find` finds; and whether that is all.
    pub fn get(&self, lookups: &[Lookup], effort: Effort, find: impl FnOnce() -> (Found, bool)) -> (Arc<Found>, bool) {
        let key = hash(lookups, effort);
        let lock = || self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |(known, of, _): &&Entry| *known == effort && of == lookups;
        if let Some((.., found)) = lock().words.get(&key).and_then(|words| words.iter().find(is_same)) {
            return (Arc::clone(found), true);
        }
        let (found, is_complete) = find();
        let found = Arc::new(found);
        if is_complete && found.len() <= self.most / 4 {
            let mut remembered = lock();
            // An empty one takes room as well.
            remembered.documents += found.len() + 64;
            if remembered.documents > self.most {
                *remembered = Remembered { documents: found.len(), ..Remembered::default() };
            }
            let entry = (effort, lookups.to_vec(), Arc::clone(&found));
            remembered.words.entry(key).or_default().push(entry);
        }
        (found, is_complete)
    }
}
