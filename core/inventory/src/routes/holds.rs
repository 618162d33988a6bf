//! Holds for staff: keep stock for a customer until a time, keep it longer, and give it back.
//! Orders of the customer use what is held for them first.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::{HoldId, Page, Quantity, Timestamp};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::too_many;
use crate::{
    manifest::{HOLDS_WRITE, STOCK_READ},
    model::hold::HoldState,
    service::{
        Warehousing,
        holds::{HoldQuery, HoldRequest, HoldView},
    },
};

/// Lines that one hold may have.
const MOST_LINES: usize = 500;

/// Which holds are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only those in this state.
    state: Option<HoldState>,
    /// Only those for the customer with this code.
    company_code: Option<String>,
    /// Only those of the product with this code.
    sku: Option<String>,
}

/// Stock to be held.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewHold {
    /// The customer's code.
    company_code: String,
    /// Until when; from that moment on it is free again.
    until: Timestamp,
    /// What people should know about it.
    note: Option<String>,
    /// At most 500.
    lines: Vec<NewHoldLine>,
}

/// A product to be held.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewHoldLine {
    /// The product's code.
    sku: String,
    /// How many.
    quantity: Quantity,
}

/// What changes of a hold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HoldPatch {
    /// Until when it holds from now on.
    until: Timestamp,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Warehousing>) {
    routes
        .get("/api/v1/admin/stock/holds", Access::Staff(STOCK_READ))
        .summary("List stock that is held for customers, the newest first")
        .query::<Filter>()
        .paged()
        .returns::<Page<HoldView>>(200)
        .handle(Arc::clone(service), list_holds);
    routes
        .post("/api/v1/admin/stock/holds", Access::Staff(HOLDS_WRITE))
        .summary("Hold stock for a customer until a time")
        .body::<NewHold>()
        .returns::<HoldView>(201)
        .creates()
        .handle(Arc::clone(service), hold_stock);
    routes
        .get("/api/v1/admin/stock/holds/{id}", Access::Staff(STOCK_READ))
        .summary("See what is held")
        .returns::<HoldView>(200)
        .handle(Arc::clone(service), get_hold);
    routes
        .patch("/api/v1/admin/stock/holds/{id}", Access::Staff(HOLDS_WRITE))
        .summary("Hold stock until another time")
        .body::<HoldPatch>()
        .returns::<HoldView>(200)
        .handle(Arc::clone(service), extend_hold);
    routes
        .post("/api/v1/admin/stock/holds/{id}/release", Access::Staff(HOLDS_WRITE))
        .summary("Give held stock back")
        .repeatable("what is given back is not held any more")
        .returns::<HoldView>(200)
        .handle(Arc::clone(service), release_hold);
}

async fn list_holds(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<HoldView>>, Problem> {
    let query = HoldQuery { state: filter.state, company_code: filter.company_code, sku: filter.sku };
    Ok(Json(inventory.list_holds(&ctx, &query, &page).await?))
}

async fn hold_stock(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Json(new): Json<NewHold>,
) -> Result<Created<HoldView>, Problem> {
    if new.lines.len() > MOST_LINES {
        return Err(too_many("/lines", "inventory.too_many_lines", MOST_LINES));
    }
    let request = HoldRequest {
        company_code: new.company_code,
        until: new.until,
        note: new.note,
        lines: new.lines.into_iter().map(|line| (line.sku, line.quantity)).collect(),
    };
    Ok(Created(kontor_store::retry(|| inventory.hold_for_company(&ctx, &request)).await?))
}

async fn get_hold(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(id): Path<HoldId>,
) -> Result<Json<HoldView>, Problem> {
    Ok(Json(inventory.hold_view(&ctx, id).await?))
}

async fn extend_hold(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(id): Path<HoldId>,
    Json(patch): Json<HoldPatch>,
) -> Result<Json<HoldView>, Problem> {
    Ok(Json(kontor_store::retry(|| inventory.extend_for_staff(&ctx, id, patch.until)).await?))
}

async fn release_hold(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(id): Path<HoldId>,
) -> Result<Json<HoldView>, Problem> {
    Ok(Json(kontor_store::retry(|| inventory.release_for_staff(&ctx, id)).await?))
}
