//! Static facts about an engine or module: what it is called, what it may ask for and what it shows.
//! Everything that lists modules (permission matrix, admin navigation, module page) is made from these.

use kontor_kernel::Locale;
use kontor_words::{Texts, Words};
use serde_json::Value as Json;

/// A permission and the built-in roles that hold it from the start. What it lets a person do stands in the owner's words.
#[derive(Debug, Clone, Copy)]
pub struct PermissionSpec {
    /// `owner.resource.action`.
    pub name: &'static str,
    /// Codes of built-in roles that hold it; administrators of staff hold every staff permission anyway.
    pub roles: &'static [&'static str],
}

/// A page of the admin that a module brings.
#[derive(Debug, Clone, Copy)]
pub struct Zone {
    /// Where it stands in the navigation: `sell`, `catalogue`, `people`, `settings`.
    pub zone: &'static str,
    /// Locale key of its name.
    pub label_key: &'static str,
    /// Its path below `/admin`.
    pub path: &'static str,
    /// The permission that shows it.
    pub permission: &'static str,
}

/// Static facts about an engine or module.
#[derive(Debug, Clone, Copy)]
pub struct Manifest {
    /// Its one name, `freight`; prefix of its permissions, tables, events and locale keys.
    pub id: &'static str,
    /// Its locale files: its name, what it is for, the titles of its permissions and settings, and what else it says.
    pub words: Words,
    /// Part of the core: on for every tenant, and not to be switched off.
    pub is_core: bool,
    /// The permissions it asks for.
    pub permissions: &'static [PermissionSpec],
    /// The events it publishes.
    pub events: &'static [&'static str],
    /// The hook points it answers.
    pub hooks: &'static [&'static str],
    /// The pages it brings to the admin.
    pub zones: &'static [Zone],
    /// JSON Schema of its settings for one tenant; nothing to set where there is none.
    pub settings: Option<fn() -> Json>,
}

impl PermissionSpec {
    /// The key of what it lets a person do: `orders.own.read` is `orders-permission-own-read`.
    #[must_use]
    pub fn title_key(&self) -> String {
        let (owner, what) = self.name.split_once('.').unwrap_or((self.name, ""));
        format!("{owner}-permission-{}", what.replace('.', "-"))
    }

    /// What it lets a person do, in a few words.
    #[must_use]
    pub fn title(&self, texts: &Texts, locale: Locale) -> String {
        texts.word(locale, &self.title_key())
    }
}

impl Manifest {
    /// The key of its name for people.
    #[must_use]
    pub fn name_key(&self) -> String {
        format!("{}-name", self.id)
    }

    /// Its name for people.
    #[must_use]
    pub fn name(&self, texts: &Texts, locale: Locale) -> String {
        texts.word(locale, &self.name_key())
    }

    /// The key of what it is for.
    #[must_use]
    pub fn description_key(&self) -> String {
        format!("{}-description", self.id)
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn description(&self, texts: &Texts, locale: Locale) -> String {
        texts.word(locale, &self.description_key())
    }

    /// The key of a setting's label; that of its explanation, which not every setting needs, ends in `-help`.
    #[must_use]
    pub fn setting_key(&self, setting: &str) -> String {
        format!("{}-setting-{setting}", self.id)
    }

    /// JSON Schema of its settings with their labels and explanations.
    #[must_use]
    pub fn settings_schema(&self, texts: &Texts, locale: Locale) -> Option<Json> {
        let mut schema = self.settings?();
        for (setting, rule) in schema.get_mut("properties").and_then(Json::as_object_mut).into_iter().flatten() {
            let key = self.setting_key(setting);
            rule["title"] = texts.word(locale, &key).into();
            let help = format!("{key}-help");
            let found = [locale, Locale::En].iter().find_map(|locale| texts.find(*locale, &help, &[]));
            if let Some(help) = found {
                rule["description"] = help.into();
            }
        }
        Some(schema)
    }
}
