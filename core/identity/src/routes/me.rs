//! One's own account: who one is, one's password, address, second factor, passkeys and sessions, and a copy of one's data.
//! What one signs in with is added or changed only by whoever proves the present password.

use axum::{extract::State, http::StatusCode, response::Response};
use kontor_contract::account::{
    MeChange, MeView, MyAccount, OwnSessionView, PasskeyChallenge, PasskeyView, PersonalDataView, RecoveryCodes,
    TotpSetup,
};
use kontor_contract::identity::SessionView;
use kontor_kernel::{PasskeyId, SessionId};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::session::answer;
use crate::service::Service;

/// A new password.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    /// The present one.
    current: String,
    /// The new one: 10 characters or more, and not what everybody tries first.
    new: String,
}

/// Another address.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EmailChange {
    /// The address; it counts once the mail that goes there has been answered.
    email: String,
    /// The present password.
    password: String,
}

/// Proof that it is oneself.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Proof {
    /// The present password. An account without one leaves it out and proves itself by a sign-in of the last ten minutes.
    #[serde(default)]
    password: String,
}

/// Proof that it is oneself, by whoever has a password.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OptionalProof {
    /// The present password. Whoever has none must have signed in with a passkey within the last ten minutes.
    password: Option<String>,
}

/// A code of the authenticator app.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Code {
    /// Six digits.
    code: String,
}

/// A passkey that the authenticator has made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPasskey {
    /// The ticket of the challenge.
    ticket: String,
    /// What its owner calls it, 1 to 100 characters.
    name: String,
    /// The credential as `PublicKeyCredential.toJSON()` writes it.
    credential: Value,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SessionList {
    items: Vec<OwnSessionView>,
}

/// How many sessions ended.
#[derive(Debug, Serialize, JsonSchema)]
struct Ended {
    ended: u64,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    declare_person(routes, service);
    declare_second_factor(routes, service);
    declare_passkeys(routes, service);
    declare_sessions(routes, service);
}

fn declare_person(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/me", Access::SignedIn)
        .summary("See one's own account")
        .returns::<MeView>(200)
        .handle(service.clone(), get_me);
    routes
        .patch("/api/v1/me", Access::SignedIn)
        .summary("Change one's name, language and public attributes")
        .body::<MeChange>()
        .returns::<MeView>(200)
        .handle(service.clone(), change_me);
    routes
        .put("/api/v1/me/password", Access::SignedIn)
        .summary("Change one's password; every other session and every token ends")
        .body::<PasswordChange>()
        .returns::<SessionView>(200)
        .handle(service.clone(), change_password);
    routes
        .post("/api/v1/me/email", Access::SignedIn)
        .summary("Ask for another e-mail address")
        .repeatable("another mail is sent")
        .body::<EmailChange>()
        .returns_nothing(202)
        .handle(service.clone(), change_email);
    routes
        .post("/api/v1/me/email/confirmation", Access::SignedIn)
        .summary("Have the mail that confirms one's address sent again")
        .repeatable("another mail is sent")
        .returns_nothing(202)
        .handle(service.clone(), resend_confirmation);
    routes
        .get("/api/v1/me/data", Access::SignedIn)
        .summary("Get a copy of everything that is held of oneself")
        .returns::<PersonalDataView>(200)
        .handle(service.clone(), get_my_data);
}

fn declare_second_factor(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/me/totp", Access::SignedIn)
        .summary("Set up an authenticator app")
        .repeatable("another secret replaces the one that was not confirmed")
        .body::<Proof>()
        .returns::<TotpSetup>(200)
        .handle(service.clone(), start_totp);
    routes
        .put("/api/v1/me/totp", Access::SignedIn)
        .summary("Confirm the authenticator app; from here on codes are asked for")
        .body::<Code>()
        .returns::<RecoveryCodes>(200)
        .handle(service.clone(), confirm_totp);
    routes
        .post("/api/v1/me/totp/recovery-codes", Access::SignedIn)
        .summary("Make recovery codes anew; the ones before open nothing any more")
        .repeatable("other codes replace those that were made before")
        .body::<Proof>()
        .returns::<RecoveryCodes>(200)
        .handle(service.clone(), renew_recovery_codes);
    routes
        .post("/api/v1/me/totp/removal", Access::SignedIn)
        .summary("Remove the authenticator app")
        .repeatable("it is removed once")
        .body::<Proof>()
        .returns_nothing(204)
        .handle(service.clone(), remove_totp);
}

