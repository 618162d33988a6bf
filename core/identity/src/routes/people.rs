//! People and memberships for staff: found, seen, given roles and reach, changed, ended; and their sessions here.
//! How far a person's memberships are shown depends on how far the reader reaches.

use axum::{extract::State, http::StatusCode};
use kontor_contract::{
    account::{OwnSessionView, PersonalDataView},
    attributes::Attributes,
    people::{MembershipView, PeopleFilter, PersonView, Scopes},
};
use kontor_kernel::{CompanyId, MembershipId, Page, RoleId, UserId};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::{PEOPLE_MANAGE, PEOPLE_READ, PRIVACY_MANAGE},
    service::{
        Service,
        memberships::{MembershipChange, NewMembership},
        privacy_desk::ErasureView,
    },
};

/// A membership to be given.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MembershipBody {
    /// The role.
    role_id: RoleId,
    /// The company, for a role of buyers.
    company_id: Option<CompanyId>,
    /// How far it reaches; everything where nothing is said. For roles of staff.
    #[serde(default)]
    scopes: Scopes,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MembershipPatch {
    /// Another role for the same audience.
    role_id: Option<RoleId>,
    /// How far it reaches from now on, all of it.
    scopes: Option<Scopes>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PersonPatch {
    /// The tenant's own attributes of the person; `null` removes one.
    #[serde(default)]
    attributes: Attributes,
}

/// Why somebody is forgotten.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Erasure {
    /// 3 to 500 characters, for the audit trail.
    reason: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SessionList {
    items: Vec<OwnSessionView>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/people", Access::Staff(PEOPLE_READ))
        .summary("List people by name")
        .query::<PeopleFilter>()
        .paged()
        .returns::<Page<PersonView>>(200)
        .handle(service.clone(), list_people);
    routes
        .get("/api/v1/admin/people/{id}", Access::Staff(PEOPLE_READ))
        .summary("See a person with all memberships")
        .returns::<PersonView>(200)
        .handle(service.clone(), get_person);
    routes
        .patch("/api/v1/admin/people/{id}", Access::Staff(PEOPLE_MANAGE))
        .summary("Change the tenant's own attributes of a person")
        .body::<PersonPatch>()
        .returns::<PersonView>(200)
        .handle(service.clone(), change_person);
    routes
        .post("/api/v1/admin/people/{id}/memberships", Access::Staff(PEOPLE_MANAGE))
        .summary("Give a person another membership")
        .creates()
        .body::<MembershipBody>()
        .returns::<MembershipView>(201)
        .handle(service.clone(), add_membership);
    routes
        .patch("/api/v1/admin/memberships/{id}", Access::Staff(PEOPLE_MANAGE))
        .summary("Give a membership another role or reach")
        .body::<MembershipPatch>()
        .returns::<MembershipView>(200)
        .handle(service.clone(), change_membership);
    routes
        .delete("/api/v1/admin/memberships/{id}", Access::Staff(PEOPLE_MANAGE))
        .summary("End a membership")
        .returns_nothing(204)
        .handle(service.clone(), end_membership);
    declare_sessions(routes, service);
    declare_privacy(routes, service);
}

fn declare_privacy(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/people/{id}/data", Access::Staff(PRIVACY_MANAGE))
        .summary("Get a copy of all that is held of a person")
        .returns::<PersonalDataView>(200)
        .handle(service.clone(), get_data);
    routes
        .post("/api/v1/admin/people/{id}/erasure", Access::Staff(PRIVACY_MANAGE))
        .summary("Erase a person's data, but for what the law wants kept")
        .repeatable("who is erased is unknown from then on")
        .body::<Erasure>()
        .returns::<ErasureView>(200)
        .handle(service.clone(), erase);
}

fn declare_sessions(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/people/{id}/sessions", Access::Staff(PEOPLE_MANAGE))
        .summary("List a person's open sessions here")
        .returns::<SessionList>(200)
        .handle(service.clone(), list_sessions);
    routes
        .delete("/api/v1/admin/people/{id}/sessions", Access::Staff(PEOPLE_MANAGE))
        .summary("End all of a person's sessions here")
        .returns_nothing(204)
        .handle(service.clone(), end_sessions);
}

async fn list_people(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<PeopleFilter>,
    Paging(page): Paging,
) -> Result<Json<Page<PersonView>>, Problem> {
    Ok(Json(service.list_people(&ctx, &filter, &page).await?))
}

async fn get_person(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
) -> Result<Json<PersonView>, Problem> {
    Ok(Json(service.person_of(&ctx, id).await?))
}

async fn change_person(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
    Json(body): Json<PersonPatch>,
) -> Result<Json<PersonView>, Problem> {
    Ok(Json(service.change_profile(&ctx, id, &body.attributes).await?))
}

async fn add_membership(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
    Json(body): Json<MembershipBody>,
) -> Result<Created<MembershipView>, Problem> {
    let new = NewMembership { role: body.role_id, company: body.company_id, scopes: body.scopes };
    Ok(Created(service.add_membership(&ctx, id, &new).await?))
}

async fn change_membership(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<MembershipId>,
    Json(body): Json<MembershipPatch>,
) -> Result<Json<MembershipView>, Problem> {
    let change = MembershipChange { role: body.role_id, scopes: body.scopes };
    Ok(Json(service.change_membership(&ctx, id, &change).await?))
}

async fn end_membership(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<MembershipId>,
) -> Result<StatusCode, Problem> {
    service.end_membership_of(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_sessions(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
) -> Result<Json<SessionList>, Problem> {
    Ok(Json(SessionList { items: service.sessions_of(&ctx, id).await? }))
}

async fn end_sessions(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
) -> Result<StatusCode, Problem> {
    service.end_sessions_of(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn get_data(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
) -> Result<Json<PersonalDataView>, Problem> {
    Ok(Json(service.data_of(&ctx, id).await?))
}

async fn erase(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
    Json(body): Json<Erasure>,
) -> Result<Json<ErasureView>, Problem> {
    Ok(Json(service.erase(&ctx, id, &body.reason).await?))
}
