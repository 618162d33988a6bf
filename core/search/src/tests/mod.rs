//! Searches in small assortments: what is found, in which order, and that every way to an answer gives the same one.
//! The goods of these tests are a list that can be changed; an index follows it on disk or in memory.

mod index;
mod words;

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, Instant},
};

use kontor_kernel::Locale;

use crate::{
    Answer, CodeKind, Document, Goods, Matched, Part, Place, Question, Ready, Shelves, ShelvesLimits, Sight, Stamp,
    Synonyms,
};

/// Something to be found.
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    pub sku: String,
    pub name: String,
    pub description: String,
    pub translations: Vec<(Locale, String)>,
    pub version: Option<u64>,
}

/// Things by place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Things {
    pub all: Vec<Thing>,
    pub state: u64,
    pub lineage: u64,
}

impl Things {
    pub fn of(things: &[(&str, &str)]) -> Self {
        let mut all = Self { lineage: 1, ..Self::default() };
        things.iter().for_each(|(sku, name)| all.add(sku, name));
        all
    }

    pub fn add(&mut self, sku: &str, name: &str) {
        self.state += 1;
        let (sku, name) = (sku.to_owned(), name.to_owned());
        let version = Some(self.state);
        self.all.push(Thing { sku, name, description: String::new(), translations: Vec::new(), version });
    }

    pub fn rename(&mut self, place: usize, name: &str) {
        self.state += 1;
        self.all[place].name = name.to_owned();
        self.all[place].version = Some(self.state);
    }

    pub fn archive(&mut self, place: usize) {
        self.state += 1;
        self.all[place].version = None;
    }
}

/// Keys that say nothing about places.
fn key(place: u32) -> u128 {
    u128::from(place + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
}

impl Goods for Things {
    fn stamp(&self) -> Stamp {
        Stamp { lineage: self.lineage, state: self.state }
    }

    fn places(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap()
    }

    fn key(&self, place: u32) -> Option<u128> {
        self.all.get(place as usize).map(|_| key(place))
    }

    fn place_of(&self, wanted: u128) -> Option<u32> {
        (0..self.places()).find(|place| key(*place) == wanted)
    }

    fn version(&self, place: u32) -> Option<u64> {
        self.all[place as usize].version
    }

    fn document(&self, place: u32) -> Document {
        let thing = &self.all[place as usize];
        let mut document = Document::new();
        document.code(CodeKind::Sku, &thing.sku);
        document.text(Part::Name, None, &thing.name);
        document.title(None, &thing.name);
        document.text(Part::Prose, None, &thing.description);
        for (locale, name) in &thing.translations {
            document.text(Part::Name, Some(*locale), name);
            document.title(Some(*locale), name);
        }
        document
    }
}

/// Asks for what everybody may see.
pub(crate) fn ask(ready: &Ready, text: &str, locale: Locale) -> Answer {
    ask_seeing(ready, text, locale, &|_| true)
}

pub(crate) fn ask_seeing(ready: &Ready, text: &str, locale: Locale, is_visible: &dyn Fn(u32) -> bool) -> Answer {
    ask_with(ready, text, locale, is_visible, &Synonyms::default())
}

pub(crate) fn ask_with(
    ready: &Ready,
    text: &str,
    locale: Locale,
    is_visible: &dyn Fn(u32) -> bool,
    synonyms: &Synonyms,
) -> Answer {
    let sight = Sight { is_visible, until: Instant::now() + Duration::from_secs(60) };
    match Question::read(text, &[locale], synonyms) {
        Some(question) => ready.ask(&question, &sight),
        None => Answer { hits: Vec::new(), matched: Matched::Nothing, corrections: Vec::new(), is_complete: true },
    }
}

/// The codes of what was found, best first.
pub(crate) fn skus(things: &Things, answer: &Answer) -> Vec<String> {
    let mut hits = answer.hits.clone();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.place));
    hits.iter().map(|hit| things.all[hit.place as usize].sku.clone()).collect()
}

/// Everything an answer says, whatever order it came in.
pub(crate) fn told(answer: &Answer) -> (BTreeMap<u32, u32>, Matched, HashMap<usize, String>) {
    let hits = answer.hits.iter().map(|hit| (hit.place, hit.score)).collect();
    let corrections = answer.corrections.iter().map(|one| (one.word, one.term.clone())).collect();
    (hits, answer.matched, corrections)
}

/// Shelves that keep nothing back in memory.
pub(crate) fn eager() -> ShelvesLimits {
    ShelvesLimits { most_in_memory: 0, writer_bytes: 15_000_000, ..ShelvesLimits::default() }
}

pub(crate) fn in_memory() -> Shelves {
    Shelves::open(&Place::Memory, eager())
}
