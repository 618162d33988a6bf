//! What somebody looks for, as look-ups of terms with what each is worth.
//! Words as written count most, then other forms, beginnings, synonyms, and last of all what differs by a mistake.

use kontor_kernel::Locale;

use crate::{
    ask,
    document::{CODE_END, CodeKind, FIRST, FIRST_STEM, GROUP, STEM, TITLE, WORD, title},
    language::{OWN, is_small, letter, stems},
    pocket::Pocket,
    synonyms::Synonyms,
    tokens::{Piece, Token, fold_code, tokens},
};

/// The longest text that is looked at, in characters.
const LONGEST_TEXT: usize = 200;
/// So many words are looked for; the rest is not.
const MOST_WORDS: usize = 8;
/// Shorter words are not taken for mistyped ones.
const SHORTEST_MISTYPED: usize = 4;
/// Shorter words are not taken for the beginnings of others, unless they are still being typed.
const SHORTEST_BEGINNING: usize = 3;
/// Words shorter than two of these are not taken for two written as one.
const SHORTEST_HALF: usize = 3;

/// How far a search goes; it goes further only where it has found little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Effort {
    /// What was written, in any form.
    Plain,
    /// Words that only begin so, and words written apart.
    Beginnings,
    /// Words with a mistake, and words written as one.
    Errors,
}

/// Which terms are looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Pattern {
    Exact(String),
    Starting(String),
    Near { head: String, word: String },
}

/// What a match is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Worth {
    Fixed(u32),
    /// Per cent of what the part it stands in is worth.
    OfPart(u32),
}

impl Worth {
    pub(crate) const fn of(self, mask: u8) -> u32 {
        match self {
            Self::Fixed(worth) => worth,
            Self::OfPart(per_cent) => per_cent * part(mask),
        }
    }
}

const fn part(mask: u8) -> u32 {
    if mask & 4 != 0 {
        10
    } else if mask & 2 != 0 {
        8
    } else {
        4
    }
}

/// Terms to look up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Lookup {
    pub pattern: Pattern,
    pub worth: Worth,
    pub effort: Effort,
}

/// Several words that stand for one, all of which must occur.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Alternative {
    pub words: Vec<Vec<Lookup>>,
    /// What it is worth in per cent of its least word.
    pub per_cent: u32,
    pub effort: Effort,
}

/// One word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Word {
    pub written: Piece,
    pub lookups: Vec<Lookup>,
    pub alternatives: Vec<Alternative>,
    pub may_be_missing: bool,
}

impl Word {
    pub(crate) fn may_be_mistyped(&self) -> bool {
        let folded = &self.written.folded;
        folded.chars().count() >= SHORTEST_MISTYPED && folded.chars().all(char::is_alphabetic)
    }

    fn reaches(&self, effort: Effort) -> bool {
        let efforts = self.lookups.iter().map(|lookup| lookup.effort);
        efforts.chain(self.alternatives.iter().map(|other| other.effort)).any(|known| known == effort)
    }
}

/// What somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub(crate) words: Vec<Word>,
    /// The whole text taken for a code or a name.
    pub(crate) wholes: Vec<Lookup>,
    languages: Vec<Locale>,
}

impl Question {
    /// Reads what was typed by somebody who reads these languages; nothing where there is no word in it.
    #[must_use]
    pub fn read(text: &str, languages: &[Locale], synonyms: &Synonyms) -> Option<Self> {
        let text: String = text.chars().take(LONGEST_TEXT).collect();
        let all: Vec<Token> = tokens(&text).into_iter().take(MOST_WORDS).collect();
        let last = all.len().checked_sub(1)?;
        let languages = if languages.is_empty() { &Locale::ALL[..] } else { languages };
        let reader = Reader { languages };
        let mut words: Vec<Word> = all.iter().enumerate().map(|(at, token)| reader.word(token, at == last)).collect();
        reader.join_neighbours(&all, &mut words);
        reader.add_synonyms(&all, &mut words, synonyms);
        // Where there are only small words, they are what is looked for.
        if words.iter().all(|word| word.may_be_missing) {
            words.iter_mut().for_each(|word| word.may_be_missing = false);
        }
        let mut wholes = whole_code(&text);
        let title = title(&all);
        wholes.extend(reader.heads(TITLE).map(|head| exact(format!("{head}{title}"), 20_000)));
        Some(Self { words, wholes, languages: languages.to_vec() })
    }

