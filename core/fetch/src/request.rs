//! A request before it is sent: method, URL as it was given, headers, body, and how many redirects to follow.
//! The URL stays text until the policy reads it, so that nothing is lost on the way.

use http::{HeaderMap, HeaderValue, Method, header::HeaderName};

use crate::error::FetchError;

/// The most redirects that are followed.
pub(crate) const MOST_HOPS: u8 = 3;

/// A request before it is sent.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) hops: u8,
}

impl Request {
    /// Asks for what stands at a URL.
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: Method::GET, url: url.into(), headers: HeaderMap::new(), body: Vec::new(), hops: 0 }
    }

    /// Sends a body to a URL.
    pub fn post(url: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self { method: Method::POST, body: body.into(), ..Self::get(url) }
    }

    /// With a header, in the place of one of that name.
    pub fn header(mut self, name: &'static str, value: &str) -> Result<Self, FetchError> {
        let value = HeaderValue::from_str(value).map_err(|_| FetchError::BadHeader)?;
        self.headers.insert(HeaderName::from_static(name), value);
        Ok(self)
    }

    /// The URL as it was given.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Follows so many redirects of a GET, at most three. Without it, a redirect is an answer like any other.
    pub fn follow(mut self, hops: u8) -> Self {
        self.hops = hops.min(MOST_HOPS);
        self
    }
}

impl From<http::Request<Vec<u8>>> for Request {
    fn from(request: http::Request<Vec<u8>>) -> Self {
        let (parts, body) = request.into_parts();
        Self { method: parts.method, url: parts.uri.to_string(), headers: parts.headers, body, hops: 0 }
    }
}
