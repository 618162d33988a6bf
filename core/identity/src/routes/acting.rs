//! Who acts for a customer at the moment, and ending it.
//! Beginning and ending it for oneself belongs to one's session.

use axum::{extract::State, http::StatusCode};
use kontor_contract::companies::ActingEntry;
use kontor_kernel::ActingId;
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    manifest::{PEOPLE_MANAGE, PEOPLE_READ},
    service::Service,
};

#[derive(Debug, Serialize, JsonSchema)]
struct ActingList {
    items: Vec<ActingEntry>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/acting", Access::Staff(PEOPLE_READ))
        .summary("See who acts for a customer at the moment, the newest first")
        .returns::<ActingList>(200)
        .handle(service.clone(), list_acting);
    routes
        .delete("/api/v1/admin/acting/{id}", Access::Staff(PEOPLE_MANAGE))
        .summary("End somebody's acting for a customer")
        .returns_nothing(204)
        .handle(service.clone(), end_acting);
}

async fn list_acting(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<ActingList>, Problem> {
    Ok(Json(ActingList { items: service.acting_now(&ctx).await? }))
}

async fn end_acting(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ActingId>,
) -> Result<StatusCode, Problem> {
    service.end_acting_by_desk(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
