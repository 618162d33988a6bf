//! The stock list, and counting.
//! A count sets what stands there; what is reserved is left alone.

use std::sync::Arc;

use axum::extract::State;
use kontor_contract::imports::StockRow;
use kontor_kernel::{Page, Quantity};
use kontor_web::{Access, Caller, Json, Paging, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::{STOCK_READ, STOCK_WRITE},
    service::{Warehousing, list::StockView},
};

/// Levels that one request may set. More belong into an import.
const MOST_LEVELS: usize = 2_000;

/// Which stock is looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Part of a product's name or code.
    q: Option<String>,
    /// A warehouse's code.
    warehouse: Option<String>,
}

/// Stock to be set.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewLevels {
    /// At most 2,000.
    levels: Vec<NewLevel>,
}

/// How much of a product stands in a warehouse.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewLevel {
    /// The product's code.
    sku: String,
    /// The warehouse's code; the main one unless said otherwise.
    warehouse_code: Option<String>,
    /// How many stand there.
    on_hand: Quantity,
}

/// What setting stock did.
#[derive(Debug, Serialize, JsonSchema)]
struct AppliedView {
    /// New.
    created: u64,
    /// Changed.
    updated: u64,
    /// As they were.
    unchanged: u64,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Warehousing>) {
    routes
        .get("/api/v1/admin/stock", Access::Staff(STOCK_READ))
        .summary("List stock by product and warehouse")
        .query::<Filter>()
        .paged()
        .returns::<Page<StockView>>(200)
        .handle(Arc::clone(service), list_stock);
    routes
        .put("/api/v1/admin/stock", Access::Staff(STOCK_WRITE))
        .summary("Set stock on hand; other levels stay as they are")
        .body::<NewLevels>()
        .returns::<AppliedView>(200)
        .handle(Arc::clone(service), set_stock);
}

async fn list_stock(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<StockView>>, Problem> {
    Ok(Json(inventory.list(&ctx, filter.q.as_deref(), filter.warehouse.as_deref(), &page).await?))
}

async fn set_stock(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Json(new): Json<NewLevels>,
) -> Result<Json<AppliedView>, Problem> {
    if new.levels.len() > MOST_LEVELS {
        let detail = format!("At most {MOST_LEVELS} levels are taken at once; import a file for more.");
        return Err(Problem::unprocessable()
            .code("inventory.too_many_levels")
            .field("/levels", "too_many", detail.clone())
            .detail(detail));
    }
    let row = |level: NewLevel| StockRow { sku: level.sku, warehouse: level.warehouse_code, on_hand: level.on_hand };
    let rows: Vec<StockRow> = new.levels.into_iter().map(row).collect();
    let applied = inventory.set(&ctx, &rows).await?;
    Ok(Json(AppliedView { created: applied.created, updated: applied.updated, unchanged: applied.unchanged }))
}
