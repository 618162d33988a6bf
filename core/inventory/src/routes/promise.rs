//! Available to promise: for staff to the last piece, for the shop as far as the settings let it know.
//! Both answer for a day.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::BusinessDate;
use kontor_web::{Access, Caller, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::STOCK_READ,
    service::{
        Warehousing,
        promising::{PromiseView, ShopAvailability},
    },
};

/// What is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Question {
    /// Only the warehouse with this code.
    warehouse: Option<String>,
    /// The day; today unless said otherwise.
    on: Option<BusinessDate>,
}

/// When it is asked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Day {
    /// The day; now unless said otherwise.
    on: Option<BusinessDate>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Warehousing>) {
    routes
        .get("/api/v1/admin/stock/products/{sku}", Access::Staff(STOCK_READ))
        .summary("See what can be promised of a product by a day, warehouse by warehouse")
        .query::<Question>()
        .returns::<PromiseView>(200)
        .handle(Arc::clone(service), see_promise);
    routes
        .get("/api/v1/products/{sku}/availability", Access::Public)
        .summary("See whether a product is to be had on a day, as far as the shop tells it")
        .query::<Day>()
        .returns::<ShopAvailability>(200)
        .handle(Arc::clone(service), see_availability);
}

async fn see_promise(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
    Query(asked): Query<Question>,
) -> Result<Json<PromiseView>, Problem> {
    Ok(Json(inventory.promise_of(&ctx, &sku, asked.warehouse.as_deref(), asked.on).await?))
}

async fn see_availability(
    State(inventory): State<Arc<Warehousing>>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
    Query(day): Query<Day>,
) -> Result<Json<ShopAvailability>, Problem> {
    Ok(Json(inventory.in_shop(&ctx, &sku, day.on).await?))
}
