//! Words that mean the same to a tenant's customers, applied when somebody asks.
//! Forms of a word count as the word, so that `nakrętki` has the synonyms of `nakrętka`.

use std::collections::HashMap;

use kontor_kernel::Locale;

use crate::{
    language::stems,
    tokens::{Piece, tokens},
};

/// The phrases that stand for others.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// By language and the first word's form.
    rules: HashMap<(Locale, String), Vec<Rule>>,
}

#[derive(Debug, Clone)]
struct Rule {
    from: Vec<String>,
    to: Vec<Piece>,
}

/// What forms of a word have in common.
fn form(locale: Locale, word: &Piece) -> String {
    stems(locale, word).pop().unwrap_or_else(|| word.folded.clone())
}

fn phrase(text: &str) -> Vec<Piece> {
    tokens(text).into_iter().map(|token| token.whole).collect()
}

impl Synonyms {
    /// From rows of language, what is asked for, and what is found as well.
    pub fn new<'a>(rows: impl IntoIterator<Item = (Locale, &'a str, &'a str)>) -> Self {
        let mut synonyms = Self::default();
        for (locale, from, to) in rows {
            let from: Vec<String> = phrase(from).iter().map(|word| form(locale, word)).collect();
            let to = phrase(to);
            if let (Some(first), false) = (from.first().cloned(), to.is_empty()) {
                synonyms.rules.entry((locale, first)).or_default().push(Rule { from, to });
            }
        }
        synonyms
    }

    /// The phrases that the first of these words begin, by their length, and what stands for them.
    pub(crate) fn beginning(&self, locale: Locale, words: &[&Piece]) -> Vec<(usize, &[Piece])> {
        let Some(first) = words.first().filter(|_| !self.rules.is_empty()) else { return Vec::new() };
        let Some(rules) = self.rules.get(&(locale, form(locale, first))) else { return Vec::new() };
        let fits = |rule: &&Rule| {
            let asked = words.iter().take(rule.from.len()).map(|word| form(locale, word));
            rule.from.len() <= words.len() && asked.eq(rule.from.iter().cloned())
        };
        rules.iter().filter(fits).map(|rule| (rule.from.len(), rule.to.as_slice())).collect()
    }
}
