//! Asking: which documents have all words, what that is worth, and what to say where there are none.
//! A search goes further only where it has found little of what may be seen; what may not be seen changes nothing.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc, time::Instant};

use crate::{
    memory::Found,
    plan::{Effort, Lookup, Pattern, Question, Word},
    pocket::Pocket,
    ready::Ready,
    source::Source,
};

/// With fewer hits, beginnings of words and words written apart are tried.
const FEW: usize = 10;
/// With fewer hits, mistakes are tried.
const VERY_FEW: usize = 3;
/// So many documents are counted of a word that may have been meant.
const ENOUGH_TO_COMPARE: usize = 200;

/// Who looks, and for how long.
pub struct Sight<'a> {
    /// Whether the thing at a place may be seen.
    pub is_visible: &'a dyn Fn(u32) -> bool,
    /// When an answer is due, complete or not.
    pub until: Instant,
}

/// Something that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its place.
    pub place: u32,
    /// What it is worth among the hits of the same question.
    pub score: u32,
}

/// Which words the hits have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matched {
    /// All of them.
    All,
    /// Nothing has all; these have most.
    Most,
    /// Nothing was found.
    Nothing,
}

/// A word that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word's number in the question, from 0.
    pub word: usize,
    /// The word as it is compared.
    pub term: String,
    /// A place whose text has it.
    pub place: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Everything that was found, in no order.
    pub hits: Vec<Hit>,
    /// Which words they have.
    pub matched: Matched,
    /// Words that may have been meant where nothing has the one that was written.
    pub corrections: Vec<Correction>,
    /// Whether there was time for everything.
    pub is_complete: bool,
}

/// Room to collect the documents of a word in.
#[derive(Default)]
struct Scratch {
    worth: Vec<u32>,
    touched: Vec<u32>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Scratch {
    fn note(&mut self, document: u32, worth: u32) {
        if let Some(known) = self.worth.get_mut(document as usize) {
            if *known == 0 {
                self.touched.push(document);
            }
            *known = worth.max(*known);
        }
    }

    fn take(&mut self) -> Found {
        self.touched.sort_unstable();
        let worth = &mut self.worth;
        self.touched.drain(..).map(|document| (document, std::mem::take(&mut worth[document as usize]))).collect()
    }
}

/// The documents that `fill` notes, each with the most it was worth.
fn collect(size: usize, fill: impl FnOnce(&mut Scratch)) -> Found {
    let mut scratch = SCRATCH.take();
    if scratch.worth.len() < size {
        scratch.worth.resize(size, 0);
    }
    fill(&mut scratch);
    let found = scratch.take();
    SCRATCH.set(scratch);
    found
}

/// A search in progress.
struct Asking<'a> {
    question: &'a Question,
    sight: &'a Sight<'a>,
    is_complete: bool,
}

impl Ready {
    /// Everything that was found.
    #[must_use]
    pub fn ask(&self, question: &Question, sight: &Sight<'_>) -> Answer {
        let forgiving;
        let mut asking = Asking { question, sight, is_complete: true };
        let mut hits = asking.hits(self, Effort::Plain);
        if hits.len() < FEW && question.reaches(Effort::Beginnings) && !asking.is_late() {
            hits = asking.further(self, Effort::Beginnings, hits);
        }
        // A word that something has is taken for what was meant, unless nothing has all of them.
        let unknown = if hits.len() < VERY_FEW { asking.unknown(self) } else { Vec::new() };
        if hits.is_empty() || !unknown.is_empty() {
            forgiving = question.with_mistakes();
            asking.question = &forgiving;
            hits = asking.further(self, Effort::Errors, hits);
        }
        let mut matched = Matched::All;
        if hits.is_empty() {
            hits = if question.words.len() > 1 { asking.most_words(self) } else { Vec::new() };
            matched = if hits.is_empty() { Matched::Nothing } else { Matched::Most };
        }
        let corrections = asking.corrections(self, &unknown);
        Answer { hits, matched, corrections, is_complete: asking.is_complete }
    }
}

