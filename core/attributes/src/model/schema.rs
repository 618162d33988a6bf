//! What a tenant has defined: dictionaries with their entries, and the attributes of each kind of thing.
//! Loaded whole, remembered for a second, and never changed in memory.

use std::{collections::HashMap, sync::Arc};

use kontor_contract::attributes::{AttributeView, OptionView};
use kontor_kernel::{AttributeId, DictionaryId, Timestamp};

use super::{
    rule::{Refusal, Rule},
    texts::{Reader, Texts},
};
use crate::entities::definition::Thing;

/// An entry of a dictionary.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub code: String,
    pub name: Texts,
    pub is_archived: bool,
}

/// A dictionary with its entries in their order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dictionary {
    pub id: DictionaryId,
    pub code: String,
    pub name: Texts,
    pub entries: Vec<Entry>,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub is_archived: bool,
}

/// Codes that a refusal names at the most.
const NAMED_CODES: usize = 20;

impl Dictionary {
    /// Whether an entry may be chosen now.
    pub(crate) fn check(&self, code: &str) -> Result<(), Refusal> {
        match self.entries.iter().find(|entry| entry.code == code) {
            Some(entry) if !entry.is_archived => Ok(()),
            Some(_) => {
                let detail = format!("The entry {code} is archived; choose another one of {}.", self.code);
                Err(Refusal::new("attributes.archived_entry", detail))
            }
            None => {
                let detail =
                    format!("The dictionary {} has no such entry; choose one of: {}.", self.code, self.codes());
                Err(Refusal::new("attributes.unknown_entry", detail))
            }
        }
    }

    fn codes(&self) -> String {
        let open: Vec<&str> =
            self.entries.iter().filter(|entry| !entry.is_archived).map(|entry| entry.code.as_str()).collect();
        let more = if open.len() > NAMED_CODES { " …" } else { "" };
        format!("{}{more}", open[..open.len().min(NAMED_CODES)].join(", "))
    }

    /// Where an entry stands; those it does not have stand behind.
    pub(crate) fn place_of(&self, code: &str) -> usize {
        self.entries.iter().position(|entry| entry.code == code).unwrap_or(usize::MAX)
    }
}

/// A custom attribute.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Definition {
    pub id: AttributeId,
    pub thing: Thing,
    pub code: String,
    pub rule: Rule,
    pub labels: Texts,
    pub help: Texts,
    pub is_required: bool,
    pub is_public: bool,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub is_archived: bool,
}

impl Definition {
    /// Its name for a reader.
    pub(crate) fn label(&self, reader: &Reader) -> &str {
        Some(self.labels.read(reader)).filter(|label| !label.is_empty()).unwrap_or(&self.code)
    }

    /// As forms show it.
    pub(crate) fn view(&self, reader: &Reader) -> AttributeView {
        let option = |entry: &Entry| OptionView { code: entry.code.clone(), label: entry.label(reader).to_owned() };
        let entries = self.rule.dictionary().map_or(&[][..], |dictionary| &dictionary.entries);
        AttributeView {
            code: self.code.clone(),
            label: self.label(reader).to_owned(),
            help: self.help.read(reader).to_owned(),
            kind: self.rule.kind(),
            is_required: self.is_required,
            is_public: self.is_public,
            options: entries.iter().filter(|entry| !entry.is_archived).map(option).collect(),
        }
    }
}

impl Entry {
    /// Its name for a reader.
    pub(crate) fn label(&self, reader: &Reader) -> &str {
        Some(self.name.read(reader)).filter(|name| !name.is_empty()).unwrap_or(&self.code)
    }
}

/// Everything a tenant has defined.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Schema {
    pub dictionaries: HashMap<DictionaryId, Arc<Dictionary>>,
    /// Of all kinds of things, in their order, archived ones behind.
    pub definitions: Vec<Definition>,
}

impl Schema {
    /// All attributes of a kind of thing, archived ones behind.
    pub(crate) fn all_of(&self, thing: Thing) -> impl Iterator<Item = &Definition> + Clone {
        self.definitions.iter().filter(move |definition| definition.thing == thing)
    }

    /// The attributes that are asked for of a kind of thing.
    pub(crate) fn active_of(&self, thing: Thing) -> impl Iterator<Item = &Definition> + Clone {
        self.all_of(thing).filter(|definition| !definition.is_archived)
    }

    /// A dictionary by its code.
    pub(crate) fn dictionary(&self, code: &str) -> Option<&Arc<Dictionary>> {
        self.dictionaries.values().find(|dictionary| dictionary.code == code)
    }

    /// The attributes that are asked for and take their entries from a dictionary.
    pub(crate) fn users_of(&self, dictionary: DictionaryId) -> impl Iterator<Item = &Definition> {
        let uses = move |definition: &&Definition| {
            !definition.is_archived && definition.rule.dictionary().is_some_and(|known| known.id == dictionary)
        };
        self.definitions.iter().filter(uses)
    }
}
