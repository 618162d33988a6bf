//! A small index in memory: what has changed since the index on disk was written, and the names of categories.
//! It is made anew with every change, so that it only ever has to be read.

use std::collections::BTreeMap;

use crate::{
    document::Document,
    memory::Memory,
    near::is_near,
    source::{MOST_TERMS, Source},
};

/// Documents in memory.
#[derive(Debug, Default)]
pub struct Pocket {
    terms: BTreeMap<String, Vec<(u32, u8)>>,
    places: Vec<u32>,
}

impl Pocket {
    /// From documents and the places of what they describe.
    #[must_use]
    pub fn new(documents: impl IntoIterator<Item = (u32, Document)>) -> Self {
        let mut pocket = Self::default();
        for (number, (place, document)) in (0..).zip(documents) {
            for (term, mask) in document.terms() {
                match pocket.terms.get_mut(term) {
                    Some(list) => list.push((number, mask)),
                    None => {
                        pocket.terms.insert(term.to_owned(), vec![(number, mask)]);
                    }
                }
            }
            pocket.places.push(place);
        }
        pocket
    }

    /// How many documents it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The terms that begin so, with what they go on with.
    fn range<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = (&'a str, &'a Vec<(u32, u8)>)> {
        let from = self.terms.range::<str, _>((std::ops::Bound::Included(beginning), std::ops::Bound::Unbounded));
        from.map_while(move |(term, list)| Some((term.strip_prefix(beginning)?, list)))
    }
}

impl Source for Pocket {
    type List = Vec<(u32, u8)>;

    fn size(&self) -> usize {
        self.places.len()
    }

    fn find(&self, term: &str) -> Option<Self::List> {
        self.terms.get(term).cloned()
    }

    fn starting(&self, beginning: &str) -> (Vec<Self::List>, bool) {
        let mut lists: Vec<Self::List> =
            self.range(beginning).map(|(_, list)| list.clone()).take(MOST_TERMS + 1).collect();
        let is_complete = lists.len() <= MOST_TERMS;
        lists.truncate(MOST_TERMS);
        (lists, is_complete)
    }

    fn near(&self, head: &str, word: &str) -> Vec<(String, Self::List)> {
        let near = self.range(head).filter(|(term, _)| is_near(term, word));
        near.map(|(term, list)| (term.to_owned(), list.clone())).collect()
    }

    fn read(&self, list: &Self::List, found: &mut dyn FnMut(u32, u8)) {
        list.iter().for_each(|(document, mask)| found(*document, *mask));
    }

    fn memory(&self) -> Option<&Memory> {
        None
    }

    fn place(&self, document: u32) -> Option<u32> {
        self.places.get(document as usize).copied()
    }
}
