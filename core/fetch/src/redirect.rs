//! Where a redirect leads, and what is left out of the request on the way.
//! Every hop is judged like a first request; this only says which one is next.

use http::{
    HeaderMap, Method, StatusCode,
    header::{AUTHORIZATION, COOKIE, LOCATION, PROXY_AUTHORIZATION},
};
use url::Url;

use crate::{
    error::FetchError,
    request::{MOST_HOPS, Request},
};

const REDIRECTS: [StatusCode; 5] = [
    StatusCode::MOVED_PERMANENTLY,
    StatusCode::FOUND,
    StatusCode::SEE_OTHER,
    StatusCode::TEMPORARY_REDIRECT,
    StatusCode::PERMANENT_REDIRECT,
];

/// The next request, or nothing when this answer is the last one.
pub(crate) fn next(
    request: &Request,
    asked: &Url,
    status: StatusCode,
    headers: &HeaderMap,
    followed: u8,
) -> Result<Option<Request>, FetchError> {
    let Some(location) = headers.get(LOCATION).filter(|_| REDIRECTS.contains(&status)) else { return Ok(None) };
    if request.hops == 0 || request.method != Method::GET {
        return Ok(None);
    }
    if followed >= request.hops {
        return Err(FetchError::TooManyRedirects(request.hops.min(MOST_HOPS)));
    }
    let location = location.to_str().map_err(|_| FetchError::BadUrl)?;
    let is_plain = location.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let url = asked.join(location).ok().filter(|_| is_plain).ok_or(FetchError::BadUrl)?;
    if asked.scheme() == "https" && url.scheme() != "https" {
        return Err(FetchError::Downgrade);
    }
    let mut next = request.clone();
    if url.origin() != asked.origin() {
        for secret in [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION] {
            next.headers.remove(secret);
        }
    }
    next.url = url.into();
    Ok(Some(next))
}