fn declare_passkeys(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/me/passkeys/options", Access::SignedIn)
        .summary("Ask for a challenge to make a passkey")
        .repeatable("each challenge is another one, and forgotten after minutes")
        .body::<OptionalProof>()
        .returns::<PasskeyChallenge>(200)
        .handle(service.clone(), new_passkey_options);
    routes
        .post("/api/v1/me/passkeys", Access::SignedIn)
        .summary("Keep a passkey")
        .repeatable("a challenge is good once")
        .body::<NewPasskey>()
        .returns::<PasskeyView>(201)
        .handle(service.clone(), add_passkey);
    routes
        .delete("/api/v1/me/passkeys/{id}", Access::SignedIn)
        .summary("Forget a passkey")
        .returns_nothing(204)
        .handle(service.clone(), remove_passkey);
}

fn declare_sessions(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/me/sessions", Access::SignedIn)
        .summary("List one's open sessions")
        .returns::<SessionList>(200)
        .handle(service.clone(), list_sessions);
    routes
        .delete("/api/v1/me/sessions/{id}", Access::SignedIn)
        .summary("End one of one's sessions")
        .returns_nothing(204)
        .handle(service.clone(), end_session);
    routes
        .delete("/api/v1/me/sessions", Access::SignedIn)
        .summary("End all of one's sessions but this one")
        .returns::<Ended>(200)
        .handle(service.clone(), end_other_sessions);
}

async fn get_me(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<MeView>, Problem> {
    Ok(Json(service.me(&ctx).await?))
}

async fn change_me(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<MeChange>,
) -> Result<Json<MeView>, Problem> {
    Ok(Json(service.change_me(&ctx, &body).await?))
}

async fn change_password(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<PasswordChange>,
) -> Result<Response, Problem> {
    Ok(answer(&ctx, &service.change_password(&ctx, &body.current, &body.new).await?))
}

async fn change_email(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<EmailChange>,
) -> Result<StatusCode, Problem> {
    service.change_email(&ctx, &body.email, &body.password).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn resend_confirmation(State(service): State<Service>, Caller(ctx): Caller) -> Result<StatusCode, Problem> {
    service.resend_confirmation(&ctx).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn get_my_data(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<PersonalDataView>, Problem> {
    Ok(Json(service.my_data(&ctx).await?))
}

async fn start_totp(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Proof>,
) -> Result<Json<TotpSetup>, Problem> {
    Ok(Json(service.start_totp(&ctx, &body.password).await?))
}

async fn confirm_totp(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Code>,
) -> Result<Json<RecoveryCodes>, Problem> {
    Ok(Json(service.confirm_totp(&ctx, &body.code).await?))
}

async fn renew_recovery_codes(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Proof>,
) -> Result<Json<RecoveryCodes>, Problem> {
    Ok(Json(service.renew_recovery_codes(&ctx, &body.password).await?))
}

async fn remove_totp(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Proof>,
) -> Result<StatusCode, Problem> {
    service.remove_totp(&ctx, &body.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn new_passkey_options(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<OptionalProof>,
) -> Result<Json<PasskeyChallenge>, Problem> {
    Ok(Json(service.new_passkey_challenge(&ctx, body.password.as_deref()).await?))
}

async fn add_passkey(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewPasskey>,
) -> Result<Created<PasskeyView>, Problem> {
    Ok(Created(service.add_passkey(&ctx, &body.ticket, &body.name, &body.credential).await?))
}

async fn remove_passkey(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<PasskeyId>,
) -> Result<StatusCode, Problem> {
    service.remove_passkey(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_sessions(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<SessionList>, Problem> {
    Ok(Json(SessionList { items: service.sessions(&ctx).await? }))
}

async fn end_session(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<SessionId>,
) -> Result<StatusCode, Problem> {
    service.end_session(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end_other_sessions(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<Ended>, Problem> {
    Ok(Json(Ended { ended: service.end_other_sessions(&ctx).await? }))
}
