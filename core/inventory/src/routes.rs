//! The inventory's routes, all for staff.
//! Handlers read the request, call the service and turn the answer into JSON.

use std::sync::Arc;

use axum::extract::State;
use kontor_contract::{Fault, imports::StockRow};
use kontor_kernel::{Page, Quantity};
use kontor_web::{Access, Caller, Created, Json, Paging, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::InventoryError,
    manifest::{MANIFEST, STOCK_READ, STOCK_WRITE, WAREHOUSES_WRITE},
    service::{
        Warehousing,
        list::{StockView, WarehouseView},
    },
};

/// Levels that one request may set. More belong into an import.
const MOST_LEVELS: usize = 2_000;

/// Warehouses.
#[derive(Debug, Serialize, JsonSchema)]
struct Warehouses {
    /// The main one first, then by code.
    items: Vec<WarehouseView>,
}

/// A new warehouse.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewWarehouse {
    /// Its code, unique whatever its case.
    code: String,
    /// Its name.
    name: String,
}

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

impl From<InventoryError> for Problem {
    fn from(error: InventoryError) -> Self {
        Fault::from(error).into()
    }
}

/// All of them.
pub(crate) fn all(service: &Arc<Warehousing>) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    routes
        .get("/api/v1/admin/warehouses", Access::Staff(STOCK_READ))
        .summary("List warehouses")
        .returns::<Warehouses>(200)
        .handle(Arc::clone(service), list_warehouses);
    routes
        .post("/api/v1/admin/warehouses", Access::Staff(WAREHOUSES_WRITE))
        .summary("Open a warehouse; the first one is the main one")
        .body::<NewWarehouse>()
        .returns::<WarehouseView>(201)
        .creates()
        .handle(Arc::clone(service), create_warehouse);
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
    routes
}

async fn list_warehouses(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
) -> Result<Json<Warehouses>, Problem> {
    let items = inventory.all_warehouses(&ctx).await?.into_iter().map(WarehouseView::from).collect();
    Ok(Json(Warehouses { items }))
}

async fn create_warehouse(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Json(new): Json<NewWarehouse>,
) -> Result<Created<WarehouseView>, Problem> {
    Ok(Created(inventory.create_warehouse(&ctx, &new.code, &new.name).await?))
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
