//! Mappings that are kept: who may import may keep how files are read.
//! An upload names one by its name.

use axum::{extract::State, http::StatusCode};
use kontor_kernel::{ImportMappingId, Page};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    csv::Kind,
    manifest::{RUNS_READ, RUNS_START},
    model::mapping::Mapping,
    service::{Service, mappings::MappingView},
};

/// Which mappings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MappingFilter {
    /// Only those for files of a kind.
    kind: Option<Kind>,
}

/// A mapping to be kept.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewImportMapping")]
struct NewMapping {
    /// The kind of files it is for.
    kind: Kind,
    /// Its name, 1 to 100 characters, unique for the kind whatever its case.
    name: String,
    /// What it says.
    mapping: Mapping,
}

/// A mapping as it shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ChangedImportMapping")]
struct ChangedMapping {
    /// Its name.
    name: String,
    /// What it says.
    mapping: Mapping,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/import-mappings", Access::Staff(RUNS_READ))
        .whole_tenant()
        .summary("List mappings, the newest first")
        .query::<MappingFilter>()
        .paged()
        .returns::<Page<MappingView>>(200)
        .handle(service.clone(), list_mappings);
    routes
        .post("/api/v1/admin/import-mappings", Access::Staff(RUNS_START))
        .whole_tenant()
        .summary("Keep a mapping")
        .body::<NewMapping>()
        .returns::<MappingView>(201)
        .creates()
        .handle(service.clone(), create_mapping);
    routes
        .put("/api/v1/admin/import-mappings/{id}", Access::Staff(RUNS_START))
        .whole_tenant()
        .summary("Change a mapping")
        .body::<ChangedMapping>()
        .returns::<MappingView>(200)
        .handle(service.clone(), change_mapping);
    routes
        .delete("/api/v1/admin/import-mappings/{id}", Access::Staff(RUNS_START))
        .whole_tenant()
        .summary("Remove a mapping; imports that used it keep theirs")
        .returns_nothing(204)
        .handle(service.clone(), remove_mapping);
}

async fn list_mappings(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<MappingFilter>,
    Paging(page): Paging,
) -> Result<Json<Page<MappingView>>, Problem> {
    Ok(Json(service.list_mappings(&ctx, filter.kind, &page).await?))
}

async fn create_mapping(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(new): Json<NewMapping>,
) -> Result<Created<MappingView>, Problem> {
    Ok(Created(service.create_mapping(&ctx, new.kind, &new.name, &new.mapping).await?))
}

async fn change_mapping(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ImportMappingId>,
    Json(changed): Json<ChangedMapping>,
) -> Result<Json<MappingView>, Problem> {
    Ok(Json(service.change_mapping(&ctx, id, &changed.name, &changed.mapping).await?))
}

async fn remove_mapping(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ImportMappingId>,
) -> Result<StatusCode, Problem> {
    service.remove_mapping(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
