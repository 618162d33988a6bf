//! The messages of one language, from Fluent files: found by id, filled in, with its plurals and its numbers.
//! The one place that knows Fluent's own types; themes and modules share it.

use std::borrow::Cow;

use fluent_bundle::{FluentResource, FluentValue, concurrent::FluentBundle};
use rust_decimal::Decimal;
use thiserror::Error;
use unic_langid::LanguageIdentifier;

use crate::number::NumberFormat;

pub use fluent_bundle::FluentArgs;

/// Why a file of messages cannot be used.
#[derive(Debug, Error)]
pub enum BundleError {
    /// The file's name is not a language tag.
    #[error("`{0}` is not a language tag")]
    Tag(String),
    /// The messages do not follow the Fluent syntax; the text says where and why.
    #[error("{0}")]
    Syntax(String),
}

/// The messages of one language.
pub struct Bundle {
    language: String,
    numbers: NumberFormat,
    fluent: FluentBundle<FluentResource>,
}

impl Bundle {
    /// Builds a language from its message files; later files win, so defaults come first.
    ///
    /// # Errors
    /// [`BundleError`] when the tag is malformed or a file does not parse.
    pub fn new<'a>(language: &str, sources: impl IntoIterator<Item = &'a str>) -> Result<Self, BundleError> {
        let tag: LanguageIdentifier = language.parse().map_err(|_| BundleError::Tag(language.to_owned()))?;
        let numbers = NumberFormat::of(language);
        let mut fluent = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks would end up in copied text and in what tests and screen readers see.
        fluent.set_use_isolating(false);
        fluent.set_formatter(Some(formatter(numbers)));
        for source in sources {
            fluent.add_resource_overriding(parse(source)?);
        }
        Ok(Self { language: language.to_owned(), numbers, fluent })
    }

    /// The language tag.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// How this language writes and reads numbers.
    #[must_use]
    pub const fn numbers(&self) -> &NumberFormat {
        &self.numbers
    }

    /// The message `id` if there is one; an argument it lacks shows itself as its name.
    #[must_use]
    pub fn find<'b>(&'b self, id: &str, args: Option<&'b FluentArgs<'_>>) -> Option<Cow<'b, str>> {
        let pattern = self.fluent.get_message(id)?.value()?;
        Some(self.fluent.format_pattern(pattern, args, &mut Vec::new()))
    }

    /// The message `id` with its arguments; `None` where it or one of them is missing.
    #[must_use]
    pub fn complete(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.fluent.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self.fluent.format_pattern(pattern, Some(args), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

fn parse(source: &str) -> Result<FluentResource, BundleError> {
    FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
        let text = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        BundleError::Syntax(text)
    })
}

/// Fluent prints numbers without groups; a plain function per mark is all its interface lets us pass.
fn formatter<M>(numbers: NumberFormat) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match numbers.group_mark() {
        ',' => |value, _| grouped(value, "en"),
        '.' => |value, _| grouped(value, "it"),
        _ => |value, _| grouped(value, "pl"),
    }
}

fn grouped(value: &FluentValue<'_>, language: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let value: Decimal = number.as_string().parse().ok()?;
    Some(NumberFormat::of(language).decimal(value, 0))
}
