//! Goods that are expected, for staff: write down, put off, receive and give up.
//! Receiving books the goods and closes what was expected.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use kontor_kernel::{BusinessDate, ExpectedReceiptId, Page, Quantity};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{STOCK_READ, STOCK_WRITE},
    service::{
        Warehousing,
        expected::{
            ExpectedChange, ExpectedQuery, ExpectedState, ExpectedView, NewExpected as Wanted, Receipt, Received,
        },
    },
};

/// Which of it is looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only of the product with this code.
    sku: Option<String>,
    /// Only in the warehouse with this code.
    warehouse: Option<String>,
    /// Only in this state.
    state: Option<ExpectedState>,
}

/// Goods that are expected.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewExpected {
    /// The product's code.
    sku: String,
    /// The warehouse's code; the main one unless said otherwise.
    warehouse_code: Option<String>,
    /// The day.
    due_on: BusinessDate,
    /// How many.
    quantity: Quantity,
    /// A document it belongs to, such as the order at the supplier's.
    reference: Option<String>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExpectedPatch {
    /// The day.
    due_on: Option<BusinessDate>,
    /// How many, with those that came in already.
    quantity: Option<Quantity>,
    /// A document it belongs to.
    reference: Option<String>,
}

/// What came in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewReceipt {
    /// How many; all that are still to come unless said otherwise.
    quantity: Option<Quantity>,
    /// Whether the rest will not come.
    is_last: Option<bool>,
    /// The document that came with it.
    reference: Option<String>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Warehousing>) {
    routes
        .get("/api/v1/admin/stock/expected", Access::Staff(STOCK_READ))
        .summary("List goods that are expected, by day")
        .query::<Filter>()
        .paged()
        .returns::<Page<ExpectedView>>(200)
        .handle(Arc::clone(service), list_expected);
    routes
        .post("/api/v1/admin/stock/expected", Access::Staff(STOCK_WRITE))
        .summary("Write down that goods are expected")
        .body::<NewExpected>()
        .returns::<ExpectedView>(201)
        .creates()
        .handle(Arc::clone(service), expect_stock);
    routes
        .patch("/api/v1/admin/stock/expected/{id}", Access::Staff(STOCK_WRITE))
        .summary("Change what is expected")
        .body::<ExpectedPatch>()
        .returns::<ExpectedView>(200)
        .handle(Arc::clone(service), change_expected);
    routes
        .delete("/api/v1/admin/stock/expected/{id}", Access::Staff(STOCK_WRITE))
        .summary("Give up what is still to come")
        .returns_nothing(204)
        .handle(Arc::clone(service), cancel_expected);
    routes
        .post("/api/v1/admin/stock/expected/{id}/receipts", Access::Staff(STOCK_WRITE))
        .summary("Take in what has come")
        .body::<NewReceipt>()
        .returns::<Received>(201)
        .creates()
        .handle(Arc::clone(service), receive_expected);
}

async fn list_expected(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<ExpectedView>>, Problem> {
    let query = ExpectedQuery { sku: filter.sku, warehouse: filter.warehouse, state: filter.state };
    Ok(Json(inventory.list_expected(&ctx, &query, &page).await?))
}

async fn expect_stock(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Json(new): Json<NewExpected>,
) -> Result<Created<ExpectedView>, Problem> {
    let new = Wanted {
        sku: new.sku,
        warehouse: new.warehouse_code,
        due_on: new.due_on,
        quantity: new.quantity,
        reference: new.reference,
    };
    Ok(Created(inventory.expect(&ctx, &new).await?))
}

async fn change_expected(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(id): Path<ExpectedReceiptId>,
    Json(patch): Json<ExpectedPatch>,
) -> Result<Json<ExpectedView>, Problem> {
    let change = ExpectedChange { due_on: patch.due_on, quantity: patch.quantity, reference: patch.reference };
    Ok(Json(inventory.change_expected(&ctx, id, &change).await?))
}

async fn cancel_expected(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(id): Path<ExpectedReceiptId>,
) -> Result<StatusCode, Problem> {
    inventory.cancel_expected(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn receive_expected(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(id): Path<ExpectedReceiptId>,
    Json(new): Json<NewReceipt>,
) -> Result<Created<Received>, Problem> {
    let is_last = new.is_last.unwrap_or(false);
    let receipt = Receipt { quantity: new.quantity, is_last, reference: new.reference };
    Ok(Created(kontor_store::retry(|| inventory.receive(&ctx, id, &receipt)).await?))
}
