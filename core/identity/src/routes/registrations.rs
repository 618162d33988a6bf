//! Registrations: the form and asking for guests, designing and deciding for staff.
//! Asking is answered the same whatever is known of the address.

use axum::{extract::State, http::StatusCode};
use kontor_contract::people::{
    ConfirmedView, Joining, NewRegistration, PendingRegistrationView, RegistrationFormView, RegistrationState,
};
use kontor_kernel::{CompanyId, Page, RegistrationId, RoleId};
use kontor_web::{Access, Caller, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{REGISTRATIONS_DECIDE, REGISTRATIONS_DESIGN},
    service::{
        Service,
        registration_desk::{Decision, RegistrationView},
        registration_form::RegistrationForm,
    },
};

/// Which registrations.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RegistrationFilter")]
struct Filter {
    /// All whose mail was answered where nothing is said.
    state: Option<RegistrationState>,
}

/// The answer to the mail of a registration.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    /// The password of a new account; nothing where the address has one already.
    password: Option<String>,
}

/// What is decided with an approval.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Approval {
    /// The company to join; a new one where nothing is said.
    company_id: Option<CompanyId>,
    /// The code of a new one; made by Kontor where nothing is said.
    company_code: Option<String>,
    /// The role; the form's own where nothing is said.
    role_id: Option<RoleId>,
    /// Permissions beside the role's, of those that may be asked for.
    #[serde(default)]
    permissions: Vec<String>,
}

/// Why not.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Rejection {
    /// What the applicant is told.
    #[serde(default)]
    reason: String,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/registration-form", Access::Public)
        .summary("See the registration form")
        .returns::<RegistrationFormView>(200)
        .handle(service.clone(), get_form);
    routes
        .post("/api/v1/registrations", Access::Public)
        .summary("Ask to be registered")
        .repeatable("each has a mail of its own, and the first that is answered counts")
        .body::<NewRegistration>()
        .returns_nothing(202)
        .handle(service.clone(), register);
    routes
        .get("/api/v1/registration-confirmations/{secret}", Access::Public)
        .summary("See the registration that a mail is about")
        .returns::<PendingRegistrationView>(200)
        .handle(service.clone(), get_pending);
    routes
        .put("/api/v1/registration-confirmations/{secret}", Access::Public)
        .summary("Answer the mail of a registration")
        .body::<Confirmation>()
        .returns::<ConfirmedView>(200)
        .handle(service.clone(), confirm);
    routes
        .get("/api/v1/admin/registration-form", Access::Staff(REGISTRATIONS_DESIGN))
        .summary("See the design of the registration form")
        .returns::<RegistrationForm>(200)
        .handle(service.clone(), get_design);
    routes
        .put("/api/v1/admin/registration-form", Access::Staff(REGISTRATIONS_DESIGN))
        .whole_tenant()
        .summary("Design the registration form")
        .body::<RegistrationForm>()
        .returns::<RegistrationForm>(200)
        .handle(service.clone(), set_design);
    declare_decisions(routes, service);
}

fn declare_decisions(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/registrations", Access::Staff(REGISTRATIONS_DECIDE))
        .summary("List registrations, the newest first")
        .query::<Filter>()
        .paged()
        .returns::<Page<RegistrationView>>(200)
        .handle(service.clone(), list_registrations);
    routes
        .get("/api/v1/admin/registrations/{id}", Access::Staff(REGISTRATIONS_DECIDE))
        .summary("See a registration")
        .returns::<RegistrationView>(200)
        .handle(service.clone(), get_registration);
    routes
        .post("/api/v1/admin/registrations/{id}/approve", Access::Staff(REGISTRATIONS_DECIDE))
        .summary("Let somebody in")
        .repeatable("a registration is decided once")
        .body::<Approval>()
        .returns::<RegistrationView>(200)
        .handle(service.clone(), approve);
    routes
        .post("/api/v1/admin/registrations/{id}/reject", Access::Staff(REGISTRATIONS_DECIDE))
        .summary("Refuse somebody")
        .repeatable("a registration is decided once")
        .body::<Rejection>()
        .returns::<RegistrationView>(200)
        .handle(service.clone(), reject);
}

async fn get_form(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<RegistrationFormView>, Problem> {
    Ok(Json(service.registration_form(&ctx).await?))
}

async fn register(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewRegistration>,
) -> Result<StatusCode, Problem> {
    service.register(&ctx, &body).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn get_pending(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(secret): Path<String>,
) -> Result<Json<PendingRegistrationView>, Problem> {
    Ok(Json(service.pending_registration(&ctx, &secret).await?))
}

async fn confirm(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(secret): Path<String>,
    Json(body): Json<Confirmation>,
) -> Result<Json<ConfirmedView>, Problem> {
    Ok(Json(service.confirm_registration(&ctx, &secret, body.password.as_deref()).await?))
}

async fn get_design(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<RegistrationForm>, Problem> {
    Ok(Json(service.form_now(&ctx).await?))
}

async fn set_design(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<RegistrationForm>,
) -> Result<Json<RegistrationForm>, Problem> {
    service.set_form(&ctx, &body).await?;
    Ok(Json(body))
}

async fn list_registrations(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<RegistrationView>>, Problem> {
    Ok(Json(service.list_registrations(&ctx, filter.state, &page).await?))
}

async fn get_registration(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RegistrationId>,
) -> Result<Json<RegistrationView>, Problem> {
    Ok(Json(service.registration_of(&ctx, id).await?))
}

async fn approve(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RegistrationId>,
    Json(body): Json<Approval>,
) -> Result<Json<RegistrationView>, Problem> {
    let decision = Decision {
        company: body.company_id,
        company_code: body.company_code.unwrap_or_default(),
        role: body.role_id,
        permissions: body.permissions,
    };
    Ok(Json(service.approve_registration(&ctx, id, decision).await?))
}

async fn reject(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<RegistrationId>,
    Json(body): Json<Rejection>,
) -> Result<Json<RegistrationView>, Problem> {
    Ok(Json(service.reject_registration(&ctx, id, &body.reason).await?))
}
