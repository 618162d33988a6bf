//! What is known of languages: their stems, and words that carry no meaning of their own in a search.
//! Stems come from the Snowball project's algorithms, which know Polish since version 3.

use frostem::{Algorithm, Stemmer};
use kontor_kernel::{Locale, sort_key};

use crate::tokens::Piece;

/// The letter that stands for a language in terms; own texts, whose language nobody tells, have `0`.
pub(crate) const OWN: char = '0';

pub(crate) const fn letter(locale: Locale) -> char {
    match locale {
        Locale::En => 'e',
        Locale::Pl => 'p',
        Locale::It => 'i',
    }
}

/// Prepositions, articles and conjunctions: a thing need not have them to be found.
const SMALL_WORDS: [&str; 66] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with", "without",
    "bez", "dla", "do", "i", "lub", "na", "nad", "o", "od", "oraz", "po", "pod", "przed", "przez", "przy", "u", "w",
    "we", "z", "ze", "za", "al", "alla", "con", "da", "dal", "dalla", "dei", "del", "della", "delle", "di", "e", "ed",
    "gli", "il", "in", "la", "le", "lo", "nel", "nella", "o", "per", "senza", "su", "un", "una", "uno",
];

/// Whether a word may be missing.
pub(crate) fn is_small(folded: &str) -> bool {
    SMALL_WORDS.contains(&folded)
}

fn stemmer(locale: Locale) -> Stemmer {
    Stemmer::new(match locale {
        Locale::En => Algorithm::English,
        Locale::Pl => Algorithm::Polish,
        Locale::It => Algorithm::Italian,
    })
}

/// The stems of a word in a language, without marks: that of the word as written, and that of the word as people
/// write it who leave the marks out.
pub(crate) fn stems(locale: Locale, word: &Piece) -> Vec<String> {
    if word.folded.len() < 3 || !word.folded.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let stemmer = stemmer(locale);
    let marked = sort_key(&stemmer.stem(&word.raw));
    let plain = sort_key(&stemmer.stem(&word.folded));
    if marked == plain { vec![marked] } else { vec![marked, plain] }
}
