//! Identity's own sentences in the languages Kontor speaks: why somebody may do something, and why an order is too large.
//! Read once; a missing key shows itself as the key.

use std::{borrow::Cow, sync::LazyLock};

use kontor_kernel::Locale;
use kontor_module::Texts;

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::new(&[
        (Locale::En, include_str!("../locales/en.ftl")),
        (Locale::Pl, include_str!("../locales/pl.ftl")),
        (Locale::It, include_str!("../locales/it.ftl")),
    ])
});

/// What a sentence is told of.
pub(crate) type Values<'a> = &'a [(&'static str, &'a str)];

/// A sentence in a language.
pub(crate) fn sentence(locale: Locale, key: &str, values: Values<'_>) -> String {
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, Cow::from((*value).to_owned()))).collect();
    TEXTS.get(locale, key, &values)
}
