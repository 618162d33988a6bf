//! A sentence that is said in English where it arises and in the reader's language where it arrives.
//! It carries what it is told of, so that nobody has to take a finished sentence apart.

use std::{borrow::Cow, fmt, ops::Deref};

use kontor_kernel::Locale;
use serde::{Deserialize, Serialize, Serializer};

use crate::{texts::Texts, value::Value};

/// Under which key the reader's words are looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// That of the problem's code: `problem-` and the code, dots as hyphens.
    OfCode,
    /// One of its own, where several sentences share a code.
    Own(Cow<'static, str>),
    /// None: it is in the reader's language already, or is nobody's to translate.
    Done,
}

/// A sentence for a person, and its English for logs and for languages that lack it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence(Box<Told>);

/// What a sentence is made of; in a box, because errors carry sentences and every result makes room for its error.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    text: String,
    key: Key,
    values: Vec<(&'static str, Value)>,
}

impl Sentence {
    /// The English sentence, whose other languages are found by the problem's code.
    #[must_use]
    pub fn new(english: impl Into<String>) -> Self {
        Self::with_key(english.into(), Key::OfCode)
    }

    /// The same sentence under a key of its own.
    #[must_use]
    pub fn keyed(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.key = Key::Own(key.into());
        self
    }

    /// The same sentence, told of these values.
    #[must_use]
    pub fn of(mut self, values: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        self.0.values.extend(values);
        self
    }

    /// The same sentence, which stays that of its own code where it speaks for a problem of another.
    #[must_use]
    pub fn of_code(self, code: &str) -> Self {
        if self.0.key == Key::OfCode { self.keyed(key_of_code(code)) } else { self }
    }

    /// A sentence in the reader's language already.
    #[must_use]
    pub fn said(text: impl Into<String>) -> Self {
        Self::with_key(text.into(), Key::Done)
    }

    /// What has to be kept of it to say it later in any language; nothing where it is said already.
    #[must_use]
    pub fn kept(&self, code: &str) -> Option<Kept> {
        let key = match &self.0.key {
            Key::OfCode => key_of_code(code),
            Key::Own(key) => key.clone().into_owned(),
            Key::Done => return None,
        };
        let values = self.0.values.iter().map(|(name, value)| ((*name).to_owned(), value.kept())).collect();
        Some(Kept { key, values })
    }

    fn with_key(text: String, key: Key) -> Self {
        Self(Box::new(Told { text, key, values: Vec::new() }))
    }

    /// Its text: English, or the reader's language once it has been said in it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The same sentence in a reader's language; English stays where the language has no words for it.
    #[must_use]
    pub fn in_language(&self, texts: &Texts, locale: Locale, code: &str) -> Self {
        let key = match &self.0.key {
            Key::OfCode => Cow::from(key_of_code(code)),
            Key::Own(key) => Cow::from(key.as_ref()),
            Key::Done => return self.clone(),
        };
        Self::said(texts.find(locale, &key, &self.0.values).unwrap_or_else(|| self.0.text.clone()))
    }
}

/// A sentence without its English: its key and what it is told of, for a column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Under which key its words are found.
    key: String,
    /// What it is told of, by name.
    values: Vec<(String, Value)>,
}

impl Kept {
    /// The sentence in a language; nothing where the language has no words for it.
    #[must_use]
    pub fn say(&self, texts: &Texts, locale: Locale) -> Option<String> {
        texts.find_kept(locale, &self.key, &self.values)
    }
}

/// The key of a problem's code: `orders.totals_changed` is `problem-orders-totals_changed`.
fn key_of_code(code: &str) -> String {
    format!("problem-{}", code.replace('.', "-"))
}

impl Deref for Sentence {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.text)
    }
}

impl From<String> for Sentence {
    fn from(english: String) -> Self {
        Self::new(english)
    }
}

impl From<&str> for Sentence {
    fn from(english: &str) -> Self {
        Self::new(english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Words;

    const FARM: Words = Words {
        en: "problem-farm-full = No room for { $count } more.\nfarm-late = Too late.\n",
        pl: "problem-farm-full = Nie ma miejsca na { $count }.\nfarm-late = Za późno.\n",
        it: "",
    };

    #[test]
    fn a_sentence_is_said_in_the_readers_words_and_stays_english_without() {
        let texts = Texts::new(&[&FARM]).unwrap();
        let full = Sentence::new("No room for 3 more.").of([("count", 3_u64.into())]);
        let say = |sentence: &Sentence, locale| sentence.in_language(&texts, locale, "farm.full").to_string();
        assert_eq!(say(&full, Locale::Pl), "Nie ma miejsca na 3.");
        assert_eq!(say(&full, Locale::It), "No room for 3 more.");
        assert_eq!(say(&"Untold.".into(), Locale::Pl), "Untold.");
        assert_eq!(say(&full.clone().keyed("farm-late"), Locale::Pl), "Za późno.");
        assert_eq!(say(&full.in_language(&texts, Locale::Pl, "farm.full"), Locale::It), "Nie ma miejsca na 3.");
    }

    #[test]
    fn a_sentence_is_kept_as_its_key_and_values_and_said_later() {
        let texts = Texts::new(&[&FARM]).unwrap();
        let kept = Sentence::new("No room for 3 more.").of([("count", 3_u64.into())]).kept("farm.full").unwrap();
        let read: Kept = serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap();
        assert_eq!(read.say(&texts, Locale::Pl).as_deref(), Some("Nie ma miejsca na 3."));
        assert_eq!(read.say(&texts, Locale::It), None);
        assert_eq!(Sentence::said("Fatto.").kept("farm.full"), None);
    }
}
