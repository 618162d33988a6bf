//! Quick order: many articles by their codes, looked at first and then put into a cart together.
//! Looking writes nothing; adding puts in all rows or none.

use axum::{body::to_bytes, extract::State};
use kontor_contract::{
    imports::SmallTables,
    orders::{CartView, QuickOrder, QuickOrderView, QuickRow},
};
use kontor_kernel::{CartId, Quantity};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, Upload};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::OWN_PLACE,
    service::{MOST_LINES, Service},
};

/// Rows as they were typed, pasted, scanned or read off a file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rows {
    /// At most 2,000.
    lines: Vec<Row>,
}

/// A row.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    /// The shop's code, a maker's, the company's own, or a barcode; whatever its case.
    code: String,
    /// How many, above zero; one where nothing is said.
    quantity: Option<Quantity>,
    /// The code of a unit in which it can be ordered; the one that the code is on, or the product's own, where none is named.
    unit: Option<String>,
}

impl From<Row> for QuickRow {
    fn from(row: Row) -> Self {
        let Row { code, quantity, unit } = row;
        Self { code, quantity, unit }
    }
}

/// The cells of a file as text.
#[derive(Debug, Serialize, JsonSchema)]
struct Cells {
    /// Row by row; the first one may be a heading.
    rows: Vec<Vec<String>>,
}

/// Files of rows: two thousand of them are far below.
const MOST_BYTES: usize = 2 * 1024 * 1024;
const MEDIA_TYPES: [&str; 3] =
    ["text/csv", "text/plain", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

impl Rows {
    pub(super) fn read(self) -> Vec<QuickRow> {
        self.lines.into_iter().map(QuickRow::from).collect()
    }
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/quick-order", Access::Buyer(OWN_PLACE))
        .summary("Look at many articles by their codes before they go into a cart")
        .repeatable("it only looks")
        .body::<Rows>()
        .returns::<QuickOrderView>(200)
        .handle(service.clone(), look);
    routes
        .post("/api/v1/quick-order/file", Access::Buyer(OWN_PLACE))
        .summary("Read the rows of a file, CSV or XLSX, of 2 MiB and 2,000 rows at the most")
        .repeatable("nothing of it is kept")
        .text_body(&MEDIA_TYPES)
        .body_limit(MOST_BYTES)
        .returns::<Cells>(200)
        .handle(service.clone(), read_file);
    routes
        .post("/api/v1/carts/{id}/lines/batch", Access::Buyer(OWN_PLACE))
        .summary("Add many products to a cart, all of them or none")
        .creates()
        .body::<Rows>()
        .returns::<CartView>(201)
        .handle(service.clone(), add);
}

async fn look(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Rows>,
) -> Result<Json<QuickOrderView>, Problem> {
    Ok(Json(service.look(&ctx, &body.read()).await?))
}

async fn read_file(State(service): State<Service>, upload: Upload) -> Result<Json<Cells>, Problem> {
    let bytes = to_bytes(upload.body, MOST_BYTES).await;
    let bytes = bytes.map_err(|_| Problem::bad_request().detail("The file did not arrive whole; send it again."))?;
    let tables = service.boot.ports.get::<dyn SmallTables>()?;
    Ok(Json(Cells { rows: tables.rows(bytes, MOST_LINES + 1).await? }))
}

async fn add(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    Json(body): Json<Rows>,
) -> Result<Created<CartView>, Problem> {
    Ok(Created(service.add_rows(&ctx, id, &body.read()).await?))
}
