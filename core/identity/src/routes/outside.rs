//! The two pages of an outside sign-in: off to the provider, and back from it.
//! The browser that goes is the browser that has to come back, and both ends of the way lie on this host.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kontor_web::{Access, Caller, Path, Problem, Query, Routes, own_path, set_session};
use serde::Deserialize;

use crate::{
    oidc::Return,
    service::{
        Service,
        provider_sign_in::{ATTEMPT_COOKIE, CameBack, attempt_cookie, callback_of},
    },
};

/// Where people go who do not say where to.
const USUAL_WAY: &str = "/products";

#[derive(Debug, Deserialize)]
struct Way {
    return_to: Option<String>,
}

/// What a provider sends along. Some send more, which is passed over; what is sent twice is refused.
#[derive(Debug, Deserialize)]
struct Answer {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes.get("/sign-in/with/{code}", Access::Public).page().handle(service.clone(), go_outside);
    routes.get("/sign-in/callback/{code}", Access::Public).page().handle(service.clone(), come_back);
}

async fn go_outside(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    Query(way): Query<Way>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // Anybody may ask, and each attempt is kept for some minutes.
    service.guard.admit_challenge(&ctx)?;
    let callback = callback_of(&ctx, authority_of(&headers)?, &code);
    let return_to = own_path(way.return_to.as_deref(), USUAL_WAY);
    let begun = service.begin_outside(&ctx, &code, callback, return_to, None).await?;
    let cookie = text(&attempt_cookie(&ctx, &begun.browser_secret));
    Ok(see_other(&begun.address, [cookie]))
}

async fn come_back(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    Query(answer): Query<Answer>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let back = CameBack {
        state: answer.state,
        browser_secret: attempt_secret(&headers),
        answer: Return { code: answer.code, iss: answer.iss, error: answer.error },
    };
    let ended = service.end_outside(&ctx, &code, back).await?;
    let mut response = see_other(&ended.return_to, [ended_cookie()]);
    if let Some(opened) = &ended.opened {
        set_session(&ctx, opened, response.headers_mut());
    }
    Ok(response)
}

/// The host as the browser wrote it. The gate has made sure that it is one of the tenant's.
pub(super) fn authority_of(headers: &HeaderMap) -> Result<&str, Problem> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.ok_or_else(|| Problem::bad_request().detail("The request names no host."))
}

fn ended_cookie() -> HeaderValue {
    text(&format!("{ATTEMPT_COOKIE}=; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=0"))
}

fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// The secret of the one attempt cookie; two of them are a trick.
fn attempt_secret(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut secrets = pairs.filter(|(name, _)| *name == ATTEMPT_COOKIE).map(|(_, secret)| secret);
    let first = secrets.next().filter(|secret| !secret.is_empty())?;
    secrets.next().is_none().then(|| first.to_owned())
}

fn see_other(to: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, text(to))]).into_response();
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
