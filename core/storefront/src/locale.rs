//! A language as the pages need it: its messages, its plurals, its numbers and its dates.
//! Which language a request gets is decided before it reaches a page.

use std::borrow::Cow;

use kontor_words::{
    Bundle,
    number::{self, NO_BREAK_SPACE, NumberFormat},
};

pub use kontor_words::{BundleError as LocaleError, FluentArgs};

/// One language of a theme. Messages it lacks come from the theme's first language.
pub struct Locale {
    bundle: Bundle,
}

impl Locale {
    /// Builds a language from its message files; later files win, so defaults come first.
    ///
    /// # Errors
    /// [`LocaleError`] when the tag is malformed or a file does not parse.
    pub fn new(language: &str, sources: &[&str]) -> Result<Self, LocaleError> {
        Ok(Self { bundle: Bundle::new(language, sources.iter().copied())? })
    }

    /// The language tag, for `lang` attributes and cookies.
    #[must_use]
    pub fn language(&self) -> &str {
        self.bundle.language()
    }

    /// How this language writes and reads numbers.
    #[must_use]
    pub fn numbers(&self) -> &NumberFormat {
        self.bundle.numbers()
    }

    /// The message `id`, or the id itself where nobody has written one yet.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.find(id, None).map_or_else(|| id.to_owned(), Cow::into_owned)
    }

    /// The message `id` with its arguments, or the id itself where nobody has written one yet.
    #[must_use]
    pub fn text_with(&self, id: &str, args: &FluentArgs<'_>) -> String {
        self.find(id, Some(args)).map_or_else(|| id.to_owned(), Cow::into_owned)
    }

    /// The message `id` if there is one; `None` lets a caller fall back to a text it was given.
    #[must_use]
    pub fn find<'l>(&'l self, id: &str, args: Option<&'l FluentArgs<'_>>) -> Option<Cow<'l, str>> {
        self.bundle.find(id, args)
    }

    /// The message `id` with its arguments; `None` where it or one of them is missing.
    #[must_use]
    pub fn complete(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.bundle.complete(id, args)
    }

    /// The text for a problem's stable code (`orders.totals_changed` → `problem-orders-totals_changed`),
    /// or `fallback`, the detail that came with the problem.
    #[must_use]
    pub fn problem(&self, code: &str, fallback: &str) -> String {
        let id = format!("problem-{}", code.replace('.', "-"));
        self.find(&id, None).map_or_else(|| fallback.to_owned(), Cow::into_owned)
    }

    /// A business date or instant (`2026-11-21`, `2026-11-21T10:00:00Z`) as this language writes the day.
    /// Text that is no date comes back unchanged.
    #[must_use]
    pub fn date(&self, iso: &str) -> String {
        let Some((year, month, day)) = split_date(iso) else { return iso.to_owned() };
        let mut args = FluentArgs::new();
        args.set("day", day.trim_start_matches('0').to_owned());
        args.set("month", self.text(&format!("month-{}", month.trim_start_matches('0'))));
        args.set("year", year.to_owned());
        self.text_with("date", &args)
    }

    /// Day and time of day of an instant, in the zone in which the text is written.
    #[must_use]
    pub fn date_time(&self, iso: &str) -> String {
        match iso.get(11..16) {
            Some(time) if iso.as_bytes().get(10) == Some(&b'T') => format!("{},{NO_BREAK_SPACE}{time}", self.date(iso)),
            _ => self.date(iso),
        }
    }

    /// A decimal text with its unit: `1 234,5 kg`.
    #[must_use]
    pub fn quantity(&self, value: &str, unit: &str) -> String {
        let number = number::wire(value).map_or_else(|| value.to_owned(), |value| self.numbers().quantity(value));
        if unit.is_empty() { number } else { format!("{number}{NO_BREAK_SPACE}{}", self.unit(unit)) }
    }

    /// A decimal text as it stands in a form field.
    #[must_use]
    pub fn typed(&self, value: &str) -> String {
        number::wire(value).map_or_else(|| value.to_owned(), |value| self.numbers().input(value))
    }

    /// A unit of measure in this language, or its code where it has no name.
    #[must_use]
    pub fn unit<'l>(&'l self, code: &'l str) -> Cow<'l, str> {
        self.find(&format!("unit-{code}"), None).unwrap_or(Cow::Borrowed(code))
    }
}

fn split_date(iso: &str) -> Option<(&str, &str, &str)> {
    let date = iso.get(..10)?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let known_month = matches!(month.parse::<u8>(), Ok(1..=12));
    (whole && known_month && year.len() == 4 && day.len() == 2).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polish_plurals_follow_their_three_forms() {
        let source = "lines = { $count ->\n    [one] { $count } pozycja\n    [few] { $count } pozycje\n   *[many] { $count } pozycji\n }\n";
        let locale = Locale::new("pl", &[source]).unwrap();
        let read = |count: u32| {
            let mut args = FluentArgs::new();
            args.set("count", count);
            locale.text_with("lines", &args).replace(NO_BREAK_SPACE, " ")
        };
        assert_eq!(read(1), "1 pozycja");
        assert_eq!(read(2), "2 pozycje");
        assert_eq!(read(5), "5 pozycji");
        assert_eq!(read(12), "12 pozycji");
        assert_eq!(read(22), "22 pozycje");
        assert_eq!(read(4000), "4 000 pozycji");
    }

    #[test]
    fn later_sources_override_earlier_ones_and_unknown_ids_show_themselves() {
        let locale = Locale::new("en", &["a = first\nb = kept\n", "a = second\n"]).unwrap();
        assert_eq!(
            (locale.text("a"), locale.text("b"), locale.text("c")),
            ("second".into(), "kept".into(), "c".into())
        );
    }

    #[test]
    fn a_broken_message_file_is_refused() {
        assert!(Locale::new("en", &["a = { $\n"]).is_err());
        assert!(Locale::new("not a tag", &[]).is_err());
    }

    #[test]
    fn dates_read_in_the_language_and_bad_ones_stay_as_they_are() {
        let locale = Locale::new("pl", &["date = { $day } { $month } { $year }\nmonth-11 = lis\n"]).unwrap();
        assert_eq!(locale.date("2026-11-05"), "5 lis 2026");
        assert_eq!(locale.date_time("2026-11-05T09:30:00Z"), "5 lis 2026,\u{a0}09:30");
        assert_eq!(locale.date("2026-13-05"), "2026-13-05");
        assert_eq!(locale.date("żółć"), "żółć");
    }
}
