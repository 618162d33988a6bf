//! Substitutes of a company's approvers.
//! Whoever is away names their own; whoever sets the company's rules names those of others, too.

use axum::{extract::State, http::StatusCode};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    entities::delegations::DelegationId,
    manifest::DESK_USE,
    service::{
        Service,
        delegations::{DelegationView, NewDelegation},
    },
};

#[derive(Debug, Serialize, JsonSchema)]
struct DelegationList {
    items: Vec<DelegationView>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/company/substitutes", Access::Buyer(DESK_USE))
        .summary("List substitutes of approvers")
        .returns::<DelegationList>(200)
        .handle(service.clone(), list_delegations);
    routes
        .post("/api/v1/company/substitutes", Access::Buyer(DESK_USE))
        .summary("Name a substitute")
        .creates()
        .body::<NewDelegation>()
        .returns::<DelegationView>(201)
        .handle(service.clone(), create_delegation);
    routes
        .delete("/api/v1/company/substitutes/{id}", Access::Buyer(DESK_USE))
        .summary("End a substitute's time at once")
        .returns_nothing(204)
        .handle(service.clone(), end_delegation);
}

async fn list_delegations(
    State(service): State<Service>,
    Caller(ctx): Caller,
) -> Result<Json<DelegationList>, Problem> {
    Ok(Json(DelegationList { items: service.list_delegations(&ctx).await? }))
}

async fn create_delegation(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewDelegation>,
) -> Result<Created<DelegationView>, Problem> {
    Ok(Created(service.make_delegation(&ctx, &body).await?))
}

async fn end_delegation(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<DelegationId>,
) -> Result<StatusCode, Problem> {
    service.end_delegation(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
