//! A module's own sentences in the languages Kontor speaks, from Fluent files that a theme may override later.
//! A missing key shows itself as the key: visible in a test, harmless in production.

use std::{borrow::Cow, collections::HashMap};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use kontor_kernel::Locale;
use unic_langid::LanguageIdentifier;

/// Sentences by key.
pub struct Texts {
    bundles: HashMap<Locale, FluentBundle<FluentResource>>,
}

impl Texts {
    /// From the text of one `.ftl` file per language. Lines that cannot be read are left out and logged.
    #[must_use]
    pub fn new(files: &[(Locale, &str)]) -> Self {
        let bundles = files.iter().map(|(locale, file)| (*locale, bundle(*locale, file))).collect();
        Self { bundles }
    }

    /// The sentence of a key; English where the language lacks it.
    #[must_use]
    pub fn get(&self, locale: Locale, key: &str, values: &[(&'static str, Cow<'static, str>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, FluentValue::from(value.clone()));
        }
        [locale, Locale::En]
            .iter()
            .filter_map(|locale| self.bundles.get(locale))
            .find_map(|bundle| {
                let pattern = bundle.get_message(key)?.value()?;
                Some(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
            })
            .unwrap_or_else(|| key.to_owned())
    }
}

fn bundle(locale: Locale, file: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(resource, errors)| {
        tracing::error!(%locale, ?errors, "a locale file has lines that cannot be read");
        resource
    });
    bundle.add_resource_overriding(resource);
    bundle
}
