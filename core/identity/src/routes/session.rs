//! Signing in and out, seeing one's session, acting in another persona, for a customer, or in another tenant.
//! The secret travels in a cookie that scripts cannot read; every change repeats the CSRF token.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use kontor_contract::{
    account::{
        ActForCustomers, HandoverView, OpenedSession, PasskeyChallenge, SecondFactorView, SignIn, SignInAttempt,
        SignInStep, StartActing,
    },
    identity::SessionView,
};
use kontor_kernel::MembershipId;
use kontor_store::Ctx;
use kontor_web::{
    Access, Caller, Csrf, Json, Problem, Routes, SESSION_COOKIE, cookie_value, remove_session, set_session,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::{manifest::ACT_FOR, service::Service};

/// Who signs in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    /// The e-mail address.
    email: String,
    /// The password.
    password: String,
    /// The persona to begin with; the first one where none is named.
    membership_id: Option<MembershipId>,
    /// For 30 days instead of 14 hours.
    #[serde(default)]
    remember: bool,
}

/// The second step of signing in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SecondStep {
    /// The ticket of the first step.
    ticket: String,
    /// A one-time code of the app, or a recovery code.
    code: String,
}

/// What an authenticator answers to a challenge.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyAnswer {
    /// The ticket of the challenge.
    ticket: String,
    /// The credential as `PublicKeyCredential.toJSON()` writes it.
    credential: Value,
    /// The persona to begin with; the first one where none is named.
    membership_id: Option<MembershipId>,
}

/// The persona to act in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PersonaChoice {
    /// One of the session's personas.
    membership_id: MembershipId,
}

/// The tenant to go on in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Destination {
    /// The code of a tenant where one is a member.
    tenant_code: String,
}

/// What a way from another tenant leads with.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Ticket {
    /// The ticket in the address.
    ticket: String,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    declare_session(routes, service);
    declare_ways_in(routes, service);
    declare_acting(routes, service);
}

fn declare_session(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/session", Access::Public)
        .summary("Sign in")
        .repeatable("signing in again opens another session")
        .body::<Credentials>()
        .returns::<SessionView>(200)
        .returns::<SecondFactorView>(202)
        .handle(service.clone(), open_session);
    routes
        .get("/api/v1/session", Access::SignedIn)
        .summary("See one's session")
        .returns::<SessionView>(200)
        .handle(service.clone(), get_session);
    routes
        .delete("/api/v1/session", Access::SignedIn)
        .summary("Sign out")
        .returns_nothing(204)
        .handle(service.clone(), close_session);
    routes
        .put("/api/v1/session/persona", Access::SignedIn)
        .summary("Act in another persona")
        .body::<PersonaChoice>()
        .returns::<SessionView>(200)
        .handle(service.clone(), switch_persona);
}

fn declare_ways_in(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/session/second-factor", Access::Public)
        .summary("Take the second step of signing in")
        .repeatable("a ticket and a code are good once")
        .body::<SecondStep>()
        .returns::<SessionView>(200)
        .handle(service.clone(), take_second_step);
    routes
        .post("/api/v1/session/passkey/options", Access::Public)
        .summary("Ask for a challenge to sign in with a passkey")
        .repeatable("each challenge is another one, and forgotten after minutes")
        .returns::<PasskeyChallenge>(200)
        .handle(service.clone(), passkey_options);
    routes
        .post("/api/v1/session/passkey", Access::Public)
        .summary("Sign in with a passkey")
        .repeatable("a ticket is good once")
        .body::<PasskeyAnswer>()
        .returns::<SessionView>(200)
        .handle(service.clone(), open_session_by_passkey);
    routes
        .post("/api/v1/session/handover", Access::SignedIn)
        .summary("Ask for the way to another tenant of the same person")
        .repeatable("each way is another one, and closed after a minute")
        .body::<Destination>()
        .returns::<HandoverView>(201)
        .handle(service.clone(), hand_over);
    routes
        .post("/api/v1/session/handover/acceptance", Access::Public)
        .summary("Go on here after signing in at another tenant")
        .repeatable("a ticket is good once")
        .body::<Ticket>()
        .returns::<SessionView>(200)
        .handle(service.clone(), accept_handover);
}

fn declare_acting(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/session/acting", Access::Staff(ACT_FOR))
        .summary("Act for a customer for a while")
        .repeatable("whoever acts for a customer is not staff until it is over")
        .body::<StartActing>()
        .returns::<SessionView>(200)
        .handle(service.clone(), start_acting);
    routes
        .delete("/api/v1/session/acting", Access::SignedIn)
        .summary("Be oneself again")
        .returns::<SessionView>(200)
        .handle(service.clone(), end_acting);
}

async fn open_session(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Credentials>,
) -> Result<Response, Problem> {
    let attempt = SignInAttempt {
        email: &body.email,
        password: &body.password,
        membership: body.membership_id,
        remember: body.remember,
    };
    Ok(match service.sign_in(&ctx, attempt).await? {
        SignInStep::Opened(opened) => answer(&ctx, &opened),
        SignInStep::SecondFactor(step) => (StatusCode::ACCEPTED, Json(step)).into_response(),
    })
}

async fn take_second_step(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<SecondStep>,
) -> Result<Response, Problem> {
    Ok(answer(&ctx, &service.second_factor(&ctx, &body.ticket, &body.code).await?))
}

async fn passkey_options(
    State(service): State<Service>,
    Caller(ctx): Caller,
) -> Result<Json<PasskeyChallenge>, Problem> {
    Ok(Json(service.passkey_challenge(&ctx).await?))
}

async fn open_session_by_passkey(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<PasskeyAnswer>,
) -> Result<Response, Problem> {
    let opened = service.sign_in_with_passkey(&ctx, &body.ticket, &body.credential, body.membership_id).await?;
    Ok(answer(&ctx, &opened))
}

async fn get_session(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Csrf(csrf): Csrf,
) -> Result<Json<SessionView>, Problem> {
    Ok(Json(service.session(&ctx, csrf.as_deref()).await?))
}

async fn close_session(
    State(service): State<Service>,
    Caller(ctx): Caller,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(secret) = cookie_value(&headers, SESSION_COOKIE) {
        service.sign_out(&ctx, secret).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    remove_session(&ctx, response.headers_mut());
    Ok(response)
}

async fn switch_persona(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<PersonaChoice>,
) -> Result<Response, Problem> {
    Ok(answer(&ctx, &SignIn::switch_persona(&service, &ctx, body.membership_id).await?))
}

async fn hand_over(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Destination>,
) -> Result<Response, Problem> {
    let way = SignIn::hand_over(&service, &ctx, &body.tenant_code).await?;
    Ok((StatusCode::CREATED, Json(way)).into_response())
}

async fn accept_handover(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Ticket>,
) -> Result<Response, Problem> {
    Ok(answer(&ctx, &SignIn::accept_handover(&service, &ctx, &body.ticket).await?))
}

async fn start_acting(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Csrf(csrf): Csrf,
    Json(body): Json<StartActing>,
) -> Result<Json<SessionView>, Problem> {
    Ok(Json(ActForCustomers::start_acting(&service, &ctx, &body, csrf.as_deref()).await?))
}

async fn end_acting(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Csrf(csrf): Csrf,
) -> Result<Json<SessionView>, Problem> {
    Ok(Json(ActForCustomers::end_acting(&service, &ctx, csrf.as_deref()).await?))
}

/// The session's view with its cookies.
pub(super) fn answer(ctx: &Ctx, opened: &OpenedSession) -> Response {
    let mut response = Json(opened.view.clone()).into_response();
    set_session(ctx, opened, response.headers_mut());
    response
}
