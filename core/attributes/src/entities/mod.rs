//! The engine's tables, one file each; nothing here behaves.
//! Texts stand in a table of their own beside what they name, one row for each language.

pub(crate) mod definition;
pub(crate) mod definition_text;
pub(crate) mod dictionary;
pub(crate) mod dictionary_text;
pub(crate) mod entry;
pub(crate) mod entry_text;
