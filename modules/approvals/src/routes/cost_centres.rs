//! Cost centres of a company, for its own people and for staff.
//! The list for the checkout holds only those that whoever asks may order on.

use axum::extract::State;
use kontor_contract::approvals::{CostCentreName, CostCentres};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Serialize;

use super::OfCompany;
use crate::{
    entities::cost_centres::CostCentreId,
    manifest::{OWN_RULES_MANAGE, OWN_RULES_READ, RULES_READ, RULES_WRITE},
    service::{
        Service,
        cost_centres::{CostCentreChange, CostCentreView, NewCostCentre},
    },
};

#[derive(Debug, Serialize, JsonSchema)]
struct CostCentreList {
    items: Vec<CostCentreView>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CostCentreNames {
    items: Vec<CostCentreName>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/company/cost-centres", Access::Buyer(OWN_RULES_READ))
        .summary("List the cost centres of one's company")
        .query::<OfCompany>()
        .returns::<CostCentreList>(200)
        .handle(service.clone(), list_cost_centres);
    routes
        .get("/api/v1/company/cost-centres/mine", Access::Buyer(OWN_RULES_READ))
        .summary("List the cost centres that one may order on")
        .returns::<CostCentreNames>(200)
        .handle(service.clone(), list_own_cost_centres);
    routes
        .post("/api/v1/company/cost-centres", Access::Buyer(OWN_RULES_MANAGE))
        .summary("Make a cost centre of one's company")
        .creates()
        .body::<NewCostCentre>()
        .returns::<CostCentreView>(201)
        .handle(service.clone(), create_cost_centre);
    routes
        .patch("/api/v1/company/cost-centres/{id}", Access::Buyer(OWN_RULES_MANAGE))
        .summary("Change a cost centre of one's company")
        .body::<CostCentreChange>()
        .returns::<CostCentreView>(200)
        .handle(service.clone(), change_cost_centre);
    routes
        .get("/api/v1/admin/approvals/cost-centres", Access::Staff(RULES_READ))
        .summary("List the cost centres of a customer")
        .query::<OfCompany>()
        .returns::<CostCentreList>(200)
        .handle(service.clone(), list_cost_centres);
    routes
        .post("/api/v1/admin/approvals/cost-centres", Access::Staff(RULES_WRITE))
        .summary("Make a cost centre of a customer")
        .creates()
        .body::<NewCostCentre>()
        .returns::<CostCentreView>(201)
        .handle(service.clone(), create_cost_centre);
    routes
        .patch("/api/v1/admin/approvals/cost-centres/{id}", Access::Staff(RULES_WRITE))
        .summary("Change a cost centre of a customer")
        .body::<CostCentreChange>()
        .returns::<CostCentreView>(200)
        .handle(service.clone(), change_cost_centre);
}

async fn list_cost_centres(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(of): Query<OfCompany>,
) -> Result<Json<CostCentreList>, Problem> {
    Ok(Json(CostCentreList { items: service.list_cost_centres(&ctx, of.company_id).await? }))
}

async fn list_own_cost_centres(
    State(service): State<Service>,
    Caller(ctx): Caller,
) -> Result<Json<CostCentreNames>, Problem> {
    Ok(Json(CostCentreNames { items: service.mine(&ctx).await? }))
}

async fn create_cost_centre(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewCostCentre>,
) -> Result<Created<CostCentreView>, Problem> {
    Ok(Created(service.make_cost_centre(&ctx, &body).await?))
}

async fn change_cost_centre(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CostCentreId>,
    Json(body): Json<CostCentreChange>,
) -> Result<Json<CostCentreView>, Problem> {
    Ok(Json(service.change_cost_centre(&ctx, id, &body).await?))
}
