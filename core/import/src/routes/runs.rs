//! Runs for staff: listed, watched, their reports, cancelled.
//! A report is a file of its own, so that it can be opened beside the one that was imported.

use axum::{extract::State, response::Response};
use kontor_kernel::{ImportId, Page};
use kontor_web::{Access, Caller, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Written, download};
use crate::{
    csv::Kind,
    manifest::{RUNS_READ, RUNS_START},
    model::state::RunState,
    service::{Service, issues::ReportFormat, runs::RunQuery},
    view::ImportView,
};

/// Which runs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RunFilter {
    /// Only those of a kind.
    kind: Option<Kind>,
    /// Only those in a state.
    state: Option<RunState>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/imports", Access::Staff(RUNS_READ))
        .whole_tenant()
        .summary("List imports, the newest first")
        .query::<RunFilter>()
        .paged()
        .returns::<Page<ImportView>>(200)
        .handle(service.clone(), list_runs);
    routes
        .get("/api/v1/admin/imports/{id}", Access::Staff(RUNS_READ))
        .whole_tenant()
        .summary("See an import")
        .returns::<ImportView>(200)
        .handle(service.clone(), get_run);
    routes
        .get("/api/v1/admin/imports/{id}/report.csv", Access::Staff(RUNS_READ))
        .whole_tenant()
        .summary("Download what was wrong with a file, as CSV")
        .returns_nothing(200)
        .handle(service.clone(), download_report);
    routes
        .get("/api/v1/admin/imports/{id}/report.xlsx", Access::Staff(RUNS_READ))
        .whole_tenant()
        .summary("Download what was wrong with a file, as a spreadsheet")
        .returns_nothing(200)
        .handle(service.clone(), download_report_book);
    routes
        .post("/api/v1/admin/imports/{id}/cancel", Access::Staff(RUNS_START))
        .whole_tenant()
        .summary("Stop an import; rows already written stay")
        .repeatable("a run that has ended is not cancelled a second time")
        .returns::<ImportView>(200)
        .handle(service.clone(), cancel_run);
}

async fn list_runs(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<RunFilter>,
    Paging(page): Paging,
) -> Result<Json<Page<ImportView>>, Problem> {
    let query = RunQuery { kind: filter.kind, state: filter.state };
    let Page { items, next_cursor, total } = service.list_runs(&ctx, query, &page).await?;
    let items = service.views_of_list(&ctx, items).await?;
    Ok(Json(Page { items, next_cursor, total }))
}

async fn get_run(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ImportId>,
) -> Result<Json<ImportView>, Problem> {
    let run = service.run(&ctx, id).await?;
    Ok(Json(service.view(&ctx, run).await?))
}

async fn download_report(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ImportId>,
) -> Result<Response, Problem> {
    let report = service.report(&ctx, id, ReportFormat::Csv).await?;
    Ok(download(report, Written::Csv, &format!("import-{id}")))
}

async fn download_report_book(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ImportId>,
) -> Result<Response, Problem> {
    let report = service.report(&ctx, id, ReportFormat::Xlsx).await?;
    Ok(download(report, Written::Xlsx, &format!("import-{id}")))
}

async fn cancel_run(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ImportId>,
) -> Result<Json<ImportView>, Problem> {
    let run = service.cancel(&ctx, id).await?;
    Ok(Json(service.view(&ctx, run).await?))
}