impl Asking<'_> {
    fn is_late(&mut self) -> bool {
        let is_late = Instant::now() >= self.sight.until;
        self.is_complete &= !is_late;
        is_late
    }

    /// What is found by going further; what is known already where there was no time for that.
    fn further(&mut self, ready: &Ready, effort: Effort, known: Vec<Hit>) -> Vec<Hit> {
        let more = self.hits(ready, effort);
        if more.len() < known.len() { known } else { more }
    }

    fn hits(&mut self, ready: &Ready, effort: Effort) -> Vec<Hit> {
        let mut hits = Vec::new();
        for segment in &ready.segments {
            let found = self.with_all_words(&**segment, effort);
            self.see(&**segment, &found, |place| !ready.is_stale(place), &mut hits);
        }
        let found = self.with_all_words(&ready.pocket, effort);
        self.see(&ready.pocket, &found, |_| true, &mut hits);
        hits
    }

    /// Adds what may be seen of what was found.
    fn see<S: Source>(&self, source: &S, found: &[(u32, u32)], is_current: impl Fn(u32) -> bool, hits: &mut Vec<Hit>) {
        let place = |document: u32| source.place(document).filter(|place| is_current(*place));
        let visible =
            found.iter().filter_map(|(document, score)| Some(Hit { place: place(*document)?, score: *score }));
        hits.extend(visible.filter(|hit| (self.sight.is_visible)(hit.place)));
    }

    fn with_all_words<S: Source>(&mut self, source: &S, effort: Effort) -> Found {
        let mut all: Option<Found> = None;
        let mut optional: Vec<Arc<Found>> = Vec::new();
        for word in &self.question.words {
            let found = self.word(source, word, effort);
            if word.may_be_missing {
                optional.push(found);
                continue;
            }
            let both = match all {
                None => found.to_vec(),
                Some(known) => both(&known, &found),
            };
            if both.is_empty() || self.is_late() {
                all = Some(Vec::new());
                break;
            }
            all = Some(both);
        }
        let mut all = all.unwrap_or_default();
        for found in &optional {
            add_to(&mut all, found);
        }
        let (wholes, _) = find(source, &self.question.wholes, effort);
        either(all, &wholes)
    }

    /// The documents that have a word in any of its forms.
    fn word<S: Source>(&mut self, source: &S, word: &Word, effort: Effort) -> Arc<Found> {
        let mut found = self.look_up(source, &word.lookups, effort);
        for other in word.alternatives.iter().filter(|other| other.effort <= effort) {
            let mut all: Option<Found> = None;
            for lookups in &other.words {
                let one = self.look_up(source, lookups, effort);
                let least = match all {
                    None => one.to_vec(),
                    Some(known) => least(&known, &one),
                };
                let is_over = least.is_empty();
                all = Some(least);
                if is_over {
                    break;
                }
            }
            let more: Found = all.unwrap_or_default();
            if !more.is_empty() {
                let worth = |(document, worth): (u32, u32)| (document, worth * other.per_cent / 100);
                found = Arc::new(either(found.to_vec(), &more.into_iter().map(worth).collect::<Found>()));
            }
        }
        found
    }

    /// The documents of look-ups, each with the most it is worth.
    fn look_up<S: Source>(&mut self, source: &S, lookups: &[Lookup], effort: Effort) -> Arc<Found> {
        let (found, is_complete) = match source.memory() {
            Some(memory) => memory.get(lookups, effort, || find(source, lookups, effort)),
            None => {
                let (found, is_complete) = find(source, lookups, effort);
                (Arc::new(found), is_complete)
            }
        };
        self.is_complete &= is_complete;
        found
    }

    /// Where nothing has all words: what has most of them, and at least half.
    fn most_words(&mut self, ready: &Ready) -> Vec<Hit> {
        // The number of words that were found stands before what they are worth.
        let mut counted: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        let words: Vec<&Word> = self.question.words.iter().filter(|word| !word.may_be_missing).collect();
        for word in &words {
            let mut hits = Vec::new();
            for segment in &ready.segments {
                let found = self.word(&**segment, word, Effort::Errors);
                self.see(&**segment, &found, |place| !ready.is_stale(place), &mut hits);
            }
            let found = self.word(&ready.pocket, word, Effort::Errors);
            self.see(&ready.pocket, &found, |_| true, &mut hits);
            for hit in hits {
                let (count, score) = counted.entry(hit.place).or_default();
                *count += 1;
                *score += hit.score;
            }
            if self.is_late() {
                break;
            }
        }
        let most = counted.values().map(|(count, _)| *count).max().unwrap_or(0);
        if (most as usize) * 2 < words.len() {
            return Vec::new();
        }
        let best = counted.into_iter().filter(|(_, (count, _))| *count == most);
        best.map(|(place, (_, score))| Hit { place, score }).collect()
    }

    /// The numbers of the words that may be mistyped: nothing visible has them.
    fn unknown(&mut self, ready: &Ready) -> Vec<usize> {
        let words = self.question.words.iter().enumerate().filter(|(_, word)| word.may_be_mistyped());
        let unknown = words.filter(|(_, word)| !self.is_known(ready, word));
        unknown.map(|(number, _)| number).collect()
    }

    /// Whether anything visible has a word without a mistake.
    fn is_known(&mut self, ready: &Ready, word: &Word) -> bool {
        for segment in &ready.segments {
            let found = self.word(&**segment, word, Effort::Beginnings);
            let place = |document: u32| segment.place(document).filter(|place| !ready.is_stale(*place));
            if found.iter().filter_map(|(document, _)| place(*document)).any(self.sight.is_visible) {
                return true;
            }
        }
        let found = self.word(&ready.pocket, word, Effort::Beginnings);
        found.iter().filter_map(|(document, _)| ready.pocket.place(*document)).any(self.sight.is_visible)
    }

    /// For each word that nothing visible has: the word near it that most of what is visible has.
    fn corrections(&mut self, ready: &Ready, unknown: &[usize]) -> Vec<Correction> {
        let mut corrections = Vec::new();
        for number in unknown.iter().copied() {
            let Some(word) = self.question.words.get(number).filter(|_| !self.is_late()) else { break };
            let mut meant: BTreeMap<String, (usize, u32)> = BTreeMap::new();
            for segment in &ready.segments {
                self.count_near(&**segment, word, |place| !ready.is_stale(place), &mut meant);
            }
            self.count_near(&ready.pocket, word, |_| true, &mut meant);
            let best = meant
                .into_iter()
                .max_by(|(one, (count, _)), (other, (counted, _))| count.cmp(counted).then_with(|| other.cmp(one)));
            corrections.extend(best.map(|(term, (_, place))| Correction { word: number, term, place }));
        }
        corrections
    }

    fn count_near<S: Source>(
        &self,
        source: &S,
        word: &Word,
        is_current: impl Fn(u32) -> bool,
        meant: &mut BTreeMap<String, (usize, u32)>,
    ) {
        for lookup in &word.lookups {
            // Stems are no words that anybody would recognise.
            let Pattern::Near { head, word } = &lookup.pattern else { continue };
            if !head.starts_with(crate::document::WORD) {
                continue;
            }
            for (term, list) in source.near(head, word) {
                let (mut count, mut first) = (0, None);
                source.read(&list, &mut |document, _| {
                    let place = source.place(document).filter(|place| count < ENOUGH_TO_COMPARE && is_current(*place));
                    if let Some(place) = place.filter(|place| (self.sight.is_visible)(*place)) {
                        count += 1;
                        first.get_or_insert(place);
                    }
                });
                if let Some(place) = first {
                    let known = meant.entry(term).or_insert((0, place));
                    known.0 += count;
                }
            }
        }
    }
}

