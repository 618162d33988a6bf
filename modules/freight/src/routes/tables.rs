//! Tables of prices: staff list, see, make, replace and delete them, each with all of its brackets.
//! A table is written whole or not at all.

use axum::{extract::State, http::StatusCode};
use kontor_contract::audit::Change;
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use super::{check_version, forget_after, kept, way_and_zone};
use crate::{
    entities::tables,
    error::FreightError,
    manifest::{RATES_READ, RATES_WRITE},
    model::table::TableId,
    rows::said,
    service::Desk,
    wire::table::TableBody,
};

const TABLE: &str = "freight table";

/// A table as it is kept.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TableView {
    #[schemars(with = "String")]
    id: TableId,
    /// Rises with every change.
    version: i64,
    created_at: Timestamp,
    pub(super) table: TableBody,
}

/// Tables, the oldest first.
#[derive(Debug, Serialize, JsonSchema)]
struct TableList {
    items: Vec<TableView>,
}

/// A table as it is to be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TableChange {
    /// The version the change was made from; refused where it is not the newest.
    version: Option<i64>,
    table: TableBody,
}

pub(super) fn add(routes: &mut Routes, desk: &Desk) {
    routes
        .get("/api/v1/admin/freight/tables", Access::Staff(RATES_READ))
        .summary("List tables of prices with their brackets")
        .returns::<TableList>(200)
        .handle(desk.clone(), list_tables);
    routes
        .post("/api/v1/admin/freight/tables", Access::Staff(RATES_WRITE))
        .summary("Make a table of prices")
        .creates()
        .body::<TableBody>()
        .returns::<TableView>(201)
        .handle(desk.clone(), create_table);
    add_one(routes, desk);
}

fn add_one(routes: &mut Routes, desk: &Desk) {
    routes
        .get("/api/v1/admin/freight/tables/{id}", Access::Staff(RATES_READ))
        .summary("See a table of prices")
        .returns::<TableView>(200)
        .handle(desk.clone(), get_table);
    routes
        .put("/api/v1/admin/freight/tables/{id}", Access::Staff(RATES_WRITE))
        .summary("Replace a table of prices with all of its brackets")
        .body::<TableChange>()
        .returns::<TableView>(200)
        .handle(desk.clone(), replace_table);
    routes
        .delete("/api/v1/admin/freight/tables/{id}", Access::Staff(RATES_WRITE))
        .summary("Delete a table of prices")
        .returns_nothing(204)
        .handle(desk.clone(), delete_table);
}

async fn list_tables(State(desk): State<Desk>, Caller(ctx): Caller) -> Result<Json<TableList>, Problem> {
    let tx = desk.boot.store.read(&ctx).await?;
    let rows = tx.find::<tables::Entity>().order_by(tables::Column::CreatedAt, Order::Asc).all(&tx).await?;
    tx.finish().await?;
    Ok(Json(TableList { items: rows.iter().filter_map(view).collect() }))
}

async fn get_table(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<TableId>,
) -> Result<Json<TableView>, Problem> {
    Ok(Json(read_table(&desk, &ctx, id).await?))
}

/// A table as it stands.
pub(super) async fn read_table(desk: &Desk, ctx: &Ctx, id: TableId) -> Result<TableView, FreightError> {
    let tx = desk.boot.store.read(ctx).await?;
    let row = tx.find::<tables::Entity>().filter(tables::Column::Id.eq(id)).one(&tx).await?;
    tx.finish().await?;
    row.as_ref().and_then(view).ok_or(FreightError::NotFound(TABLE))
}

async fn create_table(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Json(table): Json<TableBody>,
) -> Result<Created<TableView>, Problem> {
    let id = TableId::new();
    let row = new_row(&ctx, id, &table)?;
    let tx = desk.boot.store.write(&ctx).await?;
    way_and_zone(&tx, Some(table.way_id), table.zone_id).await?;
    tx.insert::<tables::Entity>(row.clone()).await?;
    let view = TableView { id, version: 1, created_at: row.created_at, table };
    desk.boot.record(&tx, Change::new("freight.table_made", "table", id, label(&view.table)).after(&view)).await?;
    remember_created(&tx, &view).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(Created(view))
}

fn new_row(ctx: &Ctx, id: TableId, table: &TableBody) -> Result<tables::Model, FreightError> {
    table.read(id, "")?;
    Ok(tables::Model {
        tenant_id: ctx.tenant(),
        id,
        way_id: table.way_id,
        zone_id: table.zone_id,
        body: kept(table)?,
        version: 1,
        created_at: ctx.now(),
    })
}

async fn replace_table(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<TableId>,
    Json(TableChange { version, table }): Json<TableChange>,
) -> Result<Json<TableView>, Problem> {
    table.read(id, "/table")?;
    let tx = desk.boot.store.write(&ctx).await?;
    let row = found(&tx, id).await?;
    check_version(version, row.version)?;
    Ok(Json(replace(&desk, tx, row, table).await?))
}

/// Writes a table in place of what it was, and commits.
pub(super) async fn replace(
    desk: &Desk,
    tx: WriteTx,
    row: tables::Model,
    table: TableBody,
) -> Result<TableView, FreightError> {
    let id = row.id;
    way_and_zone(&tx, Some(table.way_id), table.zone_id).await.map_err(|cause| cause.below("/table"))?;
    let after = TableView { id, version: row.version + 1, created_at: row.created_at, table };
    let update = tx.update::<tables::Entity>().filter(tables::Column::Id.eq(id));
    let update = update.set(tables::Column::WayId, after.table.way_id).set(tables::Column::ZoneId, after.table.zone_id);
    let update = update.set(tables::Column::Version, after.version).set(tables::Column::Body, kept(&after.table)?);
    update.run(&tx).await?;
    let change = Change::new("freight.table_changed", "table", id, label(&after.table));
    desk.boot.record(&tx, change.before(&view(&row)).after(&after)).await?;
    forget_after(desk, &tx).await;
    tx.commit().await?;
    Ok(after)
}

async fn delete_table(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<TableId>,
) -> Result<StatusCode, Problem> {
    let tx = desk.boot.store.write(&ctx).await?;
    let row = found(&tx, id).await?;
    tx.delete::<tables::Entity>().filter(tables::Column::Id.eq(id)).run(&tx).await?;
    let gone = view(&row);
    let named = gone.as_ref().map(|gone| label(&gone.table)).unwrap_or_default();
    desk.boot.record(&tx, Change::new("freight.table_deleted", "table", id, named).before(&gone)).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn found(tx: &WriteTx, id: TableId) -> Result<tables::Model, FreightError> {
    let row = tx.find::<tables::Entity>().filter(tables::Column::Id.eq(id)).one(tx).await?;
    row.ok_or(FreightError::NotFound(TABLE))
}

/// What a table is called: by what it measures and in which currency.
fn label(table: &TableBody) -> String {
    let measure = serde_json::to_value(table.measure).unwrap_or_default();
    format!("{} {}", measure.as_str().unwrap_or_default(), table.currency)
}

pub(super) fn view(row: &tables::Model) -> Option<TableView> {
    let table = said(&row.body)?;
    Some(TableView { id: row.id, version: row.version, created_at: row.created_at, table })
}
