//! Products on their way into the shop, for staff: the steps, what is missing, and the tenant's rules.
//! Whoever describes products need not be the one who lets them into the shop.

use std::sync::Arc;

use axum::extract::State as Service;
use kontor_kernel::ProductId;
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{PRODUCTS_APPROVE, PRODUCTS_READ},
    model::publication::Step,
    service::{
        Catalogue,
        publication::{ProductRules, PublicationView},
    },
};

/// A step on the way into the shop.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StepBody {
    /// The step.
    step: Step,
    /// The channel on which alone it is taken.
    channel_code: Option<String>,
    /// The product's version the step was made from; refused where it is not the newest.
    version: Option<i64>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/product-rules", Access::Staff(PRODUCTS_READ))
        .summary("Show what the tenant asks of its products")
        .returns::<ProductRules>(200)
        .handle(Arc::clone(service), show_product_rules);
    routes
        .put("/api/v1/admin/product-rules", Access::Staff(PRODUCTS_APPROVE))
        .summary("Say what the tenant asks of its products")
        .body::<ProductRules>()
        .returns::<ProductRules>(200)
        .handle(Arc::clone(service), set_product_rules);
    routes
        .get("/api/v1/admin/products/{id}/publication", Access::Staff(PRODUCTS_READ))
        .summary("Show how far a product has come on each channel, and what is missing")
        .returns::<PublicationView>(200)
        .handle(Arc::clone(service), show_publication);
    routes
        .post("/api/v1/admin/products/{id}/publication", Access::Staff(PRODUCTS_APPROVE))
        .summary("Approve, reject, publish or withdraw a product")
        .body::<StepBody>()
        .returns::<PublicationView>(200)
        .repeatable("a step that has been taken is not possible a second time")
        .handle(Arc::clone(service), take_product_step);
}

async fn show_product_rules(
    Service(catalogue): Service<Arc<Catalogue>>,
    Caller(ctx): Caller,
) -> Result<Json<ProductRules>, Problem> {
    Ok(Json(catalogue.read_rules(&ctx).await?))
}

async fn set_product_rules(
    Service(catalogue): Service<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(body): Json<ProductRules>,
) -> Result<Json<ProductRules>, Problem> {
    Ok(Json(catalogue.set_rules(&ctx, body).await?))
}

async fn show_publication(
    Service(catalogue): Service<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<PublicationView>, Problem> {
    Ok(Json(catalogue.read_publication(&ctx, id).await?))
}

async fn take_product_step(
    Service(catalogue): Service<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<StepBody>,
) -> Result<Json<PublicationView>, Problem> {
    let view = catalogue.take_step(&ctx, id, body.step, body.channel_code.as_deref(), body.version);
    Ok(Json(view.await?))
}
