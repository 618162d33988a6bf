//! A name in several languages, and the checks of what people write into names and codes.
//! Every language may be missing but the first: a reader gets their own, then one that the shop speaks, then any.

use std::collections::BTreeMap;

use kontor_contract::{FieldFault, Sentence};
use kontor_kernel::Locale;
use kontor_store::Ctx;

/// A text by language, as requests and answers hold it.
pub(crate) type ByLanguage = BTreeMap<Locale, String>;

/// The longest name or label, in characters.
pub(crate) const LONGEST_NAME: usize = 200;
/// The longest sentence of help, in characters.
pub(crate) const LONGEST_HELP: usize = 1_000;
const LONGEST_CODE: usize = 40;

/// In which language somebody reads, and what the shop speaks otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    wanted: Locale,
    spoken: Vec<Locale>,
}

impl Reader {
    /// Whoever a context is of.
    pub(crate) fn of(ctx: &Ctx) -> Self {
        Self::in_language(ctx, ctx.locale())
    }

    /// Whoever a context is of, in a language of their choice.
    pub(crate) fn in_language(ctx: &Ctx, wanted: Locale) -> Self {
        Self { wanted, spoken: ctx.channel().map(|channel| channel.languages.clone()).unwrap_or_default() }
    }

    #[cfg(test)]
    pub(crate) fn of_english() -> Self {
        Self { wanted: Locale::En, spoken: Vec::new() }
    }
}

/// What something is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Texts(ByLanguage);

impl Texts {
    /// Without what is empty.
    pub(crate) fn new(texts: ByLanguage) -> Self {
        let trimmed = texts.into_iter().map(|(locale, text)| (locale, text.trim().to_owned()));
        Self(trimmed.filter(|(_, text)| !text.is_empty()).collect())
    }

    /// One more language.
    pub(crate) fn add(&mut self, locale: Locale, text: String) {
        if !text.is_empty() {
            self.0.insert(locale, text);
        }
    }

    /// By language.
    pub(crate) fn by_language(&self) -> &ByLanguage {
        &self.0
    }

    /// For a reader; empty where there is none in any language.
    pub(crate) fn read(&self, reader: &Reader) -> &str {
        let mut wanted = std::iter::once(&reader.wanted).chain(&reader.spoken);
        let found = wanted.find_map(|locale| self.0.get(locale)).or_else(|| self.0.values().next());
        found.map_or("", String::as_str)
    }
}

fn fault(pointer: impl Into<String>, code: &'static str, detail: impl Into<Sentence>) -> FieldFault {
    FieldFault { pointer: pointer.into(), code, detail: detail.into() }
}

/// Checks a name: at least one language, none of them too long.
pub(crate) fn check_name(pointer: &str, texts: &ByLanguage) -> Vec<FieldFault> {
    let mut faults = check_texts(pointer, texts, LONGEST_NAME);
    if texts.values().all(|text| text.trim().is_empty()) {
        let detail = "Write the name in one language at least, such as {\"en\": \"Colour\"}.";
        faults.push(fault(pointer, "attributes.empty", detail));
    }
    faults
}

/// Checks texts that may be empty.
pub(crate) fn check_texts(pointer: &str, texts: &ByLanguage, longest: usize) -> Vec<FieldFault> {
    let check = |(locale, text): (&Locale, &String)| {
        let pointer = format!("{pointer}/{locale}");
        if text.chars().any(char::is_control) {
            return Some(fault(pointer, "attributes.bad_text", "Write it on one line, without control characters."));
        }
        let is_long = text.trim().chars().count() > longest;
        is_long.then(|| fault(pointer, "attributes.too_long", format!("Write at most {longest} characters.")))
    };
    texts.iter().filter_map(check).collect()
}

/// Checks a code, which never changes once it is taken.
pub(crate) fn check_code(pointer: &str, code: &str) -> Option<FieldFault> {
    let is_letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let is_code = code.len() <= LONGEST_CODE
        && code.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && code.chars().all(is_letter);
    let detail = format!(
        "Write 1 to {LONGEST_CODE} small letters, digits and underscores, a letter or digit first, such as thread_size."
    );
    (!is_code).then(|| fault(pointer, "attributes.bad_code", detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pairs: &[(Locale, &str)]) -> ByLanguage {
        pairs.iter().map(|(locale, text)| (*locale, (*text).to_owned())).collect()
    }

    #[test]
    fn a_reader_gets_their_language_then_the_shops_then_any() {
        let name = Texts::new(texts(&[(Locale::Pl, " Kolor "), (Locale::It, "Colore"), (Locale::En, " ")]));
        let read = |wanted, spoken: &[Locale]| name.read(&Reader { wanted, spoken: spoken.to_vec() }).to_owned();
        assert_eq!(read(Locale::Pl, &[]), "Kolor");
        assert_eq!(read(Locale::En, &[Locale::It]), "Colore");
        assert_eq!(read(Locale::En, &[]), "Kolor");
        assert_eq!(Texts::default().read(&Reader::of_english()), "");
    }

    #[test]
    fn a_name_needs_a_language_and_help_does_not() {
        assert_eq!(check_name("/name", &texts(&[(Locale::En, " ")])).len(), 1);
        assert_eq!(check_texts("/help", &texts(&[]), 9), []);
        let long = check_name("/name", &texts(&[(Locale::En, &"x".repeat(201)), (Locale::Pl, "Kolor")]));
        assert_eq!((long.len(), long[0].pointer.as_str()), (1, "/name/en"));
    }

    #[test]
    fn codes_are_small_letters_digits_and_underscores() {
        for code in ["thread_size", "a", "4mm", &"a".repeat(40)] {
            assert_eq!(check_code("/code", code), None, "{code}");
        }
        for code in ["", "_a", "__proto__", "A", "a-b", "a b", "ś", "a\n", &"a".repeat(41)] {
            assert!(check_code("/code", code).is_some(), "{code}");
        }
    }
}
