//! People, invitations and roles of a buyer's own company and those below it.
//! The same use cases as for staff; the buyer's persona says how far they reach.

use axum::{extract::State, http::StatusCode};
use kontor_contract::people::{
    CompanyPeople, InvitationView, NewInvitation, NewRole, OrderCeiling, PeopleFilter, PermissionView, PersonView,
    RoleChange, RoleView, Scopes,
};
use kontor_kernel::{CompanyId, InvitationId, MembershipId, Page, RoleId};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::given;
use crate::{
    manifest::{OWN_PEOPLE_MANAGE, OWN_ROLES_MANAGE},
    service::Service,
};

/// The role that a member gets.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RoleOfMember {
    /// A role of buyers.
    role_id: RoleId,
}

/// Somebody to be invited.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OwnInvitation {
    /// Their e-mail address.
    email: String,
    /// Their name, where it is known.
    name: Option<String>,
    /// A role of buyers.
    role_id: RoleId,
    /// The company or one below it; one's own where nothing is said.
    company_id: Option<CompanyId>,
}

/// A role of one's own company.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OwnRole {
    /// 1 to 100 characters.
    name: String,
    /// What it grants: nothing that one does not hold.
    permissions: Vec<String>,
    /// The most that an order may come to, net.
    order_ceiling: Option<OrderCeiling>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RolePatch {
    /// 1 to 100 characters.
    name: Option<String>,
    /// All that it grants from now on.
    permissions: Option<Vec<String>>,
    /// The most that an order may come to, net; `null` takes the limit away.
    #[serde(default, deserialize_with = "given")]
    order_ceiling: Option<Option<OrderCeiling>>,
}

impl From<RolePatch> for RoleChange {
    fn from(patch: RolePatch) -> Self {
        Self { name: patch.name, permissions: patch.permissions, order_ceiling: patch.order_ceiling }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct InvitationList {
    pub(super) items: Vec<InvitationView>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RoleList {
    pub(super) items: Vec<RoleView>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PermissionList {
    pub(super) items: Vec<PermissionView>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/company/people", Access::Buyer(OWN_PEOPLE_MANAGE))
        .summary("List the people of one's company and those below it")
        .query::<PeopleFilter>()
        .paged()
        .returns::<Page<PersonView>>(200)
        .handle(service.clone(), list_people);
    routes
        .patch("/api/v1/company/memberships/{id}", Access::Buyer(OWN_PEOPLE_MANAGE))
        .summary("Give a member of one's company another role")
        .body::<RoleOfMember>()
        .returns::<PersonView>(200)
        .handle(service.clone(), change_role_of);
    routes
        .delete("/api/v1/company/memberships/{id}", Access::Buyer(OWN_PEOPLE_MANAGE))
        .summary("End a membership of one's company")
        .returns_nothing(204)
        .handle(service.clone(), end_membership);
    declare_invitations(routes, service);
    declare_roles(routes, service);
}

fn declare_invitations(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/company/invitations", Access::Buyer(OWN_PEOPLE_MANAGE))
        .summary("List invitations into one's company that wait")
        .returns::<InvitationList>(200)
        .handle(service.clone(), list_invitations);
    routes
        .post("/api/v1/company/invitations", Access::Buyer(OWN_PEOPLE_MANAGE))
        .summary("Invite somebody into one's company")
        .creates()
        .body::<OwnInvitation>()
        .returns::<InvitationView>(201)
        .handle(service.clone(), invite);
    routes
        .post("/api/v1/company/invitations/{id}/resend", Access::Buyer(OWN_PEOPLE_MANAGE))
        .summary("Send an invitation anew")
        .repeatable("the mail before opens nothing any more")
        .returns::<InvitationView>(200)
        .handle(service.clone(), resend);
    routes
        .delete("/api/v1/company/invitations/{id}", Access::Buyer(OWN_PEOPLE_MANAGE))
        .summary("Take an invitation back")
        .returns_nothing(204)
        .handle(service.clone(), revoke);
}

fn declare_roles(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/company/permissions", Access::Buyer(OWN_ROLES_MANAGE))
        .summary("List permissions that roles of buyers are composed of")
        .returns::<PermissionList>(200)
        .handle(service.clone(), list_permissions);
    routes
        .get("/api/v1/company/roles", Access::Buyer(OWN_PEOPLE_MANAGE))
        .summary("List roles of buyers, one's company's own among them")
        .returns::<RoleList>(200)
        .handle(service.clone(), list_roles);
    routes
        .post("/api/v1/company/roles", Access::Buyer(OWN_ROLES_MANAGE))
        .summary("Compose a role of one's company")
        .creates()
        .body::<OwnRole>()
        .returns::<RoleView>(201)
        .handle(service.clone(), create_role);
    routes
        .patch("/api/v1/company/roles/{id}", Access::Buyer(OWN_ROLES_MANAGE))
        .summary("Change a role of one's company")
        .body::<RolePatch>()
        .returns::<RoleView>(200)
        .handle(service.clone(), change_role);
    routes
        .delete("/api/v1/company/roles/{id}", Access::Buyer(OWN_ROLES_MANAGE))
        .summary("Delete a role of one's company that nobody holds")
        .returns_nothing(204)
        .handle(service.clone(), delete_role);
}

async fn list_people(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<PeopleFilter>,
    Paging(page): Paging,
) -> Result<Json<Page<PersonView>>, Problem> {
    Ok(Json(service.people(&ctx, &filter, &page).await?))
}

async fn change_role_of(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<MembershipId>,
    Json(body): Json<RoleOfMember>,
) -> Result<Json<PersonView>, Problem> {
    Ok(Json(service.change_role_of(&ctx, id, body.role_id).await?))
}

async fn end_membership(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<MembershipId>,
) -> Result<StatusCode, Problem> {
    service.end_membership(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_invitations(
    State(service): State<Service>,
    Caller(ctx): Caller,
) -> Result<Json<InvitationList>, Problem> {
    Ok(Json(InvitationList { items: service.invitations(&ctx).await? }))
}

async fn invite(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<OwnInvitation>,
) -> Result<Created<InvitationView>, Problem> {
    let new = NewInvitation {
        email: body.email,
        name: body.name,
        role_id: body.role_id,
        company_id: body.company_id,
        scopes: Scopes::default(),
    };
    Ok(Created(service.invite(&ctx, &new).await?))
}

async fn resend(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<InvitationId>,
) -> Result<Json<InvitationView>, Problem> {
    Ok(Json(service.resend_invitation(&ctx, id).await?))
}

async fn revoke(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<InvitationId>,
) -> Result<StatusCode, Problem> {
    service.revoke_invitation(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_permissions(
    State(service): State<Service>,
    Caller(ctx): Caller,
) -> Result<Json<PermissionList>, Problem> {
    Ok(Json(PermissionList { items: service.permissions(&ctx).await? }))
}

async fn list_roles(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<RoleList>, Problem> {
    Ok(Json(RoleList { items: service.roles(&ctx).await? }))
}

async fn create_role(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<OwnRole>,
) -> Result<Created<RoleView>, Problem> {
    let new = NewRole { name: body.name, permissions: body.permissions, order_ceiling: body.order_ceiling };
    Ok(Created(service.create_role(&ctx, &new).await?))
}

async fn change_role(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RoleId>,
    Json(body): Json<RolePatch>,
) -> Result<Json<RoleView>, Problem> {
    Ok(Json(service.change_role(&ctx, id, &body.into()).await?))
}

async fn delete_role(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RoleId>,
) -> Result<StatusCode, Problem> {
    service.delete_role(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
