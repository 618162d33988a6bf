//! Static facts about an engine or module: what it is called, what it may ask for and what it shows.
//! Everything that lists modules (permission matrix, admin navigation, module page) is made from these.

/// A permission and the built-in roles that hold it from the start.
#[derive(Debug, Clone, Copy)]
pub struct PermissionSpec {
    /// `owner.resource.action`.
    pub name: &'static str,
    /// What it lets a person do, in a few words.
    pub title: &'static str,
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
    /// Its name for people.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub description: &'static str,
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
    pub settings: Option<fn() -> serde_json::Value>,
}
