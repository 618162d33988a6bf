//! Warehouses for staff: list, open, change, archive, and say which serve a channel.
//! Changing one may concern all, so it takes a reach that is not narrowed.

use std::sync::Arc;

use axum::extract::State;
use kontor_contract::identity::Address;
use kontor_kernel::{LegalEntityId, WarehouseId};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::too_many;
use crate::{
    manifest::{STOCK_READ, WAREHOUSES_WRITE},
    service::{
        Warehousing,
        warehouses::{ChannelWarehouses, WarehouseChange, WarehouseView},
    },
};

/// Channels, and warehouses of a channel, that one request may name.
const MOST_NAMED: usize = 200;

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
    /// Where it is.
    address: Option<Address>,
    /// Whose it is; the channel's legal entity unless said otherwise.
    legal_entity_id: Option<LegalEntityId>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WarehousePatch {
    /// Its code, unique whatever its case.
    code: Option<String>,
    /// Its name.
    name: Option<String>,
    /// Where it is.
    address: Option<Address>,
    /// Whose it is.
    legal_entity_id: Option<LegalEntityId>,
    /// True makes it the main one instead of another.
    is_main: Option<bool>,
    /// Whether it is used no more; nothing may stand there, be promised from there or be expected there.
    archived: Option<bool>,
    /// The version that was seen: where it is another by now, nothing changes.
    version: Option<i64>,
}

/// Which warehouses serve which channels.
#[derive(Debug, Serialize, JsonSchema)]
struct Allocation {
    /// Every channel.
    channels: Vec<ChannelWarehouses>,
}

/// Which warehouses are to serve which channels.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAllocation {
    /// Channels that are not named stay as they are.
    channels: Vec<NewChannelWarehouses>,
}

/// The warehouses that are to serve a channel.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewChannelWarehouses {
    /// The channel's code.
    channel_code: String,
    /// In the order in which they are asked; none where all are to serve it, the main one first.
    warehouse_codes: Vec<String>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Warehousing>) {
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
        .get("/api/v1/admin/warehouses/{id}", Access::Staff(STOCK_READ))
        .summary("See a warehouse")
        .returns::<WarehouseView>(200)
        .handle(Arc::clone(service), get_warehouse);
    routes
        .patch("/api/v1/admin/warehouses/{id}", Access::Staff(WAREHOUSES_WRITE))
        .whole_tenant()
        .summary("Change a warehouse, make it the main one, archive it or bring it back")
        .body::<WarehousePatch>()
        .returns::<WarehouseView>(200)
        .handle(Arc::clone(service), change_warehouse);
    add_allocation(routes, service);
}

fn add_allocation(routes: &mut Routes, service: &Arc<Warehousing>) {
    routes
        .get("/api/v1/admin/allocation", Access::Staff(STOCK_READ))
        .summary("See which warehouses serve which channels, in the order in which they are asked")
        .returns::<Allocation>(200)
        .handle(Arc::clone(service), get_allocation);
    routes
        .put("/api/v1/admin/allocation", Access::Staff(WAREHOUSES_WRITE))
        .whole_tenant()
        .summary("Set which warehouses serve channels; other channels stay as they are")
        .body::<NewAllocation>()
        .returns::<Allocation>(200)
        .handle(Arc::clone(service), set_allocation);
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
    let new = WarehouseChange {
        code: Some(new.code),
        name: Some(new.name),
        address: new.address,
        legal_entity: new.legal_entity_id,
        ..WarehouseChange::default()
    };
    Ok(Created(inventory.create_warehouse(&ctx, new).await?))
}

async fn get_warehouse(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(id): Path<WarehouseId>,
) -> Result<Json<WarehouseView>, Problem> {
    Ok(Json(inventory.warehouse(&ctx, id).await?))
}

async fn change_warehouse(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(id): Path<WarehouseId>,
    Json(patch): Json<WarehousePatch>,
) -> Result<Json<WarehouseView>, Problem> {
    let change = WarehouseChange {
        code: patch.code,
        name: patch.name,
        address: patch.address,
        legal_entity: patch.legal_entity_id,
        becomes_main: patch.is_main.unwrap_or(false),
        archived: patch.archived,
        version: patch.version,
    };
    Ok(Json(inventory.change_warehouse(&ctx, id, change).await?))
}

async fn get_allocation(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
) -> Result<Json<Allocation>, Problem> {
    Ok(Json(Allocation { channels: inventory.allocation(&ctx).await? }))
}

async fn set_allocation(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Json(new): Json<NewAllocation>,
) -> Result<Json<Allocation>, Problem> {
    if new.channels.len() > MOST_NAMED || new.channels.iter().any(|one| one.warehouse_codes.len() > MOST_NAMED) {
        return Err(too_many("/channels", "inventory.too_many_channels", MOST_NAMED));
    }
    let wanted: Vec<ChannelWarehouses> = new
        .channels
        .into_iter()
        .map(|one| ChannelWarehouses { channel_code: one.channel_code, warehouse_codes: one.warehouse_codes })
        .collect();
    Ok(Json(Allocation { channels: inventory.set_allocation(&ctx, &wanted).await? }))
}