/// The documents of look-ups, and whether all of them were looked at.
fn find<S: Source>(source: &S, lookups: &[Lookup], effort: Effort) -> (Found, bool) {
    let mut is_complete = true;
    let found = collect(source.size(), |scratch| {
        is_complete = note_all(source, lookups, effort, scratch);
    });
    (found, is_complete)
}

/// Notes the documents of look-ups; tells whether all of them were looked at.
fn note_all<S: Source>(source: &S, lookups: &[Lookup], effort: Effort, scratch: &mut Scratch) -> bool {
    let mut is_complete = true;
    for lookup in lookups.iter().filter(|lookup| lookup.effort <= effort) {
        let worth = lookup.worth;
        let mut note = |list: &S::List| {
            source.read(list, &mut |document, mask| scratch.note(document, worth.of(mask)));
        };
        match &lookup.pattern {
            Pattern::Exact(term) => {
                if let Some(list) = source.find(term) {
                    note(&list);
                }
            }
            Pattern::Starting(beginning) => {
                let (lists, are_all) = source.starting(beginning);
                is_complete &= are_all;
                lists.iter().for_each(note);
            }
            Pattern::Near { head, word } => source.near(head, word).iter().for_each(|(_, list)| note(list)),
        }
    }
    is_complete
}

/// The places of a pocket that have a word as written, in another form, or as a beginning.
pub(crate) fn places_of(pocket: &Pocket, word: &Word) -> Vec<(u32, u32)> {
    let (found, _) = find(pocket, &word.lookups, Effort::Plain);
    found.into_iter().filter_map(|(document, worth)| Some((pocket.place(document)?, worth))).collect()
}

/// What is in both, worth their sum.
fn both(one: &[(u32, u32)], other: &[(u32, u32)]) -> Found {
    meet(one, other, |left, right| left + right)
}

/// What is in both, worth the lesser.
fn least(one: &[(u32, u32)], other: &[(u32, u32)]) -> Found {
    meet(one, other, std::cmp::min)
}

fn meet(one: &[(u32, u32)], other: &[(u32, u32)], worth: impl Fn(u32, u32) -> u32) -> Found {
    let (mut at, mut met) = (0, Vec::new());
    for (document, left) in one {
        while other.get(at).is_some_and(|(known, _)| known < document) {
            at += 1;
        }
        if let Some((_, right)) = other.get(at).filter(|(known, _)| known == document) {
            met.push((*document, worth(*left, *right)));
        }
    }
    met
}

/// Adds the worth of `more` to what is known already.
fn add_to(known: &mut [(u32, u32)], more: &[(u32, u32)]) {
    let mut at = 0;
    for (document, worth) in known {
        while more.get(at).is_some_and(|(other, _)| other < document) {
            at += 1;
        }
        if let Some((_, extra)) = more.get(at).filter(|(other, _)| other == document) {
            *worth += extra;
        }
    }
}

/// What is in one or the other, worth the greater.
fn either(one: Found, other: &[(u32, u32)]) -> Found {
    if other.is_empty() {
        return one;
    }
    let (mut left, mut right) = (one.into_iter().peekable(), other.iter().copied().peekable());
    let mut all = Vec::with_capacity(left.len() + right.len());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (Some((document, worth)), Some((known, more))) if document == known => {
                all.push((document, worth.max(more)));
                left.next();
                right.next();
            }
            (Some((document, worth)), Some((known, _))) if document < known => {
                all.push((document, worth));
                left.next();
            }
            (_, Some(found)) => {
                all.push(found);
                right.next();
            }
            (Some(found), None) => {
                all.push(found);
                left.next();
            }
            (None, None) => return all,
        }
    }
}
