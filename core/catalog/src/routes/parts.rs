//! What products are to each other, for staff: variants of a style, relations and the parts of kits.
//! Each list is read and replaced whole.

use std::sync::Arc;

use axum::extract::State;
use kontor_contract::catalog::RelationKind;
use kontor_kernel::{ProductId, Quantity};
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{PRODUCTS_READ, PRODUCTS_WRITE},
    service::{
        Catalogue,
        parts::{KitPartList, RelationList, WantedPart},
        variants::{AxisList, VariantList},
    },
};

/// The axes of a style as they shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AxesBody {
    /// All of them, five at the most; with none the product is no style any more.
    axes: Vec<AxisBody>,
    /// The product's version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// An attribute in which variants differ.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AxisBody {
    /// The attribute's code.
    attribute: String,
}

/// The variants of a style as they shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VariantsBody {
    /// All of them; those left out are ordinary products again.
    variants: Vec<VariantBody>,
    /// The product's version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// A product that is a variant.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VariantBody {
    /// Its code.
    sku: String,
}

/// What others are to a product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RelationsBody {
    /// All of them in their order; those left out are gone.
    relations: Vec<RelationBody>,
    /// The product's version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// What another product is to it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RelationBody {
    /// What it is.
    kind: RelationKind,
    /// The other product's code.
    sku: String,
}

/// The parts of a kit as they shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KitPartsBody {
    /// All of them in their order; with none the product is no kit any more.
    parts: Vec<KitPartBody>,
    /// The product's version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// A part of a kit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KitPartBody {
    /// The part's code.
    sku: String,
    /// How many one kit holds.
    quantity: Quantity,
    /// Whether it comes only where it is asked for; not unless said otherwise.
    optional: Option<bool>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    add_variants(routes, service);
    routes
        .get("/api/v1/admin/products/{id}/relations", Access::Staff(PRODUCTS_READ))
        .summary("List the accessories, replacements, spare parts and companions of a product")
        .returns::<RelationList>(200)
        .handle(Arc::clone(service), list_relations);
    routes
        .put("/api/v1/admin/products/{id}/relations", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace the accessories, replacements, spare parts and companions of a product")
        .body::<RelationsBody>()
        .returns::<RelationList>(200)
        .handle(Arc::clone(service), set_relations);
    routes
        .get("/api/v1/admin/products/{id}/kit-parts", Access::Staff(PRODUCTS_READ))
        .summary("List the parts of a kit")
        .returns::<KitPartList>(200)
        .handle(Arc::clone(service), list_kit_parts);
    routes
        .put("/api/v1/admin/products/{id}/kit-parts", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace the parts of a kit")
        .body::<KitPartsBody>()
        .returns::<KitPartList>(200)
        .handle(Arc::clone(service), set_kit_parts);
}

fn add_variants(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/products/{id}/axes", Access::Staff(PRODUCTS_READ))
        .summary("List the attributes in which the variants of a style differ")
        .returns::<AxisList>(200)
        .handle(Arc::clone(service), list_axes);
    routes
        .put("/api/v1/admin/products/{id}/axes", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace the attributes in which the variants of a style differ")
        .body::<AxesBody>()
        .returns::<AxisList>(200)
        .handle(Arc::clone(service), set_axes);
    routes
        .get("/api/v1/admin/products/{id}/variants", Access::Staff(PRODUCTS_READ))
        .summary("List the variants of a style")
        .returns::<VariantList>(200)
        .handle(Arc::clone(service), list_variants);
    routes
        .put("/api/v1/admin/products/{id}/variants", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace the variants of a style")
        .body::<VariantsBody>()
        .returns::<VariantList>(200)
        .handle(Arc::clone(service), set_variants);
}

async fn list_axes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<AxisList>, Problem> {
    Ok(Json(catalogue.read_axes(&ctx, id).await?))
}

async fn set_axes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<AxesBody>,
) -> Result<Json<AxisList>, Problem> {
    let axes: Vec<String> = body.axes.into_iter().map(|axis| axis.attribute).collect();
    Ok(Json(catalogue.set_axes(&ctx, id, &axes, body.version).await?))
}

async fn list_variants(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<VariantList>, Problem> {
    Ok(Json(catalogue.read_variants(&ctx, id).await?))
}

async fn set_variants(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<VariantsBody>,
) -> Result<Json<VariantList>, Problem> {
    let variants: Vec<String> = body.variants.into_iter().map(|variant| variant.sku).collect();
    Ok(Json(catalogue.set_variants(&ctx, id, &variants, body.version).await?))
}

async fn list_relations(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<RelationList>, Problem> {
    Ok(Json(catalogue.read_relations(&ctx, id).await?))
}

async fn set_relations(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<RelationsBody>,
) -> Result<Json<RelationList>, Problem> {
    let wanted: Vec<(RelationKind, String)> = body.relations.into_iter().map(|one| (one.kind, one.sku)).collect();
    Ok(Json(catalogue.set_relations(&ctx, id, &wanted, body.version).await?))
}

async fn list_kit_parts(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<KitPartList>, Problem> {
    Ok(Json(catalogue.read_kit_parts(&ctx, id).await?))
}

async fn set_kit_parts(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<KitPartsBody>,
) -> Result<Json<KitPartList>, Problem> {
    let part = |one: KitPartBody| WantedPart {
        sku: one.sku,
        quantity: one.quantity,
        is_optional: one.optional.unwrap_or(false),
    };
    let wanted: Vec<WantedPart> = body.parts.into_iter().map(part).collect();
    Ok(Json(catalogue.set_kit_parts(&ctx, id, &wanted, body.version).await?))
}