    /// The same question, which forgives mistakes as well. Few questions go so far, and it is some work.
    pub(crate) fn with_mistakes(&self) -> Self {
        let mut question = self.clone();
        let reader = Reader { languages: &self.languages };
        let words = question.words.iter_mut().filter(|word| word.may_be_mistyped());
        words.for_each(|word| reader.allow_mistakes(word));
        question
    }

    /// Lets a word stand for all things of the groups whose label it occurs in; `names` names those at a place of `labels`.
    pub fn add_groups(&mut self, labels: &Pocket, names: impl Fn(u32) -> Vec<String>) {
        for word in &mut self.words {
            let plain = Word { alternatives: Vec::new(), ..word.clone() };
            for (place, worth) in ask::places_of(labels, &plain) {
                let lookup = |name: String| exact(format!("{GROUP}{name}"), worth * 6 / 10);
                word.lookups.extend(names(place).into_iter().map(lookup));
            }
        }
    }

    /// The words, as they are compared.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.written.folded.as_str())
    }

    /// Whether going so far adds anything.
    pub(crate) fn reaches(&self, effort: Effort) -> bool {
        self.words.iter().any(|word| word.reaches(effort))
    }
}

/// The whole text as a code: exactly, or the beginning of one.
fn whole_code(text: &str) -> Vec<Lookup> {
    let code = fold_code(text);
    if code.is_empty() {
        return Vec::new();
    }
    let is_telling = code.len() >= 3 && code.bytes().any(|byte| byte.is_ascii_digit());
    let mut lookups = Vec::new();
    for (kind, exact) in CodeKind::ALL.into_iter().zip([1_000_000, 900_000, 800_000]) {
        let term = format!("{}{code}", kind.letter());
        if is_telling {
            let pattern = Pattern::Starting(term.clone());
            lookups.push(Lookup { pattern, worth: Worth::Fixed(50_000), effort: Effort::Plain });
        }
        lookups.push(Lookup { pattern: Pattern::Exact(term), worth: Worth::Fixed(exact), effort: Effort::Plain });
    }
    lookups
}

struct Reader<'a> {
    languages: &'a [Locale],
}

