//! Ways to send goods: staff list, make, change and delete them.
//! One that tables or rules name stays until they are gone.

use axum::{extract::State, http::StatusCode};
use kontor_contract::{audit::Change, identity::Places};
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use super::{check_version, forget_after, kept};
use crate::{
    entities::{rules, tables, ways},
    error::FreightError,
    manifest::{RATES_READ, RATES_WRITE},
    model::way::WayId,
    rows::said,
    service::Desk,
    wire::{key, way::WayBody},
};

const WAY: &str = "shipping way";

/// A way as it is kept.
#[derive(Debug, Serialize, JsonSchema)]
struct WayView {
    #[schemars(with = "String")]
    id: WayId,
    /// Rises with every change.
    version: i64,
    created_at: Timestamp,
    way: WayBody,
}

/// Ways, in the order in which they are offered.
#[derive(Debug, Serialize, JsonSchema)]
struct WayList {
    items: Vec<WayView>,
}

/// A way as it is to be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WayChange {
    /// The version the change was made from; refused where it is not the newest.
    version: Option<i64>,
    way: WayBody,
}

pub(super) fn add(routes: &mut Routes, desk: &Desk) {
    routes
        .get("/api/v1/admin/freight/ways", Access::Staff(RATES_READ))
        .summary("List ways to send goods")
        .returns::<WayList>(200)
        .handle(desk.clone(), list_ways);
    routes
        .post("/api/v1/admin/freight/ways", Access::Staff(RATES_WRITE))
        .summary("Make a way to send goods")
        .creates()
        .body::<WayBody>()
        .returns::<WayView>(201)
        .handle(desk.clone(), create_way);
    add_one(routes, desk);
}

fn add_one(routes: &mut Routes, desk: &Desk) {
    routes
        .put("/api/v1/admin/freight/ways/{id}", Access::Staff(RATES_WRITE))
        .summary("Change a way to send goods")
        .body::<WayChange>()
        .returns::<WayView>(200)
        .handle(desk.clone(), change_way);
    routes
        .delete("/api/v1/admin/freight/ways/{id}", Access::Staff(RATES_WRITE))
        .summary("Delete a way that no table and no rule names")
        .returns_nothing(204)
        .handle(desk.clone(), delete_way);
}

async fn list_ways(State(desk): State<Desk>, Caller(ctx): Caller) -> Result<Json<WayList>, Problem> {
    let tx = desk.boot.store.read(&ctx).await?;
    let rows = tx.find::<ways::Entity>().order_by(ways::Column::CodeKey, Order::Asc).all(&tx).await?;
    tx.finish().await?;
    let mut items: Vec<WayView> = rows.iter().filter_map(view).collect();
    items.sort_by_key(|item| item.way.priority);
    Ok(Json(WayList { items }))
}

async fn create_way(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Json(way): Json<WayBody>,
) -> Result<Created<WayView>, Problem> {
    let id = WayId::new();
    check(&desk, &ctx, id, &way, "").await?;
    let row = new_row(&ctx, id, &way)?;
    let tx = desk.boot.store.write(&ctx).await?;
    code_is_free(&tx, id, &way.code).await?;
    tx.insert::<ways::Entity>(row.clone()).await.map_err(|cause| taken(cause, &way.code))?;
    let view = WayView { id, version: 1, created_at: row.created_at, way };
    desk.boot.record(&tx, Change::new("freight.way_made", "way", id, &view.way.code).after(&view)).await?;
    remember_created(&tx, &view).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(Created(view))
}

fn new_row(ctx: &Ctx, id: WayId, way: &WayBody) -> Result<ways::Model, FreightError> {
    Ok(ways::Model {
        tenant_id: ctx.tenant(),
        id,
        code_key: key(&way.code),
        body: kept(way)?,
        version: 1,
        created_at: ctx.now(),
    })
}

async fn change_way(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<WayId>,
    Json(WayChange { version, way }): Json<WayChange>,
) -> Result<Json<WayView>, Problem> {
    check(&desk, &ctx, id, &way, "/way").await?;
    let tx = desk.boot.store.write(&ctx).await?;
    let row = found(&tx, id).await?;
    check_version(version, row.version)?;
    code_is_free(&tx, id, &way.code).await?;
    let after = WayView { id, version: row.version + 1, created_at: row.created_at, way };
    let update = tx.update::<ways::Entity>().filter(ways::Column::Id.eq(id)).set(ways::Column::Version, after.version);
    let update = update.set(ways::Column::CodeKey, key(&after.way.code)).set(ways::Column::Body, kept(&after.way)?);
    update.run(&tx).await.map_err(|cause| taken(cause, &after.way.code))?;
    let change = Change::new("freight.way_changed", "way", id, &after.way.code);
    desk.boot.record(&tx, change.before(&view(&row)).after(&after)).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(Json(after))
}

async fn delete_way(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<WayId>,
) -> Result<StatusCode, Problem> {
    let tx = desk.boot.store.write(&ctx).await?;
    let row = found(&tx, id).await?;
    let tables = tx.find::<tables::Entity>().filter(tables::Column::WayId.eq(id)).count(&tx).await?;
    let rules = tx.find::<rules::Entity>().filter(rules::Column::WayId.eq(id)).count(&tx).await?;
    if tables + rules > 0 {
        return Err(FreightError::InUse(tables + rules).into());
    }
    tx.delete::<ways::Entity>().filter(ways::Column::Id.eq(id)).run(&tx).await.map_err(still_used)?;
    let change = Change::new("freight.way_deleted", "way", id, &row.code_key);
    desk.boot.record(&tx, change.before(&view(&row))).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A rule that the caller may not see can name it, too.
pub(super) fn still_used(cause: StoreError) -> FreightError {
    if matches!(cause, StoreError::MissingReference) { FreightError::InUse(1) } else { cause.into() }
}

pub(super) fn taken(cause: StoreError, code: &str) -> FreightError {
    if matches!(cause, StoreError::Duplicate(_)) { FreightError::DuplicateCode(code.to_owned()) } else { cause.into() }
}

async fn found(tx: &WriteTx, id: WayId) -> Result<ways::Model, FreightError> {
    let row = tx.find::<ways::Entity>().filter(ways::Column::Id.eq(id)).one(tx).await?;
    row.ok_or(FreightError::NotFound(WAY))
}

async fn code_is_free(tx: &WriteTx, id: WayId, code: &str) -> Result<(), FreightError> {
    let same = tx.find::<ways::Entity>().filter(ways::Column::CodeKey.eq(key(code))).one(tx).await?;
    if same.is_some_and(|other| other.id != id) { Err(FreightError::DuplicateCode(code.to_owned())) } else { Ok(()) }
}

/// Whether a way makes sense, and its channels are there.
async fn check(desk: &Desk, ctx: &Ctx, id: WayId, way: &WayBody, at: &str) -> Result<(), FreightError> {
    way.read(id, at)?;
    if way.channel_ids.is_empty() {
        return Ok(());
    }
    let known = desk.boot.ports.get::<dyn Places>()?.channels(ctx).await?;
    let unknown = way.channel_ids.iter().position(|id| !known.iter().any(|channel| channel.id == *id));
    match unknown {
        None => Ok(()),
        Some(index) => {
            let pointer = format!("{at}/channel_ids/{index}");
            Err(FreightError::field(pointer, "freight.no_such_channel", "There is no such channel."))
        }
    }
}

fn view(row: &ways::Model) -> Option<WayView> {
    let way = said(&row.body)?;
    Some(WayView { id: row.id, version: row.version, created_at: row.created_at, way })
}
