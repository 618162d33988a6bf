//! What operators ask a server on any host: whether it lives, whether it is ready, its metrics and the API document.
//! None of these touches a tenant.

use std::{future::Future, sync::Arc};

use axum::{
    extract::Request,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    access::Access,
    extract::{Json, Passage},
    metrics,
    problem::Problem,
    routes::Routes,
};

type Ready = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// The answer to a question about health.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Health {
    /// `ok`.
    pub status: &'static str,
}

/// The operators' routes. `ready` says why the server cannot serve yet or any more, such as an unreachable database.
#[must_use]
pub fn routes<F, Fut>(ready: F) -> Routes
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(), String>> + Send + 'static,
{
    let ready: Ready = Arc::new(move || Box::pin(ready()));
    let mut routes = Routes::new("ops");
    routes
        .get("/healthz", Access::AnyHost)
        .summary("Whether the process lives")
        .returns::<Health>(200)
        .handle((), get_health);
    routes
        .get("/readyz", Access::AnyHost)
        .summary("Whether requests can be served")
        .returns::<Health>(200)
        .handle(ready, get_readiness);
    routes
        .get("/metrics", Access::AnyHost)
        .summary("Metrics in Prometheus' text format")
        .returns_nothing(200)
        .handle((), get_metrics);
    routes
        .get("/api/openapi.json", Access::AnyHost)
        .summary("This document")
        .returns_nothing(200)
        .handle((), get_document);
    routes
}

async fn get_health() -> Json<Health> {
    Json(Health { status: "ok" })
}

async fn get_readiness(axum::extract::State(ready): axum::extract::State<Ready>) -> Result<Json<Health>, Problem> {
    match ready().await {
        Ok(()) => Ok(Json(Health { status: "ok" })),
        Err(reason) => {
            tracing::warn!(reason, "not ready");
            Err(Problem::unavailable().code("server.not_ready"))
        }
    }
}

async fn get_metrics() -> Result<Response, Problem> {
    let text = metrics::text().map_err(|cause| {
        tracing::error!(%cause, "the metrics cannot be written");
        Problem::failed()
    })?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"))], text)
        .into_response())
}

async fn get_document(request: Request) -> Response {
    let document = request.extensions().get::<Passage>().map(Passage::document).unwrap_or_default();
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], document).into_response()
}
