//! Dictionaries with their entries. A change that names `entries` names all of them, in their order.
//! Codes are chosen once; whoever wants another one makes another entry and archives the old one.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::{DictionaryId, Timestamp};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entities::definition::Thing,
    manifest::{SCHEMAS_READ, SCHEMAS_WRITE},
    model::{
        schema::{Definition, Dictionary, Entry},
        texts::{ByLanguage, Reader},
    },
    service::{
        Desk,
        dictionaries::{DictionaryChange, NewDictionary, WantedEntry},
    },
};

/// A dictionary to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DictionaryBody {
    /// Small letters, digits and underscores; it never changes.
    code: String,
    /// Its name by language, one at least.
    name: ByLanguage,
    /// Its entries in their order.
    entries: Option<Vec<DictionaryEntryBody>>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DictionaryPatch {
    /// Its name by language; all of them are replaced.
    name: Option<ByLanguage>,
    /// All entries in their order; those that are left out are archived.
    entries: Option<Vec<DictionaryEntryBody>>,
    /// Whether nothing can be chosen from it any more.
    archived: Option<bool>,
    /// The version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// An entry as it shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DictionaryEntryBody {
    /// Small letters, digits and underscores; it is what things keep, and never changes.
    code: String,
    /// Its name by language, one at least.
    name: ByLanguage,
    /// Whether it can be chosen no more; where it was chosen it stays.
    archived: Option<bool>,
}

/// A dictionary in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DictionarySummary {
    pub id: DictionaryId,
    /// Its code.
    pub code: String,
    /// Its name in the language of the request.
    pub title: String,
    /// Its name by language.
    pub name: ByLanguage,
    /// How many entries can be chosen.
    pub entries: usize,
    /// Whether nothing can be chosen from it any more.
    pub archived: bool,
    pub updated_at: Timestamp,
}

/// Dictionaries.
#[derive(Debug, Serialize, JsonSchema)]
struct DictionaryList {
    /// By name, archived ones behind.
    items: Vec<DictionarySummary>,
}

/// A dictionary.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DictionaryView {
    pub id: DictionaryId,
    /// Its code.
    pub code: String,
    /// Its name in the language of the request.
    pub title: String,
    /// Its name by language.
    pub name: ByLanguage,
    /// Its entries in their order, archived ones behind.
    pub entries: Vec<DictionaryEntry>,
    /// The attributes that take their entries from it.
    pub used_by: Vec<DictionaryUse>,
    /// Whether nothing can be chosen from it any more.
    pub archived: bool,
    /// To be sent back with a change.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// An entry.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DictionaryEntry {
    /// Its code.
    pub code: String,
    /// Its name in the language of the request.
    pub title: String,
    /// Its name by language.
    pub name: ByLanguage,
    /// Whether it can be chosen no more.
    pub archived: bool,
}

/// An attribute that takes its entries from a dictionary.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DictionaryUse {
    thing: Thing,
    /// Its code.
    code: String,
    /// Its name in the language of the request.
    label: String,
}

impl DictionarySummary {
    pub(crate) fn of(dictionary: &Dictionary, reader: &Reader) -> Self {
        Self {
            id: dictionary.id,
            code: dictionary.code.clone(),
            title: dictionary.name.read(reader).to_owned(),
            name: dictionary.name.by_language().clone(),
            entries: dictionary.entries.iter().filter(|entry| !entry.is_archived).count(),
            archived: dictionary.is_archived,
            updated_at: dictionary.updated_at,
        }
    }
}

impl DictionaryView {
    pub(crate) fn of<'a>(
        dictionary: &Dictionary,
        users: impl Iterator<Item = &'a Definition>,
        reader: &Reader,
    ) -> Self {
        let entry = |entry: &Entry| DictionaryEntry {
            code: entry.code.clone(),
            title: entry.label(reader).to_owned(),
            name: entry.name.by_language().clone(),
            archived: entry.is_archived,
        };
        let use_of = |definition: &Definition| DictionaryUse {
            thing: definition.thing,
            code: definition.code.clone(),
            label: definition.label(reader).to_owned(),
        };
        Self {
            id: dictionary.id,
            code: dictionary.code.clone(),
            title: dictionary.name.read(reader).to_owned(),
            name: dictionary.name.by_language().clone(),
            entries: dictionary.entries.iter().map(entry).collect(),
            used_by: users.map(use_of).collect(),
            archived: dictionary.is_archived,
            version: dictionary.version,
            created_at: dictionary.created_at,
            updated_at: dictionary.updated_at,
        }
    }
}

impl From<DictionaryEntryBody> for WantedEntry {
    fn from(body: DictionaryEntryBody) -> Self {
        Self { code: body.code, name: body.name, is_archived: body.archived.unwrap_or(false) }
    }
}

pub(super) fn add(routes: &mut Routes, desk: &Arc<Desk>) {
    routes
        .get("/api/v1/admin/dictionaries", Access::Staff(SCHEMAS_READ))
        .summary("List dictionaries")
        .returns::<DictionaryList>(200)
        .handle(Arc::clone(desk), list_dictionaries);
    routes
        .post("/api/v1/admin/dictionaries", Access::Staff(SCHEMAS_WRITE))
        .summary("Make a dictionary")
        .body::<DictionaryBody>()
        .returns::<DictionaryView>(201)
        .creates()
        .handle(Arc::clone(desk), create_dictionary);
    routes
        .get("/api/v1/admin/dictionaries/{id}", Access::Staff(SCHEMAS_READ))
        .summary("Show a dictionary with its entries")
        .returns::<DictionaryView>(200)
        .handle(Arc::clone(desk), show_dictionary);
    routes
        .patch("/api/v1/admin/dictionaries/{id}", Access::Staff(SCHEMAS_WRITE))
        .summary("Change what is given of a dictionary")
        .body::<DictionaryPatch>()
        .returns::<DictionaryView>(200)
        .handle(Arc::clone(desk), change_dictionary);
}

async fn list_dictionaries(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
) -> Result<Json<DictionaryList>, Problem> {
    Ok(Json(DictionaryList { items: desk.list_dictionaries(&ctx).await? }))
}

async fn create_dictionary(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
    Json(body): Json<DictionaryBody>,
) -> Result<Created<DictionaryView>, Problem> {
    let entries = body.entries.unwrap_or_default().into_iter().map(WantedEntry::from).collect();
    let new = NewDictionary { code: body.code, name: body.name, entries };
    Ok(Created(desk.create_dictionary(&ctx, new).await?))
}

async fn show_dictionary(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
    Path(id): Path<DictionaryId>,
) -> Result<Json<DictionaryView>, Problem> {
    Ok(Json(desk.read_dictionary(&ctx, id).await?))
}

async fn change_dictionary(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
    Path(id): Path<DictionaryId>,
    Json(body): Json<DictionaryPatch>,
) -> Result<Json<DictionaryView>, Problem> {
    let change = DictionaryChange {
        name: body.name,
        entries: body.entries.map(|entries| entries.into_iter().map(WantedEntry::from).collect()),
        is_archived: body.archived,
        version: body.version,
    };
    Ok(Json(desk.change_dictionary(&ctx, id, change).await?))
}
