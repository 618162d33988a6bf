//! Rules of a company, for its own people and for staff.
//! Archived ones are gone from the lists; what they have done stays.

use axum::{extract::State, http::StatusCode};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Serialize;

use super::OfCompany;
use crate::{
    entities::rules::RuleId,
    manifest::{OWN_RULES_MANAGE, OWN_RULES_READ, RULES_READ, RULES_WRITE},
    service::{
        Service,
        rules::{RuleBody, RuleView},
    },
};

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApprovalRuleList")]
struct List {
    items: Vec<RuleView>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/company/approval-rules", Access::Buyer(OWN_RULES_READ))
        .summary("List the approval rules of one's company")
        .query::<OfCompany>()
        .returns::<List>(200)
        .handle(service.clone(), list_rules);
    routes
        .post("/api/v1/company/approval-rules", Access::Buyer(OWN_RULES_MANAGE))
        .summary("Make an approval rule of one's company")
        .creates()
        .body::<RuleBody>()
        .returns::<RuleView>(201)
        .handle(service.clone(), create_rule);
    routes
        .put("/api/v1/company/approval-rules/{id}", Access::Buyer(OWN_RULES_MANAGE))
        .summary("Change an approval rule of one's company")
        .body::<RuleBody>()
        .returns::<RuleView>(200)
        .handle(service.clone(), change_rule);
    routes
        .delete("/api/v1/company/approval-rules/{id}", Access::Buyer(OWN_RULES_MANAGE))
        .summary("Archive an approval rule of one's company")
        .returns_nothing(204)
        .handle(service.clone(), archive_rule);
    routes
        .get("/api/v1/admin/approvals/rules", Access::Staff(RULES_READ))
        .summary("List the approval rules of a customer")
        .query::<OfCompany>()
        .returns::<List>(200)
        .handle(service.clone(), list_rules);
    routes
        .post("/api/v1/admin/approvals/rules", Access::Staff(RULES_WRITE))
        .summary("Make an approval rule of a customer")
        .creates()
        .body::<RuleBody>()
        .returns::<RuleView>(201)
        .handle(service.clone(), create_rule);
    routes
        .put("/api/v1/admin/approvals/rules/{id}", Access::Staff(RULES_WRITE))
        .summary("Change an approval rule of a customer")
        .body::<RuleBody>()
        .returns::<RuleView>(200)
        .handle(service.clone(), change_rule);
    routes
        .delete("/api/v1/admin/approvals/rules/{id}", Access::Staff(RULES_WRITE))
        .summary("Archive an approval rule of a customer")
        .returns_nothing(204)
        .handle(service.clone(), archive_rule);
}

async fn list_rules(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(of): Query<OfCompany>,
) -> Result<Json<List>, Problem> {
    Ok(Json(List { items: service.list_rules(&ctx, of.company_id).await? }))
}

async fn create_rule(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<RuleBody>,
) -> Result<Created<RuleView>, Problem> {
    Ok(Created(service.make_rule(&ctx, &body).await?))
}

async fn change_rule(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RuleId>,
    Json(body): Json<RuleBody>,
) -> Result<Json<RuleView>, Problem> {
    Ok(Json(service.change_rule(&ctx, id, &body).await?))
}

async fn archive_rule(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RuleId>,
) -> Result<StatusCode, Problem> {
    service.archive_rule(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
