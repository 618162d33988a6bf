//! Shopping lists: articles that are kept, shared within the company, and put into carts as often as wanted.
//! A list is made and filled with rows of codes, like a quick order: all of them or none.

use axum::{extract::State, http::StatusCode};
use kontor_contract::orders::{CartChange, CartKind, CartView, Carts, QuickRow};
use kontor_kernel::CartId;
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    carts::{CartList, CartPatch},
    quick_order::{Row, Rows},
};
use crate::{manifest::OWN_PLACE, service::Service};

/// A shopping list to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewList {
    /// What it is for, at most 100 characters.
    name: String,
    /// What is in it, at most 2,000.
    lines: Vec<Row>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/shopping-lists", Access::Buyer(OWN_PLACE))
        .summary("List one's shopping lists and those that others of the company share")
        .returns::<CartList>(200)
        .handle(service.clone(), list);
    routes
        .post("/api/v1/shopping-lists", Access::Buyer(OWN_PLACE))
        .summary("Make a shopping list")
        .creates()
        .body::<NewList>()
        .returns::<CartView>(201)
        .handle(service.clone(), create);
    routes
        .get("/api/v1/shopping-lists/{id}", Access::Buyer(OWN_PLACE))
        .summary("See a shopping list computed for this moment")
        .returns::<CartView>(200)
        .handle(service.clone(), show);
    routes
        .put("/api/v1/shopping-lists/{id}/lines", Access::Buyer(OWN_PLACE))
        .summary("Replace what is in a shopping list, all of it or nothing")
        .body::<Rows>()
        .returns::<CartView>(200)
        .handle(service.clone(), fill);
    routes
        .patch("/api/v1/shopping-lists/{id}", Access::Buyer(OWN_PLACE))
        .summary("Name a shopping list of one's own, or share it within the company")
        .body::<CartPatch>()
        .returns::<CartView>(200)
        .handle(service.clone(), change);
    routes
        .delete("/api/v1/shopping-lists/{id}", Access::Buyer(OWN_PLACE))
        .summary("Throw a shopping list of one's own away")
        .returns_nothing(204)
        .handle(service.clone(), delete);
}

async fn list(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<CartList>, Problem> {
    Ok(Json(CartList { items: service.list_kept(&ctx, CartKind::ShoppingList).await? }))
}

async fn create(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewList>,
) -> Result<Created<CartView>, Problem> {
    let rows: Vec<QuickRow> = body.lines.into_iter().map(QuickRow::from).collect();
    Ok(Created(service.make_shopping_list(&ctx, &body.name, &rows).await?))
}

async fn show(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
) -> Result<Json<CartView>, Problem> {
    Ok(Json(service.shopping_list(&ctx, id).await?))
}

async fn fill(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    Json(body): Json<Rows>,
) -> Result<Json<CartView>, Problem> {
    Ok(Json(service.fill_shopping_list(&ctx, id, &body.read()).await?))
}

async fn change(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    Json(body): Json<CartPatch>,
) -> Result<Json<CartView>, Problem> {
    service.change(&ctx, CartKind::ShoppingList, id, &CartChange::from(body)).await?;
    Ok(Json(service.shopping_list(&ctx, id).await?))
}

async fn delete(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
) -> Result<StatusCode, Problem> {
    service.discard(&ctx, CartKind::ShoppingList, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
