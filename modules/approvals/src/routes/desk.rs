//! The desk: orders that wait for whoever asks, and those they have asked for; approving and rejecting.
//! Staff see which orders of customers wait, and decide none of them.

use axum::extract::State;
use kontor_kernel::Page;
use kontor_web::{Access, Caller, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    entities::requests::RequestId,
    error::ApprovalsResult,
    manifest::{DESK_USE, OWN_RULES_MANAGE, RULES_READ},
    model::state::RequestState,
    service::{
        Service,
        fields::required,
        requests::{RequestSummary, RequestView, Shown},
    },
};

/// Which requests of one's company.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Which {
    /// Those that one may decide now.
    #[default]
    ToDecide,
    /// Those of orders that one has placed.
    Mine,
    /// All; for whoever sets the company's rules.
    All,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeskFilter {
    /// `to_decide` where nothing is said, `mine` or `all`.
    show: Option<Which>,
    /// Of all, only those that stand so.
    state: Option<RequestState>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StaffFilter {
    /// Only those that stand so.
    state: Option<RequestState>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ApprovalBody {
    /// What the buyer and later approvers should know, up to 500 characters.
    comment: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RejectionBody {
    /// Why, 1 to 500 characters; the buyer reads it.
    reason: String,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/approvals", Access::Buyer(DESK_USE))
        .summary("List orders that wait for oneself, or that one has asked for")
        .query::<DeskFilter>()
        .paged()
        .returns::<Page<RequestSummary>>(200)
        .handle(service.clone(), list_requests);
    routes
        .get("/api/v1/approvals/{id}", Access::Buyer(DESK_USE))
        .summary("See an order that waits, and what was decided")
        .returns::<RequestView>(200)
        .handle(service.clone(), get_request);
    routes
        .post("/api/v1/approvals/{id}/approve", Access::Buyer(DESK_USE))
        .summary("Approve an order")
        .repeatable("a step is decided once")
        .body::<ApprovalBody>()
        .returns::<RequestView>(200)
        .handle(service.clone(), approve_request);
    routes
        .post("/api/v1/approvals/{id}/reject", Access::Buyer(DESK_USE))
        .summary("Reject an order, which ends it")
        .repeatable("a step is decided once")
        .body::<RejectionBody>()
        .returns::<RequestView>(200)
        .handle(service.clone(), reject_request);
    routes
        .get("/api/v1/admin/approvals/requests", Access::Staff(RULES_READ))
        .summary("List orders of customers that wait for their own approvers")
        .query::<StaffFilter>()
        .paged()
        .returns::<Page<RequestSummary>>(200)
        .handle(service.clone(), list_all_requests);
    routes
        .get("/api/v1/admin/approvals/requests/{id}", Access::Staff(RULES_READ))
        .summary("See an order that waits for a customer's own approvers")
        .returns::<RequestView>(200)
        .handle(service.clone(), get_request);
}

async fn list_requests(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<DeskFilter>,
    Paging(page): Paging,
) -> Result<Json<Page<RequestSummary>>, Problem> {
    let shown = match filter.show.unwrap_or_default() {
        Which::ToDecide => Shown::ToDecide,
        Which::Mine => Shown::Own,
        Which::All if ctx.allows(OWN_RULES_MANAGE) => Shown::All(filter.state),
        Which::All => return Err(Problem::forbidden(OWN_RULES_MANAGE)),
    };
    Ok(Json(service.list_requests(&ctx, shown, &page).await?))
}

async fn list_all_requests(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<StaffFilter>,
    Paging(page): Paging,
) -> Result<Json<Page<RequestSummary>>, Problem> {
    Ok(Json(service.list_requests(&ctx, Shown::All(filter.state), &page).await?))
}

async fn get_request(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RequestId>,
) -> Result<Json<RequestView>, Problem> {
    Ok(Json(service.request_view(&ctx, id).await?))
}

async fn approve_request(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RequestId>,
    Json(body): Json<ApprovalBody>,
) -> Result<Json<RequestView>, Problem> {
    let comment = words(body.comment.as_deref(), "/comment")?;
    Ok(Json(service.approve(&ctx, id, comment.as_deref()).await?))
}

async fn reject_request(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RequestId>,
    Json(body): Json<RejectionBody>,
) -> Result<Json<RequestView>, Problem> {
    let reason = required(&body.reason, "/reason", 500)?;
    Ok(Json(service.reject(&ctx, id, &reason).await?))
}

/// A text that may be left out.
fn words(text: Option<&str>, pointer: &str) -> ApprovalsResult<Option<String>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| required(text, pointer, 500)).transpose()
}
