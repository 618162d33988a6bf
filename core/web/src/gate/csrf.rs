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

fn refused(detail: &'static str) -> Problem {
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
        return if proves(given.to_str().unwrap_or_default(), expected) { Ok(body) } else { Err(wrong()) };
    }
    if !form::is_form(headers) {
        return Err(wrong());
    }
    let bytes = buffered(body, gated.buffer_limit, shared.limits.body_timeout).await?;
    let mut fields = form_urlencoded::parse(&bytes).filter(|(name, _)| name == form::CSRF_FIELD);
    let given = fields.next().map(|(_, value)| value).unwrap_or_default();
    if !proves(&given, expected) {
        return Err(wrong());
    }
    Ok(Body::from(bytes))
}

/// A token as pages show it: another text each time, so that the length of compressed pages tells nothing about it
/// (the BREACH attack). A random pad, then the token under that pad, both in hexadecimal.
pub(crate) fn masked(token: &str) -> String {
    let pad: Vec<u8> = token.bytes().map(|_| rand::random()).collect();
    let under_pad = token.bytes().zip(&pad).map(|(byte, pad)| byte ^ pad);
    pad.iter().copied().chain(under_pad).map(|byte| format!("{byte:02x}")).collect()
}

/// The token under its pad, where the text has the shape of one.
fn unmasked(text: &str) -> Option<Vec<u8>> {
    let nibble = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2).map(|pair| Some(nibble(*pair.first()?)? << 4 | nibble(*pair.get(1)?)?));
    let bytes: Vec<u8> = pairs.collect::<Option<_>>()?;
    let (pad, under_pad) = bytes.split_at(bytes.len() / 2);
    Some(pad.iter().zip(under_pad).map(|(pad, byte)| pad ^ byte).collect())
}

/// Whether a request repeats the session's token, as it is or masked.
fn proves(given: &str, expected: &str) -> bool {
    let is_masked = given.len() == 4 * expected.len();
    match unmasked(given).filter(|_| is_masked) {
        Some(token) => is_same(&token, expected.as_bytes()),
        None => is_same(given.as_bytes(), expected.as_bytes()),
    }
}

fn wrong() -> Problem {
    refused("The session's token is missing or another one. Load the page again.")
}

/// Compares in a time that does not tell how much agrees. Nothing equals an absent token.
fn is_same(given: &[u8], expected: &[u8]) -> bool {
    let difference = given.iter().zip(expected).fold(0, |sum, (a, b)| sum | (a ^ b));
    !expected.is_empty() && given.len() == expected.len() && difference == 0
}

#[cfg(test)]
mod tests {
    use super::{masked, proves};

    #[test]
    fn a_masked_token_is_another_text_each_time_and_proves_the_same() {
        let (once, again) = (masked("token"), masked("token"));
        assert_ne!(once, again);
        assert!(proves(&once, "token") && proves(&again, "token") && proves("token", "token"));
        for wrong in [&masked("other"), "", "toke", &once[1..], &format!("{once}00"), "zzzzzzzzzzzzzzzzzzzz"] {
            assert!(!proves(wrong, "token"), "{wrong}");
        }
        assert!(!proves("", "") && !proves(&masked(""), ""));
    }
}
