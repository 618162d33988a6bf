//! Bodies: read whole within a size and a time, or streamed within a size.
//! A body is refused before it is read when its declared length is too large.

use std::{error::Error as _, time::Duration};

use axum::{
    body::{Body, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use bytes::Bytes;
use http_body_util::{LengthLimitError, Limited};

use super::Passage;
use crate::{StatusCode, problem::Problem};

/// Reads a whole body of at most `limit` bytes within a time.
pub(crate) async fn buffered(body: Body, limit: usize, time: Duration) -> Result<Bytes, Problem> {
    if body.size_hint().lower() > limit as u64 {
        return Err(Problem::too_large(limit));
    }
    match tokio::time::timeout(time, axum::body::to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(cause)) if cause.source().is_some_and(<dyn std::error::Error>::is::<LengthLimitError>) => {
            Err(Problem::too_large(limit))
        }
        Ok(Err(_)) => Err(Problem::bad_request().code("request.body_broken").detail("The body ended early.")),
        Err(_) => Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "request.timeout", "The body took too long")),
    }
}

/// The media type of a request without its parameters, in whatever case it came.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim())
}

/// Whether a request's `charset`, where it names one, is UTF-8.
pub(crate) fn is_utf8(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').skip(1).filter_map(|parameter| parameter.split_once('=')).all(|(name, value)| {
        !name.trim().eq_ignore_ascii_case("charset") || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
    })
}

/// What bounds the body of this request.
pub(crate) struct Bounds {
    pub(crate) limit: usize,
    pub(crate) time: Duration,
    pub(crate) media_types: &'static [&'static str],
}

pub(crate) fn bounds(request: &Request) -> Bounds {
    match request.extensions().get::<Passage>() {
        Some(passage) => Bounds {
            limit: passage.body_limit,
            time: passage.shared.limits().body_timeout,
            media_types: passage.media_types,
        },
        None => Bounds { limit: 0, time: Duration::ZERO, media_types: &[] },
    }
}

/// A streamed body of a media type the route declared with [`crate::RouteBuilder::text_body`], at most as large as
/// the route allows; reading beyond that fails.
pub struct Upload {
    /// The bytes.
    pub body: Body,
    /// The whole `Content-Type`, with a `charset` where one was named.
    pub content_type: String,
    /// The `Idempotency-Key`, for routes that keep keys themselves since their bodies are not held in memory.
    pub key: Option<String>,
}

impl<S: Sync> FromRequest<S> for Upload {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let bounds = bounds(&request);
        let given = media_type(request.headers()).unwrap_or_default();
        let is_expected = bounds.media_types.iter().any(|expected| expected.eq_ignore_ascii_case(given));
        if !bounds.media_types.is_empty() && !is_expected {
            return Err(Problem::unsupported_media_type(&bounds.media_types.join(", ")));
        }
        if request.body().size_hint().lower() > bounds.limit as u64 {
            return Err(Problem::too_large(bounds.limit));
        }
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_owned();
        let key = crate::gate::idempotency_key(request.headers())?;
        Ok(Self { body: Body::new(Limited::new(request.into_body(), bounds.limit)), content_type, key })
    }
}
