//! The ledger for staff: book goods in and out, correct, move between warehouses, and read the history.
//! Entries are never changed; what was booked wrongly is corrected by another entry.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::{Page, Quantity};
use kontor_web::{Access, Caller, Created, Json, Paging, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::too_many;
use crate::{
    manifest::{STOCK_READ, STOCK_WRITE},
    model::movement::{BookedKind, MovementKind},
    service::{
        Warehousing,
        movements::{Booked, MovementQuery, MovementView, NewMovement, NewTransfer},
    },
};

/// Movements that one request may book.
const MOST_MOVEMENTS: usize = 500;

/// Which entries are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only those of the product with this code.
    sku: Option<String>,
    /// Only those of the warehouse with this code.
    warehouse: Option<String>,
    /// Only those of this kind.
    kind: Option<MovementKind>,
}

/// What is to be booked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewMovements {
    /// At most 500, each of another product or warehouse; all of them are booked or none.
    movements: Vec<MovementBody>,
}

/// A movement to be booked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MovementBody {
    /// The product's code.
    sku: String,
    /// The warehouse's code; the main one unless said otherwise.
    warehouse_code: Option<String>,
    /// Why.
    kind: BookedKind,
    /// How many; above zero, but for corrections, which say how many more or less there are.
    quantity: Quantity,
    /// Why, in words; a correction needs it.
    reason: Option<String>,
    /// A document it belongs to.
    reference: Option<String>,
}

/// Goods that go from one warehouse to another.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TransferBody {
    /// The product's code.
    sku: String,
    /// The code of the warehouse they come from.
    from_warehouse_code: String,
    /// The code of the warehouse they go to.
    to_warehouse_code: String,
    /// How many; no more than are free.
    quantity: Quantity,
    /// Why, in words.
    reason: Option<String>,
    /// A document it belongs to.
    reference: Option<String>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Warehousing>) {
    routes
        .get("/api/v1/admin/stock/movements", Access::Staff(STOCK_READ))
        .summary("List what has changed stock on hand, the newest first")
        .query::<Filter>()
        .paged()
        .returns::<Page<MovementView>>(200)
        .handle(Arc::clone(service), list_movements);
    routes
        .post("/api/v1/admin/stock/movements", Access::Staff(STOCK_WRITE))
        .summary("Book goods in or out, or correct stock on hand")
        .body::<NewMovements>()
        .returns::<Booked>(201)
        .creates()
        .handle(Arc::clone(service), book_movements);
    routes
        .post("/api/v1/admin/stock/transfers", Access::Staff(STOCK_WRITE))
        .summary("Move goods from one warehouse to another")
        .body::<TransferBody>()
        .returns::<Booked>(201)
        .creates()
        .handle(Arc::clone(service), transfer_stock);
}

async fn list_movements(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<MovementView>>, Problem> {
    let query = MovementQuery { sku: filter.sku, warehouse: filter.warehouse, kind: filter.kind };
    Ok(Json(inventory.list_movements(&ctx, &query, &page).await?))
}

async fn book_movements(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Json(new): Json<NewMovements>,
) -> Result<Created<Booked>, Problem> {
    if new.movements.len() > MOST_MOVEMENTS {
        return Err(too_many("/movements", "inventory.too_many_movements", MOST_MOVEMENTS));
    }
    let movement = |one: MovementBody| NewMovement {
        sku: one.sku,
        warehouse: one.warehouse_code,
        kind: one.kind,
        quantity: one.quantity,
        reason: one.reason,
        reference: one.reference,
    };
    let new: Vec<NewMovement> = new.movements.into_iter().map(movement).collect();
    Ok(Created(kontor_store::retry(|| inventory.book_movements(&ctx, &new)).await?))
}

async fn transfer_stock(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Json(new): Json<TransferBody>,
) -> Result<Created<Booked>, Problem> {
    let new = NewTransfer {
        sku: new.sku,
        from: new.from_warehouse_code,
        to: new.to_warehouse_code,
        quantity: new.quantity,
        reason: new.reason,
        reference: new.reference,
    };
    Ok(Created(kontor_store::retry(|| inventory.transfer(&ctx, &new)).await?))
}
