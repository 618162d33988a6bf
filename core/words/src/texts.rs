//! The words of all owners, a bundle per language, read once at the start.
//! A key that a language lacks is said in English, and one that nobody has shows itself: visible in a test, harmless else.

use kontor_kernel::Locale;

use crate::{
    bundle::{Bundle, BundleError, FluentArgs},
    value::Value,
};

/// The locale files of one owner, by language. Made by [`words!`](crate::words).
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Polish.
    pub pl: &'static str,
    /// Italian.
    pub it: &'static str,
}

impl Words {
    /// Of an owner who says nothing.
    pub const NONE: Self = Self { en: "", pl: "", it: "" };

    /// The file of a language.
    #[must_use]
    pub const fn of(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::Pl => self.pl,
            Locale::It => self.it,
        }
    }
}

/// The words of the crate that asks: its `locales/en.ftl`, `pl.ftl` and `it.ftl`.
#[macro_export]
macro_rules! words {
    () => {
        $crate::Words {
            en: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en.ftl")),
            pl: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/pl.ftl")),
            it: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/it.ftl")),
        }
    };
}

/// All words of a deployment.
pub struct Texts {
    english: Bundle,
    polish: Bundle,
    italian: Bundle,
}

impl Texts {
    /// From the files of all owners.
    ///
    /// # Errors
    /// [`BundleError`] when a file does not parse.
    pub fn new(owners: &[&Words]) -> Result<Self, BundleError> {
        let bundle = |locale: Locale| Bundle::new(locale.tag(), owners.iter().map(|words| words.of(locale)));
        Ok(Self { english: bundle(Locale::En)?, polish: bundle(Locale::Pl)?, italian: bundle(Locale::It)? })
    }

    /// The sentence of a key, told of its values.
    #[must_use]
    pub fn say(&self, locale: Locale, key: &str, values: &[(&'static str, Value)]) -> String {
        let in_language = |bundle: &Bundle| {
            let args = args(bundle, values);
            bundle.find(key, Some(&args)).map(std::borrow::Cow::into_owned)
        };
        let said = in_language(self.bundle(locale)).or_else(|| in_language(&self.english));
        said.unwrap_or_else(|| key.to_owned())
    }

    /// The word of a key.
    #[must_use]
    pub fn word(&self, locale: Locale, key: &str) -> String {
        self.say(locale, key, &[])
    }

    /// The sentence of a key in this very language, with every value it takes; `None` where one of them is missing.
    #[must_use]
    pub fn find(&self, locale: Locale, key: &str, values: &[(&'static str, Value)]) -> Option<String> {
        let bundle = self.bundle(locale);
        bundle.complete(key, &args(bundle, values))
    }

    /// The same of a sentence that was kept.
    pub(crate) fn find_kept(&self, locale: Locale, key: &str, values: &[(String, Value)]) -> Option<String> {
        let bundle = self.bundle(locale);
        let args = values.iter().map(|(name, value)| (name.clone(), value.shown(bundle))).collect();
        bundle.complete(key, &args)
    }

    const fn bundle(&self, locale: Locale) -> &Bundle {
        match locale {
            Locale::En => &self.english,
            Locale::Pl => &self.polish,
            Locale::It => &self.italian,
        }
    }
}

fn args(bundle: &Bundle, values: &[(&'static str, Value)]) -> FluentArgs<'static> {
    values.iter().map(|(name, value)| (*name, value.shown(bundle))).collect()
}

#[cfg(test)]
mod tests {
    use kontor_kernel::{Amount, Currency};

    use super::*;
    use crate::number::NO_BREAK_SPACE;

    const ORCHARD: Words = Words {
        en: "pear = pear\nneeded = From { $sum } on, and { $weight } of { $fruit }.\nleft = { $count } left\nonly = only\n",
        pl: "pear = gruszka\nneeded = Od { $sum } i { $weight }: { $fruit }.\nleft = { $count ->\n    [one] { $count } sztuka\n    [few] { $count } sztuki\n   *[many] { $count } sztuk\n }\n",
        it: "pear = pera\nneeded = Da { $sum } e { $weight } di { $fruit }.\nleft = { $count } rimasti\n",
    };

    fn texts() -> Texts {
        Texts::new(&[&Words::NONE, &ORCHARD]).unwrap()
    }

    #[test]
    fn values_are_written_as_the_language_writes_them() {
        let pln: Currency = "PLN".parse().unwrap();
        let values = [
            ("sum", Amount::from_minor(123_450).in_currency(pln).into()),
            ("weight", Value::Measure { decimal: "2.5".to_owned(), unit: "kg".to_owned() }),
            ("fruit", Value::Word("pear".to_owned())),
        ];
        let say = |locale| texts().say(locale, "needed", &values).replace(NO_BREAK_SPACE, " ");
        assert_eq!(say(Locale::En), "From PLN 1,234.50 on, and 2.5 kg of pear.");
        assert_eq!(say(Locale::Pl), "Od 1 234,50 zł i 2,5 kg: gruszka.");
        assert_eq!(say(Locale::It), "Da 1.234,50 PLN e 2,5 kg di pera.");
    }

    #[test]
    fn counts_choose_the_form_of_a_word() {
        let say = |count: u64| texts().say(Locale::Pl, "left", &[("count", count.into())]);
        assert_eq!((say(1), say(3), say(5)), ("1 sztuka".into(), "3 sztuki".into(), "5 sztuk".into()));
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english_and_what_nobody_has_shows_itself() {
        assert_eq!(texts().word(Locale::It, "only"), "only");
        assert_eq!(texts().word(Locale::It, "nothing"), "nothing");
        assert_eq!(texts().find(Locale::It, "only", &[]), None);
    }

    #[test]
    fn a_sentence_without_one_of_its_values_is_not_found() {
        assert_eq!(texts().find(Locale::En, "left", &[]), None);
    }
}
