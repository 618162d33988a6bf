//! Forged requests: a browser sends its cookie whoever wrote the page, so a change needs proof that our page asked.
//! The proof is the session's token in `X-CSRF-Token` or in the form field `_csrf`; API tokens need none.

use axum::{
    body::Body,
    http::{HeaderMap, header},
};

use super::{Gated, Shared, credentials::Host};
use crate::{
    StatusCode,
    extract::{buffered, form},
    problem::Problem,
};

fn refused(detail: &str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "auth.csrf", "The request does not come from our own page").detail(detail)
}

/// Refuses what a browser says comes from a page of another site, a neighbouring tenant's included.
pub(crate) fn refuse_other_sites(headers: &HeaderMap, host: &Host<'_>) -> Result<(), Problem> {
    if let Some(site) = headers.get("sec-fetch-site")
        && site != "same-origin"
        && site != "none"
    {
        return Err(refused("The browser says that another site asks."));
    }
    match headers.get(header::ORIGIN) {
        Some(origin) if !is_own(origin.to_str().unwrap_or_default(), host.authority) => {
            Err(refused("The origin is another site."))
        }
        _ => Ok(()),
    }
}

fn is_own(origin: &str, authority: &str) -> bool {
    let Some((_, origin)) = origin.split_once("://") else { return false };
    bare(origin).eq_ignore_ascii_case(bare(authority))
}

/// Without the ports that browsers leave out.
fn bare(authority: &str) -> &str {
    authority.strip_suffix(":443").or_else(|| authority.strip_suffix(":80")).unwrap_or(authority)
}

/// Compares the token of the request with the session's. Returns the body, read where the token is in the form.
pub(crate) async fn check(
    shared: &Shared,
    gated: &Gated,
    expected: Option<&str>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Body, Problem> {
    let expected = expected.unwrap_or_default();
    if let Some(given) = headers.get("x-csrf-token") {
        return if is_same(given.as_bytes(), expected.as_bytes()) { Ok(body) } else { Err(wrong()) };
    }
    if !form::is_form(headers) {
        return Err(wrong());
    }
    let bytes = buffered(body, gated.buffer_limit, shared.limits.body_timeout).await?;
    let mut fields = form_urlencoded::parse(&bytes).filter(|(name, _)| name == form::CSRF_FIELD);
    let given = fields.next().map(|(_, value)| value).unwrap_or_default();
    if !is_same(given.as_bytes(), expected.as_bytes()) {
        return Err(wrong());
    }
    Ok(Body::from(bytes))
}

fn wrong() -> Problem {
    refused("The session's token is missing or another one. Load the page again.")
}

/// Compares in a time that does not tell how much agrees. Nothing equals an absent token.
fn is_same(given: &[u8], expected: &[u8]) -> bool {
    let difference = given.iter().zip(expected).fold(0, |sum, (a, b)| sum | (a ^ b));
    !expected.is_empty() && given.len() == expected.len() && difference == 0
}
