//! What is to be found of a thing, as the terms of an index.
//! A term begins with its kind and language; how often it stands in a document says in which parts it occurs.

use std::collections::BTreeMap;

use kontor_kernel::Locale;

use crate::{
    language::{OWN, letter, stems},
    tokens::{Piece, Token, fold_code, tokens},
};

/// Words of one text that are looked at; more is no description.
const MOST_WORDS: usize = 2_000;

/// What kind of code something is found by, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeKind {
    /// The seller's own code.
    Sku,
    /// A bar code such as an EAN.
    Barcode,
    /// The code of whoever makes it.
    Maker,
}

impl CodeKind {
    pub(crate) const ALL: [Self; 3] = [Self::Sku, Self::Barcode, Self::Maker];

    pub(crate) const fn letter(self) -> char {
        match self {
            Self::Sku => 'a',
            Self::Barcode => 'b',
            Self::Maker => 'c',
        }
    }
}

/// Where a text stands, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// In the name.
    Name,
    /// Among its attributes.
    Fact,
    /// In the description.
    Prose,
}

impl Part {
    const fn mask(self) -> u8 {
        match self {
            Self::Name => 4,
            Self::Fact => 2,
            Self::Prose => 1,
        }
    }
}

/// Names the pieces of codes, and every end of a code that begins with one.
pub(crate) const CODE_END: char = 'd';
pub(crate) const WORD: char = 'w';
pub(crate) const STEM: char = 's';
pub(crate) const GROUP: char = 'g';
/// Names a whole name, and the word it begins with.
pub(crate) const TITLE: char = 't';
pub(crate) const FIRST: char = 'f';
/// Names the stems of the word that a name begins with.
pub(crate) const FIRST_STEM: char = 'h';

/// A whole name as it is compared.
pub(crate) fn title(text: &[Token]) -> String {
    text.iter().map(|token| token.whole.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// The stems of a word in a language. Nobody says which one the tenant's own is, so that it has those of each.
fn stems_in(language: Option<Locale>, word: &Piece) -> Vec<(char, String)> {
    let known = Locale::ALL.into_iter().filter(|locale| language.is_none_or(|known| known == *locale));
    known.flat_map(|locale| stems(locale, word).into_iter().map(move |stem| (letter(locale), stem))).collect()
}

/// What is to be found of a thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    terms: BTreeMap<String, u8>,
}

impl Document {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A code it has.
    pub fn code(&mut self, kind: CodeKind, code: &str) {
        let folded = fold_code(code);
        if folded.is_empty() {
            return;
        }
        self.add(format!("{}{folded}", kind.letter()), 1);
        let pieces: Vec<String> = code.split(|letter: char| !letter.is_alphanumeric()).map(fold_code).collect();
        for at in 0..pieces.len() {
            // The whole code is known already; ends of it are found as if they were codes.
            if at > 0 {
                self.add(format!("{CODE_END}{}", fold_code(&pieces[at..].concat())), 1);
            }
            if pieces.len() > 1 {
                self.add(format!("{CODE_END}{}", pieces[at]), 1);
            }
        }
    }

    /// A text in a language, or in the tenant's own, whichever that is.
    pub fn text(&mut self, part: Part, language: Option<Locale>, text: &str) {
        for token in tokens(text).into_iter().take(MOST_WORDS) {
            let Token { whole, parts } = token;
            for piece in std::iter::once(whole).chain(parts) {
                self.word(part, language, &piece);
            }
        }
    }

    /// A name that is found by the whole of it, and before others by its first word.
    pub fn title(&mut self, language: Option<Locale>, text: &str) {
        let words = tokens(text);
        let letter = language.map_or(OWN, letter);
        self.add(format!("{TITLE}{letter}{}", title(&words)), 1);
        if let Some(first) = words.first() {
            self.add(format!("{FIRST}{letter}{}", first.whole.folded), 1);
            for (letter, stem) in stems_in(language, &first.whole) {
                self.add(format!("{FIRST_STEM}{letter}{stem}"), 1);
            }
        }
    }

    fn word(&mut self, part: Part, language: Option<Locale>, word: &Piece) {
        if word.folded.is_empty() {
            return;
        }
        self.add(format!("{WORD}{}{}", language.map_or(OWN, letter), word.folded), part.mask());
        for (letter, stem) in stems_in(language, word) {
            self.add(format!("{STEM}{letter}{stem}"), part.mask());
        }
    }

    /// A group it belongs to, by a name that is never shown.
    pub fn group(&mut self, name: &str) {
        self.add(format!("{GROUP}{name}"), Part::Fact.mask());
    }

    fn add(&mut self, term: String, mask: u8) {
        if term.len() > 1 {
            *self.terms.entry(term).or_default() |= mask;
        }
    }

    /// Its terms, each with the parts it occurs in.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&str, u8)> {
        self.terms.iter().map(|(term, mask)| (term.as_str(), *mask))
    }
}
