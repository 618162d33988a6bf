//! The trail's routes, all for staff: searching, looking at one entry, exporting, checking.
//! There is none that changes or deletes an entry, and none that records one.

use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kontor_kernel::{AuditEntryId, Page};
use kontor_web::{Access, Caller, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    error::AuditError,
    manifest::{MANIFEST, TRAIL_CHECK, TRAIL_READ},
    service::{
        Service,
        check::Report,
        heads::Head,
        trail::{EntryView, TrailFilter},
    },
};

/// A head that was kept elsewhere: from the log, the event or the last line of an export.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KnownHead {
    /// Its position.
    position: Option<i64>,
    /// Its hash.
    hash: Option<String>,
}

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    routes
        .get("/api/v1/admin/audit", Access::Staff(TRAIL_READ))
        .whole_tenant()
        .summary("Search the audit trail, the newest first")
        .query::<TrailFilter>()
        .paged()
        .returns::<Page<EntryView>>(200)
        .handle(service.clone(), list_entries);
    routes
        .get("/api/v1/admin/audit/{id}", Access::Staff(TRAIL_READ))
        .whole_tenant()
        .summary("See an entry of the audit trail with what it changed")
        .returns::<EntryView>(200)
        .handle(service.clone(), get_entry);
    routes
        .get("/api/v1/admin/audit.csv", Access::Staff(TRAIL_READ))
        .whole_tenant()
        .summary("Download the audit trail as CSV, with the head of its chain on the last line")
        .query::<TrailFilter>()
        .returns_nothing(200)
        .handle(service.clone(), export_entries);
    routes
        .post("/api/v1/admin/audit/check", Access::Staff(TRAIL_CHECK))
        .whole_tenant()
        .summary("Check that nothing of the audit trail was changed; a head kept elsewhere must still be part of it")
        .repeatable("it only looks")
        .query::<KnownHead>()
        .returns::<Report>(200)
        .handle(service.clone(), check_trail);
    routes
}

async fn list_entries(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<TrailFilter>,
    Paging(page): Paging,
) -> Result<Json<Page<EntryView>>, Problem> {
    Ok(Json(service.list(&ctx, &filter, &page).await?))
}

async fn get_entry(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<AuditEntryId>,
) -> Result<Json<EntryView>, Problem> {
    Ok(Json(service.entry(&ctx, id).await?))
}

async fn export_entries(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<TrailFilter>,
) -> Response {
    let disposition = format!("attachment; filename=\"audit-{}.csv\"", ctx.tenant_facts().code);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, Body::from_stream(service.as_csv(&ctx, filter))).into_response()
}

async fn check_trail(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(known): Query<KnownHead>,
) -> Result<Json<Report>, Problem> {
    let known = match (known.position, known.hash) {
        (Some(position), Some(hash)) => Some(Head { position, hash }),
        (None, None) => None,
        _ => return Err(AuditError::HalfAHead.into()),
    };
    Ok(Json(service.check(&ctx, known.as_ref()).await?))
}
