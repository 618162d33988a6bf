//! Codes for staff: listing, making one, generating many, assigning, blocking, and a file of them.
//! Many are made by a job; its batch says how far it is.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kontor_kernel::{BusinessDate, CompanyId, Page, UserId};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    ids::{BatchId, CodeId, PromotionId},
    manifest::{CODES_READ, CODES_WRITE},
    service::{BatchView, CodeFacts, CodeFilter, CodeState, CodeView, LimitsView, NewBatch, NewCode, Promoting},
};

/// Which codes are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only those of this promotion.
    #[schemars(with = "Option<String>")]
    promotion_id: Option<PromotionId>,
    /// Only those of this batch.
    #[schemars(with = "Option<String>")]
    batch_id: Option<BatchId>,
    /// Only those that this company was given.
    company_id: Option<CompanyId>,
    /// Only those that this person was given.
    user_id: Option<UserId>,
    /// Only those in this state.
    state: Option<CodeState>,
    /// The beginning of the code; case, blanks and dashes make no difference.
    q: Option<String>,
}

impl From<Filter> for CodeFilter {
    fn from(filter: Filter) -> Self {
        Self {
            promotion: filter.promotion_id,
            batch: filter.batch_id,
            company: filter.company_id,
            user: filter.user_id,
            state: filter.state,
            q: filter.q,
        }
    }
}

/// A code to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewCodeBody {
    /// The code; case, blanks and dashes make no difference when it is entered.
    code: String,
    /// The company it is for, and that alone; everybody's where nothing is said.
    company_id: Option<CompanyId>,
    /// The person it is for.
    user_id: Option<UserId>,
    /// The first day.
    valid_from: Option<BusinessDate>,
    /// The last day.
    valid_to: Option<BusinessDate>,
    /// How often it may be used.
    limits: Option<LimitsView>,
}

/// Codes to be generated.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewBatchBody {
    /// 1 to 100,000.
    count: i64,
    /// How they begin.
    prefix: Option<String>,
    /// How many signs of each are drawn, 8 to 20; 10 where nothing is said.
    length: Option<usize>,
    /// The company they are for, and that alone; everybody's where nothing is said.
    company_id: Option<CompanyId>,
    /// The person they are for.
    user_id: Option<UserId>,
    /// The first day.
    valid_from: Option<BusinessDate>,
    /// The last day.
    valid_to: Option<BusinessDate>,
    /// How often each of them may be used; once where nothing is said.
    limits: Option<LimitsView>,
}

/// What changes of a code; what is left out stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CodePatch {
    /// All that it is given.
    given: Option<CodeFacts>,
    /// Blocks it, or lets it be used again.
    state: Option<CodeState>,
    /// The version the change was made from; any where none is named.
    version: Option<i64>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Promoting>) {
    routes
        .get("/api/v1/admin/promotion-codes", Access::Staff(CODES_READ))
        .summary("List codes in their order")
        .query::<Filter>()
        .paged()
        .returns::<Page<CodeView>>(200)
        .handle(Arc::clone(service), list_codes);
    routes
        .get("/api/v1/admin/promotion-codes.csv", Access::Staff(CODES_READ))
        .summary("Download codes as CSV")
        .query::<Filter>()
        .returns_nothing(200)
        .handle(Arc::clone(service), export_codes);
    routes
        .get("/api/v1/admin/promotion-codes/{id}", Access::Staff(CODES_READ))
        .summary("See a code")
        .returns::<CodeView>(200)
        .handle(Arc::clone(service), get_code);
    routes
        .patch("/api/v1/admin/promotion-codes/{id}", Access::Staff(CODES_WRITE))
        .whole_tenant()
        .summary("Assign a code, limit it, block it or let it be used again")
        .body::<CodePatch>()
        .returns::<CodeView>(200)
        .handle(Arc::clone(service), change_code);
    routes
        .post("/api/v1/admin/promotions/{id}/codes", Access::Staff(CODES_WRITE))
        .whole_tenant()
        .summary("Make a code for a promotion")
        .body::<NewCodeBody>()
        .returns::<CodeView>(201)
        .creates()
        .handle(Arc::clone(service), create_code);
    add_batches(routes, service);
}

fn add_batches(routes: &mut Routes, service: &Arc<Promoting>) {
    routes
        .post("/api/v1/admin/promotions/{id}/code-batches", Access::Staff(CODES_WRITE))
        .whole_tenant()
        .summary("Generate codes for a promotion; a job makes them")
        .body::<NewBatchBody>()
        .returns::<BatchView>(201)
        .creates()
        .handle(Arc::clone(service), create_batch);
    routes
        .get("/api/v1/admin/promotion-code-batches/{id}", Access::Staff(CODES_READ))
        .whole_tenant()
        .summary("See how far the generation of codes is")
        .returns::<BatchView>(200)
        .handle(Arc::clone(service), get_batch);
}

async fn list_codes(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<CodeView>>, Problem> {
    Ok(Json(service.list_codes(&ctx, &filter.into(), &page).await?))
}

async fn export_codes(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
) -> Response {
    let disposition = format!("attachment; filename=\"codes-{}.csv\"", ctx.tenant_facts().code);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, Body::from_stream(service.codes_as_csv(&ctx, filter.into()))).into_response()
}

async fn get_code(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Path(id): Path<CodeId>,
) -> Result<Json<CodeView>, Problem> {
    Ok(Json(service.read_code(&ctx, id).await?))
}

async fn change_code(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Path(id): Path<CodeId>,
    Json(patch): Json<CodePatch>,
) -> Result<Json<CodeView>, Problem> {
    let change = || service.change_code(&ctx, id, patch.given.clone(), patch.state, patch.version);
    Ok(Json(kontor_store::retry(change).await?))
}

async fn create_code(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Path(id): Path<PromotionId>,
    Json(new): Json<NewCodeBody>,
) -> Result<Created<CodeView>, Problem> {
    let given = CodeFacts {
        company_id: new.company_id,
        user_id: new.user_id,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        limits: new.limits.unwrap_or_default(),
    };
    let new = NewCode { code: new.code, given };
    Ok(Created(kontor_store::retry(|| service.create_code(&ctx, id, new.clone())).await?))
}

async fn create_batch(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Path(id): Path<PromotionId>,
    Json(new): Json<NewBatchBody>,
) -> Result<Created<BatchView>, Problem> {
    let once = LimitsView { total: Some(1), per_company: None, per_person: None };
    let given = CodeFacts {
        company_id: new.company_id,
        user_id: new.user_id,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        limits: new.limits.unwrap_or(once),
    };
    let new = NewBatch { count: new.count, prefix: new.prefix, length: new.length, given };
    Ok(Created(kontor_store::retry(|| service.create_batch(&ctx, id, new.clone())).await?))
}

async fn get_batch(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Path(id): Path<BatchId>,
) -> Result<Json<BatchView>, Problem> {
    Ok(Json(service.read_batch(&ctx, id).await?))
}
