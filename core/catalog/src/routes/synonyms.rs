//! Synonyms for staff: listing, making, setting and removing what people also call things.
//! They hold for searches from the next second on.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use kontor_kernel::Locale;
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entities::synonym::SynonymId,
    manifest::SEARCH_WRITE,
    service::{
        Catalogue,
        synonyms::{SynonymEntry, SynonymView},
    },
};

/// Words that mean the same.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SynonymBody {
    /// The language they belong to.
    language: Locale,
    /// What people look for, one word or a few.
    phrase: String,
    /// What is found as well, 1 to 20 phrases.
    means: Vec<String>,
    /// Whether each of them stands for every other one; so unless said otherwise. If not, only the phrase finds the others.
    both_ways: Option<bool>,
}

impl From<SynonymBody> for SynonymEntry {
    fn from(body: SynonymBody) -> Self {
        let both_ways = body.both_ways.unwrap_or(true);
        Self { language: body.language, phrase: body.phrase, means: body.means, both_ways }
    }
}

/// Synonyms.
#[derive(Debug, Serialize, JsonSchema)]
struct SynonymList {
    /// By language and phrase.
    items: Vec<SynonymView>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/synonyms", Access::Staff(SEARCH_WRITE))
        .summary("List words that mean the same in searches")
        .returns::<SynonymList>(200)
        .handle(Arc::clone(service), list_synonyms);
    routes
        .post("/api/v1/admin/synonyms", Access::Staff(SEARCH_WRITE))
        .summary("Make words mean the same in searches")
        .body::<SynonymBody>()
        .returns::<SynonymView>(201)
        .creates()
        .handle(Arc::clone(service), create_synonym);
    routes
        .put("/api/v1/admin/synonyms/{id}", Access::Staff(SEARCH_WRITE))
        .summary("Set words that mean the same in searches")
        .body::<SynonymBody>()
        .returns::<SynonymView>(200)
        .handle(Arc::clone(service), set_synonym);
    routes
        .delete("/api/v1/admin/synonyms/{id}", Access::Staff(SEARCH_WRITE))
        .summary("Let words no longer mean the same in searches")
        .returns_nothing(204)
        .handle(Arc::clone(service), remove_synonym);
}

async fn list_synonyms(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
) -> Result<Json<SynonymList>, Problem> {
    Ok(Json(SynonymList { items: catalogue.list_synonyms(&ctx).await? }))
}

async fn create_synonym(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(body): Json<SynonymBody>,
) -> Result<Created<SynonymView>, Problem> {
    Ok(Created(catalogue.create_synonym(&ctx, body.into()).await?))
}

async fn set_synonym(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<SynonymId>,
    Json(body): Json<SynonymBody>,
) -> Result<Json<SynonymView>, Problem> {
    Ok(Json(catalogue.set_synonym(&ctx, id, body.into()).await?))
}

async fn remove_synonym(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<SynonymId>,
) -> Result<StatusCode, Problem> {
    catalogue.remove_synonym(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