impl Reader<'_> {
    fn heads(&self, kind: char) -> impl Iterator<Item = String> {
        let own = (kind != STEM).then_some(OWN);
        own.into_iter().chain(self.languages.iter().copied().map(letter)).map(move |letter| format!("{kind}{letter}"))
    }

    fn stems(&self, word: &Piece) -> Vec<String> {
        let of = |locale: &Locale| {
            let letter = letter(*locale);
            stems(*locale, word).into_iter().map(move |stem| format!("{STEM}{letter}{stem}"))
        };
        self.languages.iter().flat_map(of).collect()
    }

    /// A word as written and in other forms.
    fn usual(&self, word: &Piece) -> Vec<Lookup> {
        let lookup = |term: String, per_cent| Lookup {
            pattern: Pattern::Exact(term),
            worth: Worth::OfPart(per_cent),
            effort: Effort::Plain,
        };
        let words = self.heads(WORD).map(|head| lookup(format!("{head}{}", word.folded), 100));
        words.chain(self.stems(word).into_iter().map(|stem| lookup(stem, 80))).collect()
    }

    fn word(&self, token: &Token, is_last: bool) -> Word {
        let folded = &token.whole.folded;
        let mut lookups = self.usual(&token.whole);
        for (kind, worth) in CodeKind::ALL.into_iter().zip([4_000, 3_800, 3_600]) {
            lookups.push(exact(format!("{}{folded}", kind.letter()), worth));
        }
        lookups.push(exact(format!("{CODE_END}{folded}"), 700));
        lookups.extend(self.heads(FIRST).map(|head| exact(format!("{head}{folded}"), 1_100)));
        // A stem's kind is its first letter.
        let stems = self.stems(&token.whole);
        lookups.extend(stems.iter().map(|stem| exact(format!("{FIRST_STEM}{}", &stem[1..]), 880)));
        if is_last || folded.chars().count() >= SHORTEST_BEGINNING {
            let effort = if is_last { Effort::Plain } else { Effort::Beginnings };
            lookups.extend(self.beginnings(folded, effort));
        }
        let mut alternatives = Vec::new();
        if !token.parts.is_empty() {
            let words = token.parts.iter().map(|part| self.usual(part)).collect();
            alternatives.push(Alternative { words, per_cent: 95, effort: Effort::Plain });
        }
        let may_be_missing = is_small(folded);
        Word { written: token.whole.clone(), lookups, alternatives, may_be_missing }
    }

    fn beginnings(&self, folded: &str, effort: Effort) -> Vec<Lookup> {
        let lookup = |beginning: String, worth| Lookup { pattern: Pattern::Starting(beginning), worth, effort };
        let words = self.heads(WORD).map(|head| lookup(format!("{head}{folded}"), Worth::OfPart(60)));
        let codes = CodeKind::ALL.into_iter().map(CodeKind::letter).zip([600, 550, 550]);
        let codes = codes.chain([(CODE_END, 500)]);
        words.chain(codes.map(|(kind, worth)| lookup(format!("{kind}{folded}"), Worth::Fixed(worth)))).collect()
    }

    fn allow_mistakes(&self, word: &mut Word) {
        let Piece { folded, .. } = word.written.clone();
        let near = |(head, word): (String, String)| Lookup {
            pattern: Pattern::Near { head, word },
            worth: Worth::OfPart(20),
            effort: Effort::Errors,
        };
        let words = self.heads(WORD).map(|head| (head, folded.clone()));
        let stems = self.stems(&word.written);
        let stems = stems.iter().filter_map(|stem| Some((stem.get(..2)?.to_owned(), stem.get(2..)?.to_owned())));
        let stems = stems.filter(|(_, stem)| stem.chars().count() >= SHORTEST_MISTYPED);
        word.lookups.extend(words.chain(stems).map(near));
        let letters: Vec<char> = folded.chars().collect();
        for at in SHORTEST_HALF..=letters.len().saturating_sub(SHORTEST_HALF) {
            let halves = [&letters[..at], &letters[at..]].map(|half| {
                let folded: String = half.iter().collect();
                self.usual(&Piece { raw: folded.clone(), folded })
            });
            word.alternatives.push(Alternative { words: halves.into(), per_cent: 50, effort: Effort::Errors });
        }
    }

    /// Words that are written apart and belong together: `t light` finds `T-light`.
    fn join_neighbours(&self, all: &[Token], words: &mut [Word]) {
        for (at, pair) in all.windows(2).enumerate() {
            let [one, other] = pair else { continue };
            let joined = Piece {
                raw: format!("{}{}", one.whole.raw, other.whole.raw),
                folded: format!("{}{}", one.whole.folded, other.whole.folded),
            };
            for word in &mut words[at..at + 2] {
                let words = vec![self.usual(&joined)];
                word.alternatives.push(Alternative { words, per_cent: 70, effort: Effort::Beginnings });
            }
        }
    }

    fn add_synonyms(&self, all: &[Token], words: &mut [Word], synonyms: &Synonyms) {
        let pieces: Vec<&Piece> = all.iter().map(|token| &token.whole).collect();
        for at in 0..pieces.len() {
            for locale in self.languages {
                for (length, to) in synonyms.beginning(*locale, &pieces[at..]) {
                    let meant: Vec<Vec<Lookup>> = to.iter().map(|piece| self.usual(piece)).collect();
                    for word in &mut words[at..at + length] {
                        let words = meant.clone();
                        word.alternatives.push(Alternative { words, per_cent: 40, effort: Effort::Plain });
                    }
                }
            }
        }
    }
}

fn exact(term: String, worth: u32) -> Lookup {
    Lookup { pattern: Pattern::Exact(term), worth: Worth::Fixed(worth), effort: Effort::Plain }
}

impl Question {
    /// The places of labels that have all words, best first.
    #[must_use]
    pub fn labels(&self, labels: &Pocket) -> Vec<u32> {
        let mut worth: std::collections::BTreeMap<u32, (usize, u32)> = std::collections::BTreeMap::new();
        let words: Vec<&Word> = self.words.iter().filter(|word| !word.may_be_missing).collect();
        for word in &words {
            for (place, more) in ask::places_of(labels, word) {
                let known = worth.entry(place).or_default();
                *known = (known.0 + 1, known.1 + more);
            }
        }
        let mut named: Vec<(u32, u32)> = worth
            .into_iter()
            .filter(|(_, (count, _))| *count == words.len())
            .map(|(place, (_, worth))| (place, worth))
            .collect();
        named.sort_by_key(|(place, worth)| (std::cmp::Reverse(*worth), *place));
        named.into_iter().map(|(place, _)| place).collect()
    }
}
