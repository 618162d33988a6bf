//! The cart journey: make a cart, fill it, say where to deliver, place it.
//! Every answer is the cart as it stands now, with what is in the way of placing it.

use axum::{extract::State, http::StatusCode};
use kontor_contract::orders::{
    CartChange, CartKind, CartLineChange, CartSummary, CartView, Carts, CheckoutData, OrderView, Ordering,
};
use kontor_kernel::{CartId, CartLineId, Quantity};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{manifest::OWN_PLACE, service::Service};

/// A cart to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewCart {
    /// What it is for, at most 100 characters.
    name: Option<String>,
}

/// What changes of a cart as such; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CartPatch {
    /// What it is for, at most 100 characters.
    name: Option<String>,
    /// Whether everybody of the company who may place orders fills it, too.
    shared: Option<bool>,
}

impl From<CartPatch> for CartChange {
    fn from(patch: CartPatch) -> Self {
        Self { name: patch.name, is_shared: patch.shared }
    }
}

/// The cart to be filled.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Chosen {
    cart_id: CartId,
}

/// A product to be added.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewLine {
    /// The product's code, whatever its case.
    sku: String,
    /// How many, above zero.
    quantity: Quantity,
    /// The code of a unit in which it can be ordered; the product's own one where none is named.
    unit: Option<String>,
}

/// Another quantity, or another unit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LinePatch {
    /// How many; zero removes the line.
    quantity: Quantity,
    /// The code of the unit it shall be ordered in; it stays in its unit where none is named.
    unit: Option<String>,
}

/// What the buyer agrees to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Agreement {
    /// `totals.hash` of the cart as the buyer has seen it.
    totals_hash: String,
}

/// Carts or shopping lists.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CartList {
    pub(super) items: Vec<CartSummary>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    declare_carts(routes, service);
    declare_lines(routes, service);
    routes
        .put("/api/v1/carts/{id}/checkout", Access::Buyer(OWN_PLACE))
        .summary("Say where and when to deliver")
        .body::<CheckoutData>()
        .returns::<CartView>(200)
        .handle(service.clone(), set_checkout);
    routes
        .post("/api/v1/carts/{id}/place", Access::Buyer(OWN_PLACE))
        .summary("Place a cart as an order")
        .creates()
        .body::<Agreement>()
        .returns::<OrderView>(201)
        .handle(service.clone(), place_cart);
}

fn declare_carts(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/carts", Access::Buyer(OWN_PLACE))
        .summary("List one's open carts and those that others of the company share")
        .returns::<CartList>(200)
        .handle(service.clone(), list_carts);
    routes
        .post("/api/v1/carts", Access::Buyer(OWN_PLACE))
        .summary("Make a cart")
        .creates()
        .body::<NewCart>()
        .returns::<CartView>(201)
        .handle(service.clone(), create_cart);
    routes
        .put("/api/v1/carts/current", Access::Buyer(OWN_PLACE))
        .summary("Choose the cart that the shop's pages fill")
        .body::<Chosen>()
        .returns_nothing(204)
        .handle(service.clone(), choose_cart);
    routes
        .patch("/api/v1/carts/{id}", Access::Buyer(OWN_PLACE))
        .summary("Name a cart of one's own, or share it within the company")
        .body::<CartPatch>()
        .returns::<CartView>(200)
        .handle(service.clone(), change_cart);
    routes
        .get("/api/v1/carts/{id}", Access::Buyer(OWN_PLACE))
        .summary("See a cart computed for this moment")
        .returns::<CartView>(200)
        .handle(service.clone(), get_cart);
    routes
        .delete("/api/v1/carts/{id}", Access::Buyer(OWN_PLACE))
        .summary("Throw a cart of one's own away")
        .returns_nothing(204)
        .handle(service.clone(), delete_cart);
}

fn declare_lines(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/carts/{id}/lines", Access::Buyer(OWN_PLACE))
        .summary("Add a product to a cart")
        .creates()
        .body::<NewLine>()
        .returns::<CartView>(201)
        .handle(service.clone(), add_line);
    routes
        .patch("/api/v1/carts/{id}/lines/{line_id}", Access::Buyer(OWN_PLACE))
        .summary("Change the quantity of a line")
        .body::<LinePatch>()
        .returns::<CartView>(200)
        .handle(service.clone(), change_line);
    routes
        .put("/api/v1/carts/{id}/lines/{line_id}/quantity", Access::Buyer(OWN_PLACE))
        .summary("Set the quantity of a line of a long cart, answered with the line and the sums alone")
        .body::<LinePatch>()
        .returns::<CartLineChange>(200)
        .handle(service.clone(), set_quantity);
    routes
        .delete("/api/v1/carts/{id}/lines/{line_id}", Access::Buyer(OWN_PLACE))
        .summary("Remove a line")
        .returns::<CartView>(200)
        .handle(service.clone(), delete_line);
}

async fn list_carts(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<CartList>, Problem> {
    Ok(Json(CartList { items: service.list_kept(&ctx, CartKind::Cart).await? }))
}

async fn create_cart(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewCart>,
) -> Result<Created<CartView>, Problem> {
    let tx = service.boot.store.write(&ctx).await?;
    let cart = service.make_cart(&tx, body.name.as_deref()).await?;
    let view = service.empty_view(&ctx, &cart).await?;
    remember_created(&tx, &view).await?;
    tx.commit().await?;
    Ok(Created(view))
}

async fn get_cart(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
) -> Result<Json<CartView>, Problem> {
    Ok(Json(service.view_cart(&ctx, id).await?))
}

async fn choose_cart(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Chosen>,
) -> Result<StatusCode, Problem> {
    service.choose(&ctx, body.cart_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn change_cart(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    Json(body): Json<CartPatch>,
) -> Result<Json<CartView>, Problem> {
    service.change(&ctx, CartKind::Cart, id, &CartChange::from(body)).await?;
    Ok(Json(service.view_cart(&ctx, id).await?))
}

async fn delete_cart(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
) -> Result<StatusCode, Problem> {
    service.discard(&ctx, CartKind::Cart, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn add_line(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    Json(body): Json<NewLine>,
) -> Result<Created<CartView>, Problem> {
    Ok(Created(service.add_line(&ctx, id, &body.sku, body.quantity, body.unit.as_deref()).await?))
}

async fn change_line(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path((id, line)): Path<(CartId, CartLineId)>,
    Json(body): Json<LinePatch>,
) -> Result<Json<CartView>, Problem> {
    Ok(Json(Ordering::change_line(&service, &ctx, id, line, body.quantity, body.unit.as_deref()).await?))
}

async fn set_quantity(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path((id, line)): Path<(CartId, CartLineId)>,
    Json(body): Json<LinePatch>,
) -> Result<Json<CartLineChange>, Problem> {
    let cart = Ordering::change_line(&service, &ctx, id, line, body.quantity, body.unit.as_deref()).await?;
    Ok(Json(CartLineChange::of(cart, line)))
}

async fn delete_line(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path((id, line)): Path<(CartId, CartLineId)>,
) -> Result<Json<CartView>, Problem> {
    Ok(Json(Ordering::change_line(&service, &ctx, id, line, Quantity::ZERO, None).await?))
}

async fn set_checkout(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    Json(body): Json<CheckoutData>,
) -> Result<Json<CartView>, Problem> {
    Ok(Json(Ordering::set_checkout(&service, &ctx, id, body).await?))
}

async fn place_cart(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    Json(body): Json<Agreement>,
) -> Result<Created<OrderView>, Problem> {
    Ok(Created(service.place_open_cart(&ctx, id, &body.totals_hash).await?))
}
