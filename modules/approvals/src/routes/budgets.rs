//! Budgets of a company, for its own people and for staff.
//! Archived ones are gone from the lists; what they have done stays.

use axum::{extract::State, http::StatusCode};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Serialize;

use super::OfCompany;
use crate::{
    entities::budgets::BudgetId,
    manifest::{OWN_RULES_MANAGE, OWN_RULES_READ, RULES_READ, RULES_WRITE},
    service::{
        Service,
        budgets::{BudgetBody, BudgetView},
    },
};

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BudgetList")]
struct List {
    items: Vec<BudgetView>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/company/budgets", Access::Buyer(OWN_RULES_READ))
        .summary("List the budgets of one's company")
        .query::<OfCompany>()
        .returns::<List>(200)
        .handle(service.clone(), list_budgets);
    routes
        .post("/api/v1/company/budgets", Access::Buyer(OWN_RULES_MANAGE))
        .summary("Make a budget of one's company")
        .creates()
        .body::<BudgetBody>()
        .returns::<BudgetView>(201)
        .handle(service.clone(), create_budget);
    routes
        .put("/api/v1/company/budgets/{id}", Access::Buyer(OWN_RULES_MANAGE))
        .summary("Change a budget of one's company")
        .body::<BudgetBody>()
        .returns::<BudgetView>(200)
        .handle(service.clone(), change_budget);
    routes
        .delete("/api/v1/company/budgets/{id}", Access::Buyer(OWN_RULES_MANAGE))
        .summary("Archive a budget of one's company")
        .returns_nothing(204)
        .handle(service.clone(), archive_budget);
    routes
        .get("/api/v1/admin/approvals/budgets", Access::Staff(RULES_READ))
        .summary("List the budgets of a customer")
        .query::<OfCompany>()
        .returns::<List>(200)
        .handle(service.clone(), list_budgets);
    routes
        .post("/api/v1/admin/approvals/budgets", Access::Staff(RULES_WRITE))
        .summary("Make a budget of a customer")
        .creates()
        .body::<BudgetBody>()
        .returns::<BudgetView>(201)
        .handle(service.clone(), create_budget);
    routes
        .put("/api/v1/admin/approvals/budgets/{id}", Access::Staff(RULES_WRITE))
        .summary("Change a budget of a customer")
        .body::<BudgetBody>()
        .returns::<BudgetView>(200)
        .handle(service.clone(), change_budget);
    routes
        .delete("/api/v1/admin/approvals/budgets/{id}", Access::Staff(RULES_WRITE))
        .summary("Archive a budget of a customer")
        .returns_nothing(204)
        .handle(service.clone(), archive_budget);
}

async fn list_budgets(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(of): Query<OfCompany>,
) -> Result<Json<List>, Problem> {
    Ok(Json(List { items: service.list_budgets(&ctx, of.company_id).await? }))
}

async fn create_budget(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<BudgetBody>,
) -> Result<Created<BudgetView>, Problem> {
    Ok(Created(service.make_budget(&ctx, &body).await?))
}

async fn change_budget(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<BudgetId>,
    Json(body): Json<BudgetBody>,
) -> Result<Json<BudgetView>, Problem> {
    Ok(Json(service.change_budget(&ctx, id, &body).await?))
}

async fn archive_budget(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<BudgetId>,
) -> Result<StatusCode, Problem> {
    service.archive_budget(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
