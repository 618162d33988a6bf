//! Invitations: sent, sent anew and taken back by staff, and accepted by whoever holds the mail.
//! The secret of the mail is all that a guest needs to see whom it is for.

use axum::{extract::State, http::StatusCode};
use kontor_contract::people::{
    Acceptance, AcceptedView, InvitationState, InvitationView, InvitedView, Joining, NewInvitation, Scopes,
};
use kontor_kernel::{CompanyId, InvitationId, Page, RoleId};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{PEOPLE_MANAGE, PEOPLE_READ},
    service::Service,
};

/// Which invitations.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "InvitationFilter")]
struct Filter {
    /// Those that wait to be accepted where nothing is said, expired ones among them.
    state: Option<InvitationState>,
}

/// Somebody to be invited.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct InvitationBody {
    /// Their e-mail address.
    email: String,
    /// Their name, where it is known.
    name: Option<String>,
    /// Into which role.
    role_id: RoleId,
    /// Into which company, for a role of buyers.
    company_id: Option<CompanyId>,
    /// How far the membership will reach; for roles of staff.
    #[serde(default)]
    scopes: Scopes,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/invitations", Access::Staff(PEOPLE_READ))
        .summary("List invitations, the newest first")
        .query::<Filter>()
        .paged()
        .returns::<Page<InvitationView>>(200)
        .handle(service.clone(), list_invitations);
    routes
        .post("/api/v1/admin/invitations", Access::Staff(PEOPLE_MANAGE))
        .summary("Invite somebody")
        .creates()
        .body::<InvitationBody>()
        .returns::<InvitationView>(201)
        .handle(service.clone(), invite);
    routes
        .post("/api/v1/admin/invitations/{id}/resend", Access::Staff(PEOPLE_MANAGE))
        .summary("Send an invitation anew")
        .repeatable("the mail before opens nothing any more")
        .returns::<InvitationView>(200)
        .handle(service.clone(), resend);
    routes
        .delete("/api/v1/admin/invitations/{id}", Access::Staff(PEOPLE_MANAGE))
        .summary("Take an invitation back")
        .returns_nothing(204)
        .handle(service.clone(), revoke);
    routes
        .get("/api/v1/invitations/{secret}", Access::Public)
        .summary("See an invitation by the secret of its mail")
        .returns::<InvitedView>(200)
        .handle(service.clone(), get_invited);
    routes
        .post("/api/v1/invitations/{secret}/acceptance", Access::Public)
        .summary("Accept an invitation")
        .repeatable("an invitation is taken once")
        .body::<Acceptance>()
        .returns::<AcceptedView>(200)
        .handle(service.clone(), accept);
}

async fn list_invitations(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<InvitationView>>, Problem> {
    Ok(Json(service.list_invitations(&ctx, filter.state, &page).await?))
}

async fn invite(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<InvitationBody>,
) -> Result<Created<InvitationView>, Problem> {
    let InvitationBody { email, name, role_id, company_id, scopes } = body;
    let new = NewInvitation { email, name, role_id, company_id, scopes };
    Ok(Created(service.invite_person(&ctx, &new).await?))
}

async fn resend(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<InvitationId>,
) -> Result<Json<InvitationView>, Problem> {
    Ok(Json(service.resend_invitation_of(&ctx, id).await?))
}

async fn revoke(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<InvitationId>,
) -> Result<StatusCode, Problem> {
    service.revoke_invitation_of(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn get_invited(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(secret): Path<String>,
) -> Result<Json<InvitedView>, Problem> {
    Ok(Json(service.invitation(&ctx, &secret).await?))
}

async fn accept(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(secret): Path<String>,
    Json(body): Json<Acceptance>,
) -> Result<Json<AcceptedView>, Problem> {
    Ok(Json(service.accept_invitation(&ctx, &secret, &body).await?))
}
