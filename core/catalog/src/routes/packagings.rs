//! The packaging units of a product for staff, read and replaced together.
//! The list is in the order in which the shop offers them, behind the product's own unit.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::{ProductId, Quantity};
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{PRODUCTS_READ, PRODUCTS_WRITE},
    service::{
        Catalogue,
        packagings::{PackagingList, WantedPackaging},
    },
};

/// The packaging units of a product as they shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PackagingsBody {
    /// All of them; those left out are gone.
    packagings: Vec<PackagingBody>,
    /// The product's version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// A packaging unit as it shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PackagingBody {
    /// The code of a unit of measure.
    unit: String,
    /// How many of the product's own unit it holds.
    factor: Quantity,
    /// What it weighs in grams; the weight of what it holds where nothing is said.
    weight_g: Option<i64>,
    /// How long it is in millimetres; with width and height or without them all.
    length_mm: Option<i32>,
    /// How wide it is in millimetres.
    width_mm: Option<i32>,
    /// How high it is in millimetres.
    height_mm: Option<i32>,
    /// The GTIN on it.
    barcode: Option<String>,
    /// Whether it may be ordered; it may unless said otherwise.
    orderable: Option<bool>,
    /// Whether the shop offers it first.
    usual: Option<bool>,
}

impl From<PackagingBody> for WantedPackaging {
    fn from(body: PackagingBody) -> Self {
        Self {
            unit: body.unit,
            factor: body.factor,
            weight_g: body.weight_g,
            size: [body.length_mm, body.width_mm, body.height_mm],
            barcode: body.barcode,
            is_orderable: body.orderable.unwrap_or(true),
            is_usual: body.usual.unwrap_or(false),
        }
    }
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/products/{id}/packagings", Access::Staff(PRODUCTS_READ))
        .summary("List the packaging units of a product")
        .returns::<PackagingList>(200)
        .handle(Arc::clone(service), list_packagings);
    routes
        .put("/api/v1/admin/products/{id}/packagings", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace the packaging units of a product")
        .body::<PackagingsBody>()
        .returns::<PackagingList>(200)
        .handle(Arc::clone(service), set_packagings);
}

async fn list_packagings(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<PackagingList>, Problem> {
    Ok(Json(catalogue.read_packagings(&ctx, id).await?))
}

async fn set_packagings(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<PackagingsBody>,
) -> Result<Json<PackagingList>, Problem> {
    let wanted = body.packagings.into_iter().map(WantedPackaging::from).collect();
    Ok(Json(catalogue.set_packagings(&ctx, id, wanted, body.version).await?))
}
