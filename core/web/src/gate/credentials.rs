//! What a request says about itself: its id, its host, its credentials and its languages.
//! Ambiguity is refused: two hosts, two sessions, or a session beside a token.

use std::{borrow::Cow, sync::Arc};

use axum::http::{HeaderMap, header, request::Parts};
use kontor_kernel::Locale;
use kontor_store::Origin;

use crate::{
    authenticator::{Credentials, LOCALE_COOKIE, RequestFacts, SESSION_COOKIE},
    problem::Problem,
    routes::Kind,
};

/// The host a request is for.
pub(crate) struct Host<'a> {
    /// Lower case, without port and trailing dot.
    pub(crate) name: Cow<'a, str>,
    /// With the port, as the client wrote it.
    pub(crate) authority: &'a str,
}

/// The id a client or proxy gave the request when it is harmless in logs, else a fresh one.
pub(crate) fn request_id(headers: &HeaderMap) -> String {
    let is_sane = |id: &&str| {
        (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
    };
    let given = headers.get("x-request-id").and_then(|value| value.to_str().ok()).filter(is_sane);
    given.map_or_else(|| uuid::Uuid::now_v7().simple().to_string(), str::to_owned)
}

/// The host of a request.
pub(crate) fn host(parts: &Parts) -> Result<Host<'_>, Problem> {
    let refused = || Problem::bad_request().code("request.host").detail("The request names no host, or more than one.");
    let mut named = parts.headers.get_all(header::HOST).iter();
    let header = named.next().and_then(|value| value.to_str().ok());
    if named.next().is_some() {
        return Err(refused());
    }
    let in_uri = parts.uri.authority().map(axum::http::uri::Authority::as_str);
    let authority = in_uri.or(header).ok_or_else(refused)?;
    let name = without_port(authority);
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() || name.len() > 253 {
        return Err(refused());
    }
    let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    let name = if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
    Ok(Host { name, authority })
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') && port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// The values of a cookie by this name.
fn cookies<'a>(headers: &'a HeaderMap, wanted: &'static str) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(name, value)| *name == wanted && !value.is_empty()).map(|(_, value)| value)
}

/// The credentials a request brings.
pub(crate) fn given(headers: &HeaderMap) -> Result<Credentials<'_>, Problem> {
    let ambiguous = || {
        Problem::bad_request().code("auth.ambiguous").detail("Send one session cookie or one token, not more than one.")
    };
    let mut sessions = cookies(headers, SESSION_COOKIE);
    let session = sessions.next();
    if sessions.next().is_some() {
        return Err(ambiguous());
    }
    let mut tokens = headers.get_all(header::AUTHORIZATION).iter();
    let token = tokens.next();
    if tokens.next().is_some() || (token.is_some() && session.is_some()) {
        return Err(ambiguous());
    }
    match (session, token) {
        (Some(session), _) => Ok(Credentials::Session(session)),
        (None, Some(value)) => bearer(value.to_str().unwrap_or_default()),
        (None, None) => Ok(Credentials::None),
    }
}

fn bearer(value: &str) -> Result<Credentials<'_>, Problem> {
    let token = value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let token = token.map(|(_, token)| token.trim()).filter(|token| token.starts_with("kt_"));
    token.map(Credentials::Bearer).ok_or_else(|| Problem::unauthorised().code("auth.invalid"))
}

fn accept_language(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok())
}

/// The first language that a request names and Kontor speaks.
pub(crate) fn first_language(headers: &HeaderMap) -> Locale {
    accept_language(headers).and_then(|named| Locale::accepted(named).next()).unwrap_or_default()
}

/// What else decides the context. A program says by header what it wants; a page's reader has chosen by cookie.
pub(crate) fn facts<'a>(
    headers: &'a HeaderMap,
    kind: Kind,
    request_id: &'a str,
    origin: &'a Arc<Origin>,
) -> RequestFacts<'a> {
    let accept_language = accept_language(headers);
    let says_itself = kind == Kind::Api && accept_language.is_some();
    let locale_cookie = if says_itself { None } else { cookies(headers, LOCALE_COOKIE).next() };
    RequestFacts { request_id, accept_language, locale_cookie, origin }
}
