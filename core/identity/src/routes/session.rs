//! Signing in with e-mail and password, seeing and ending the session, acting in another persona.
//! The secret travels in a cookie that scripts cannot read; every change repeats the CSRF token.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kontor_contract::identity::{OpenedSession, SessionView, SignIn};
use kontor_kernel::MembershipId;
use kontor_web::{Access, Caller, Csrf, Json, Problem, Routes, SESSION_COOKIE};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::service::Service;

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
}

/// The persona to act in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PersonaChoice {
    /// One of the session's personas.
    membership_id: MembershipId,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/session", Access::Public)
        .summary("Sign in")
        .repeatable("signing in again opens another session")
        .body::<Credentials>()
        .returns::<SessionView>(200)
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

async fn open_session(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Credentials>,
) -> Result<Response, Problem> {
    let opened = service.sign_in(&ctx, &body.email, &body.password, body.membership_id).await?;
    Ok(with_cookie(&opened))
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
    if let Some(secret) = session_secret(&headers) {
        service.sign_out(&ctx, &secret).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie("", 0))]).into_response())
}

async fn switch_persona(
    State(service): State<Service>,
    Caller(ctx): Caller,
    headers: HeaderMap,
    Json(body): Json<PersonaChoice>,
) -> Result<Response, Problem> {
    let Some(secret) = session_secret(&headers) else {
        return Err(Problem::bad_request().detail("An API token acts in one persona; sign in to change it."));
    };
    let opened = service.switch_persona(&ctx, &secret, body.membership_id).await?;
    Ok(with_cookie(&opened))
}

fn with_cookie(opened: &OpenedSession) -> Response {
    let cookie = cookie(&opened.secret, opened.max_age_seconds);
    ([(header::SET_COOKIE, cookie)], Json(opened.view.clone())).into_response()
}

fn cookie(secret: &str, max_age_seconds: i64) -> HeaderValue {
    let text = format!("{SESSION_COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// The secret in the session cookie.
fn session_secret(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == SESSION_COOKIE).map(|(_, secret)| secret.to_owned()).next()
}
