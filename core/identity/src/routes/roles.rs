//! Roles for staff: the catalogue of permissions, the roles that are composed of it, and why somebody may do something.
//! A change counts with the next request of whoever holds the role.

use axum::{extract::State, http::StatusCode};
use kontor_contract::people::{Audience, OrderCeiling, RoleView};
use kontor_kernel::{CompanyId, MembershipId, RoleId};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::company_people::{PermissionList, RoleList, RolePatch};
use crate::{
    manifest::{PEOPLE_READ, ROLES_MANAGE},
    service::{Service, explain::Explanation, roles::RoleDraft},
};

/// A role to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewRole {
    /// Unique: lower-case letters, digits, `_` and `-`, a letter first, 40 at the most.
    code: String,
    /// 1 to 100 characters.
    name: String,
    /// Whose role it is.
    audience: Audience,
    /// What it grants: nothing that one does not hold.
    #[serde(default)]
    permissions: Vec<String>,
    /// A role whose permissions it begins with.
    copy_of: Option<RoleId>,
    /// The most that an order may come to, net.
    order_ceiling: Option<OrderCeiling>,
}

/// What is to be explained.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Question {
    /// Whose membership.
    membership_id: MembershipId,
    /// The permission, `orders.orders.place`.
    permission: String,
    /// With which company.
    company_id: Option<CompanyId>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/permissions", Access::Staff(PEOPLE_READ))
        .summary("List the permissions of the modules that are on")
        .returns::<PermissionList>(200)
        .handle(service.clone(), list_permissions);
    routes
        .get("/api/v1/admin/roles", Access::Staff(PEOPLE_READ))
        .summary("List roles with what they grant")
        .returns::<RoleList>(200)
        .handle(service.clone(), list_roles);
    routes
        .get("/api/v1/admin/access/explanation", Access::Staff(PEOPLE_READ))
        .summary("Explain in words why a member may do something or not")
        .query::<Question>()
        .returns::<Explanation>(200)
        .handle(service.clone(), explain);
    declare_changes(routes, service);
}

fn declare_changes(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/admin/roles", Access::Staff(ROLES_MANAGE))
        .whole_tenant()
        .summary("Compose a role")
        .creates()
        .body::<NewRole>()
        .returns::<RoleView>(201)
        .handle(service.clone(), create_role);
    routes
        .get("/api/v1/admin/roles/{id}", Access::Staff(PEOPLE_READ))
        .summary("See a role")
        .returns::<RoleView>(200)
        .handle(service.clone(), get_role);
    routes
        .patch("/api/v1/admin/roles/{id}", Access::Staff(ROLES_MANAGE))
        .whole_tenant()
        .summary("Change a role")
        .body::<RolePatch>()
        .returns::<RoleView>(200)
        .handle(service.clone(), change_role);
    routes
        .delete("/api/v1/admin/roles/{id}", Access::Staff(ROLES_MANAGE))
        .whole_tenant()
        .summary("Delete a role that nobody holds")
        .returns_nothing(204)
        .handle(service.clone(), delete_role);
}

async fn list_permissions(
    State(service): State<Service>,
    Caller(ctx): Caller,
) -> Result<Json<PermissionList>, Problem> {
    Ok(Json(PermissionList { items: service.permission_views(&ctx).await? }))
}

async fn list_roles(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<RoleList>, Problem> {
    Ok(Json(RoleList { items: service.role_views(&ctx).await? }))
}

async fn get_role(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RoleId>,
) -> Result<Json<RoleView>, Problem> {
    Ok(Json(service.role_view_of(&ctx, id).await?))
}

async fn create_role(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewRole>,
) -> Result<Created<RoleView>, Problem> {
    let draft = RoleDraft {
        code: Some(body.code),
        name: body.name,
        audience: body.audience,
        permissions: body.permissions,
        copy_of: body.copy_of,
        order_ceiling: body.order_ceiling,
    };
    Ok(Created(service.create_role_of(&ctx, &draft).await?))
}

async fn change_role(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RoleId>,
    Json(body): Json<RolePatch>,
) -> Result<Json<RoleView>, Problem> {
    Ok(Json(service.change_role_to(&ctx, id, &body.into()).await?))
}

async fn delete_role(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RoleId>,
) -> Result<StatusCode, Problem> {
    service.delete_role_of(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn explain(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(question): Query<Question>,
) -> Result<Json<Explanation>, Problem> {
    let Question { membership_id, permission, company_id } = question;
    Ok(Json(service.explain(&ctx, membership_id, &permission, company_id).await?))
}
