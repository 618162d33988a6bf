//! Custom attributes of companies, people and products. Deleting one archives it, so that values stay readable.
//! An attribute that becomes required is asked for when a thing's attributes are next changed, and not before.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use kontor_contract::attributes::AttributeKind;
use kontor_kernel::{AttributeId, Timestamp};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entities::definition::Thing,
    manifest::{SCHEMAS_READ, SCHEMAS_WRITE},
    model::{
        rule::Limits,
        schema::{Definition, Entry},
        texts::{ByLanguage, Reader},
    },
    service::{
        Desk,
        definitions::{DefinitionChange, NewDefinition},
    },
};

/// Which attributes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Of what.
    thing: Option<Thing>,
    /// Only archived ones, or only those that are asked for.
    archived: Option<bool>,
}

/// An attribute to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AttributeBody {
    /// Of what; it never changes.
    thing: Thing,
    /// Small letters, digits and underscores, unique for the thing; it never changes.
    code: String,
    /// What it takes; it never changes.
    kind: AttributeKind,
    /// The code of the dictionary that choices are made from; it never changes.
    dictionary: Option<String>,
    /// Its name by language, one at least.
    labels: ByLanguage,
    /// A sentence of help by language.
    help: Option<ByLanguage>,
    /// Whether it must be given; false unless said otherwise.
    is_required: Option<bool>,
    /// Whether buyers see and give it; false unless said otherwise.
    is_public: Option<bool>,
    /// Its place among the attributes of its thing, from 1; the last one unless said otherwise.
    position: Option<u32>,
    /// Limits of what is given.
    limits: Option<Limits>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AttributePatch {
    /// Its name by language; all of them are replaced.
    labels: Option<ByLanguage>,
    /// A sentence of help by language; all of them are replaced.
    help: Option<ByLanguage>,
    /// Whether it must be given.
    is_required: Option<bool>,
    /// Whether buyers see and give it.
    is_public: Option<bool>,
    /// Its place among the attributes of its thing, from 1.
    position: Option<u32>,
    /// Limits of what is given; all of them are replaced. Values that things have stay good.
    limits: Option<Limits>,
    /// Whether it is asked for no more.
    archived: Option<bool>,
    /// The version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// A custom attribute.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AttributeDefinition")]
pub(crate) struct DefinitionView {
    pub id: AttributeId,
    /// Of what.
    pub thing: Thing,
    /// Its code, the key among the attributes of a thing.
    pub code: String,
    /// What it takes.
    pub kind: AttributeKind,
    /// Its name in the language of the request.
    pub label: String,
    /// Its name by language.
    pub labels: ByLanguage,
    /// A sentence of help in the language of the request, or empty.
    pub hint: String,
    /// A sentence of help by language.
    pub help: ByLanguage,
    /// The code of the dictionary that choices are made from.
    pub dictionary: Option<String>,
    /// What may be chosen, and archived entries that were.
    pub options: Vec<AttributeChoice>,
    /// Whether it must be given.
    pub is_required: bool,
    /// Whether buyers see and give it.
    pub is_public: bool,
    /// Its place among the attributes of its thing, from 1.
    pub position: u32,
    /// Limits of what is given.
    pub limits: Limits,
    /// Whether it is asked for no more.
    pub archived: bool,
    /// To be sent back with a change.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Something that may be chosen, or could be.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AttributeChoice {
    /// The entry's code.
    code: String,
    /// Its name in the language of the request.
    label: String,
    /// Whether it stays where it was chosen and cannot be chosen anew.
    archived: bool,
}

/// Custom attributes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AttributeDefinitionList")]
struct DefinitionList {
    /// By thing in their order, archived ones behind.
    items: Vec<DefinitionView>,
}

impl DefinitionView {
    pub(crate) fn of(definition: &Definition, position: u32, reader: &Reader) -> Self {
        let choice = |entry: &Entry| AttributeChoice {
            code: entry.code.clone(),
            label: entry.label(reader).to_owned(),
            archived: entry.is_archived,
        };
        let dictionary = definition.rule.dictionary();
        Self {
            id: definition.id,
            thing: definition.thing,
            code: definition.code.clone(),
            kind: definition.rule.kind(),
            label: definition.label(reader).to_owned(),
            labels: definition.labels.by_language().clone(),
            hint: definition.help.read(reader).to_owned(),
            help: definition.help.by_language().clone(),
            dictionary: dictionary.map(|dictionary| dictionary.code.clone()),
            options: dictionary.map_or(&[][..], |dictionary| &dictionary.entries).iter().map(choice).collect(),
            is_required: definition.is_required,
            is_public: definition.is_public,
            position,
            limits: definition.rule.limits(),
            archived: definition.is_archived,
            version: definition.version,
            created_at: definition.created_at,
            updated_at: definition.updated_at,
        }
    }
}

pub(super) fn add(routes: &mut Routes, desk: &Arc<Desk>) {
    routes
        .get("/api/v1/admin/attributes", Access::Staff(SCHEMAS_READ))
        .summary("List custom attributes")
        .query::<Filter>()
        .returns::<DefinitionList>(200)
        .handle(Arc::clone(desk), list_attributes);
    routes
        .post("/api/v1/admin/attributes", Access::Staff(SCHEMAS_WRITE))
        .summary("Make a custom attribute")
        .body::<AttributeBody>()
        .returns::<DefinitionView>(201)
        .creates()
        .handle(Arc::clone(desk), create_attribute);
    routes
        .get("/api/v1/admin/attributes/{id}", Access::Staff(SCHEMAS_READ))
        .summary("Show a custom attribute")
        .returns::<DefinitionView>(200)
        .handle(Arc::clone(desk), show_attribute);
    routes
        .patch("/api/v1/admin/attributes/{id}", Access::Staff(SCHEMAS_WRITE))
        .summary("Change what is given of a custom attribute")
        .body::<AttributePatch>()
        .returns::<DefinitionView>(200)
        .handle(Arc::clone(desk), change_attribute);
    routes
        .delete("/api/v1/admin/attributes/{id}", Access::Staff(SCHEMAS_WRITE))
        .summary("Archive a custom attribute; values stay with their things")
        .returns_nothing(204)
        .handle(Arc::clone(desk), archive_attribute);
}

fn place(position: Option<u32>) -> Option<usize> {
    position.map(|position| usize::try_from(position).unwrap_or(usize::MAX))
}

async fn list_attributes(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
) -> Result<Json<DefinitionList>, Problem> {
    Ok(Json(DefinitionList { items: desk.list_definitions(&ctx, filter.thing, filter.archived).await? }))
}

async fn create_attribute(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
    Json(body): Json<AttributeBody>,
) -> Result<Created<DefinitionView>, Problem> {
    let new = NewDefinition {
        thing: body.thing,
        code: body.code,
        kind: body.kind,
        dictionary: body.dictionary,
        labels: body.labels,
        help: body.help.unwrap_or_default(),
        is_required: body.is_required.unwrap_or(false),
        is_public: body.is_public.unwrap_or(false),
        position: place(body.position),
        limits: body.limits.unwrap_or_default(),
    };
    Ok(Created(desk.create_definition(&ctx, new).await?))
}

async fn show_attribute(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
    Path(id): Path<AttributeId>,
) -> Result<Json<DefinitionView>, Problem> {
    Ok(Json(desk.read_definition(&ctx, id).await?))
}

async fn change_attribute(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
    Path(id): Path<AttributeId>,
    Json(body): Json<AttributePatch>,
) -> Result<Json<DefinitionView>, Problem> {
    let change = DefinitionChange {
        labels: body.labels,
        help: body.help,
        is_required: body.is_required,
        is_public: body.is_public,
        position: place(body.position),
        limits: body.limits,
        is_archived: body.archived,
        version: body.version,
    };
    Ok(Json(desk.change_definition(&ctx, id, change).await?))
}

async fn archive_attribute(
    State(desk): State<Arc<Desk>>,
    Caller(ctx): Caller,
    Path(id): Path<AttributeId>,
) -> Result<StatusCode, Problem> {
    let change = DefinitionChange { is_archived: Some(true), ..DefinitionChange::default() };
    desk.change_definition(&ctx, id, change).await?;
    Ok(StatusCode::NO_CONTENT)
}
