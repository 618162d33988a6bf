//! Zones: staff list, make, change and delete them.
//! No place stands in two zones, so that it is always clear which of them an address lies in.

use axum::{extract::State, http::StatusCode};
use kontor_contract::{Sentence, audit::Change};
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use super::{
    check_version, forget_after, kept,
    ways::{still_used, taken},
};
use crate::{
    entities::{rules, tables, zones},
    error::FreightError,
    manifest::{RATES_READ, RATES_WRITE},
    model::way::ZoneId,
    rows::said,
    service::Desk,
    wire::{key, zone::ZoneBody},
};

const ZONE: &str = "freight zone";

/// A zone as it is kept.
#[derive(Debug, Serialize, JsonSchema)]
struct ZoneView {
    #[schemars(with = "String")]
    id: ZoneId,
    /// Rises with every change.
    version: i64,
    created_at: Timestamp,
    zone: ZoneBody,
}

/// Zones by their codes.
#[derive(Debug, Serialize, JsonSchema)]
struct ZoneList {
    items: Vec<ZoneView>,
}

/// A zone as it is to be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ZoneChange {
    /// The version the change was made from; refused where it is not the newest.
    version: Option<i64>,
    zone: ZoneBody,
}

pub(super) fn add(routes: &mut Routes, desk: &Desk) {
    routes
        .get("/api/v1/admin/freight/zones", Access::Staff(RATES_READ))
        .summary("List zones")
        .returns::<ZoneList>(200)
        .handle(desk.clone(), list_zones);
    routes
        .post("/api/v1/admin/freight/zones", Access::Staff(RATES_WRITE))
        .summary("Make a zone")
        .creates()
        .body::<ZoneBody>()
        .returns::<ZoneView>(201)
        .handle(desk.clone(), create_zone);
    add_one(routes, desk);
}

fn add_one(routes: &mut Routes, desk: &Desk) {
    routes
        .put("/api/v1/admin/freight/zones/{id}", Access::Staff(RATES_WRITE))
        .summary("Change a zone")
        .body::<ZoneChange>()
        .returns::<ZoneView>(200)
        .handle(desk.clone(), change_zone);
    routes
        .delete("/api/v1/admin/freight/zones/{id}", Access::Staff(RATES_WRITE))
        .summary("Delete a zone that no table and no rule names")
        .returns_nothing(204)
        .handle(desk.clone(), delete_zone);
}

async fn list_zones(State(desk): State<Desk>, Caller(ctx): Caller) -> Result<Json<ZoneList>, Problem> {
    let tx = desk.boot.store.read(&ctx).await?;
    let rows = tx.find::<zones::Entity>().order_by(zones::Column::CodeKey, Order::Asc).all(&tx).await?;
    tx.finish().await?;
    Ok(Json(ZoneList { items: rows.iter().filter_map(view).collect() }))
}

async fn create_zone(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Json(zone): Json<ZoneBody>,
) -> Result<Created<ZoneView>, Problem> {
    let id = ZoneId::new();
    zone.read(id, "")?;
    let row = new_row(&ctx, id, &zone)?;
    let tx = desk.boot.store.write(&ctx).await?;
    code_is_free(&tx, id, &zone.code).await?;
    places_are_free(&tx, id, &zone, "").await?;
    tx.insert::<zones::Entity>(row.clone()).await.map_err(|cause| taken(cause, &zone.code))?;
    let view = ZoneView { id, version: 1, created_at: row.created_at, zone };
    desk.boot.record(&tx, Change::new("freight.zone_made", "zone", id, &view.zone.code).after(&view)).await?;
    remember_created(&tx, &view).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(Created(view))
}

fn new_row(ctx: &Ctx, id: ZoneId, zone: &ZoneBody) -> Result<zones::Model, FreightError> {
    Ok(zones::Model {
        tenant_id: ctx.tenant(),
        id,
        code_key: key(&zone.code),
        body: kept(zone)?,
        version: 1,
        created_at: ctx.now(),
    })
}

async fn change_zone(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<ZoneId>,
    Json(ZoneChange { version, zone }): Json<ZoneChange>,
) -> Result<Json<ZoneView>, Problem> {
    zone.read(id, "/zone")?;
    let tx = desk.boot.store.write(&ctx).await?;
    let row = found(&tx, id).await?;
    check_version(version, row.version)?;
    code_is_free(&tx, id, &zone.code).await?;
    places_are_free(&tx, id, &zone, "/zone").await?;
    let after = ZoneView { id, version: row.version + 1, created_at: row.created_at, zone };
    let update =
        tx.update::<zones::Entity>().filter(zones::Column::Id.eq(id)).set(zones::Column::Version, after.version);
    let update = update.set(zones::Column::CodeKey, key(&after.zone.code)).set(zones::Column::Body, kept(&after.zone)?);
    update.run(&tx).await.map_err(|cause| taken(cause, &after.zone.code))?;
    let change = Change::new("freight.zone_changed", "zone", id, &after.zone.code);
    desk.boot.record(&tx, change.before(&view(&row)).after(&after)).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(Json(after))
}

async fn delete_zone(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<ZoneId>,
) -> Result<StatusCode, Problem> {
    let tx = desk.boot.store.write(&ctx).await?;
    let row = found(&tx, id).await?;
    let tables = tx.find::<tables::Entity>().filter(tables::Column::ZoneId.eq(id)).count(&tx).await?;
    let rules = tx.find::<rules::Entity>().filter(rules::Column::ZoneId.eq(id)).count(&tx).await?;
    if tables + rules > 0 {
        return Err(FreightError::InUse(tables + rules).into());
    }
    tx.delete::<zones::Entity>().filter(zones::Column::Id.eq(id)).run(&tx).await.map_err(still_used)?;
    let change = Change::new("freight.zone_deleted", "zone", id, &row.code_key);
    desk.boot.record(&tx, change.before(&view(&row))).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn found(tx: &WriteTx, id: ZoneId) -> Result<zones::Model, FreightError> {
    let row = tx.find::<zones::Entity>().filter(zones::Column::Id.eq(id)).one(tx).await?;
    row.ok_or(FreightError::NotFound(ZONE))
}

async fn code_is_free(tx: &WriteTx, id: ZoneId, code: &str) -> Result<(), FreightError> {
    let same = tx.find::<zones::Entity>().filter(zones::Column::CodeKey.eq(key(code))).one(tx).await?;
    if same.is_some_and(|other| other.id != id) { Err(FreightError::DuplicateCode(code.to_owned())) } else { Ok(()) }
}

/// Whether no other zone has one of its places.
async fn places_are_free(tx: &WriteTx, id: ZoneId, zone: &ZoneBody, at: &str) -> Result<(), FreightError> {
    let own = zone.read(id, at)?.places;
    let rows = tx.find::<zones::Entity>().filter(zones::Column::Id.ne(id)).all(tx).await?;
    for other in rows.iter().filter_map(crate::rows::zone) {
        if let Some(index) = own.iter().position(|place| other.places.contains(place)) {
            let detail = Sentence::new(format!("{} is in the zone {} already.", own[index], other.code));
            let detail = detail.of([("place", own[index].to_string().into()), ("zone", other.code.into())]);
            return Err(FreightError::field(format!("{at}/places/{index}"), "freight.place_taken", detail));
        }
    }
    Ok(())
}

fn view(row: &zones::Model) -> Option<ZoneView> {
    let zone = said(&row.body)?;
    Some(ZoneView { id: row.id, version: row.version, created_at: row.created_at, zone })
}
