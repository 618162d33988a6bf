//! Problem details (RFC 9457): the one shape in which Kontor says no.
//! A problem has a stable code for programs, a title and detail for people, and a pointer for every field at fault.

use std::{borrow::Cow, error::Error as _, fmt};

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use kontor_kernel::Locale;
use kontor_store::StoreError;
use kontor_words::{Sentence, Texts, Value as Told};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::StatusCode;

/// A field at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Where, as a JSON pointer (RFC 6901) into the body, or the name of a query parameter.
    pub pointer: String,
    /// A stable code.
    pub code: Cow<'static, str>,
    /// What is wrong with it, for people.
    pub detail: Sentence,
}

#[derive(Debug, Clone)]
struct Inner {
    status: StatusCode,
    code: Cow<'static, str>,
    title: Sentence,
    detail: Option<Sentence>,
    errors: Vec<FieldError>,
    members: Map<String, Value>,
    retry_after_s: Option<u32>,
}

/// A refusal or failure on its way to the client.
#[derive(Debug, Clone)]
pub struct Problem(Box<Inner>);

impl Problem {
    /// A problem with its own code, such as `orders.totals_changed`.
    #[must_use]
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>, title: impl Into<Cow<'static, str>>) -> Self {
        let code = code.into();
        let title = Sentence::new(title.into()).keyed(format!("title-{}", code.replace('.', "-")));
        Self(Box::new(Inner {
            status,
            code,
            title,
            detail: None,
            errors: Vec::new(),
            members: Map::new(),
            retry_after_s: None,
        }))
    }

    /// What exactly went wrong, for people.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Sentence>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Another code than the helper's own.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.0.code = code.into();
        self
    }

    /// Adds a field at fault.
    #[must_use]
    pub fn field(
        mut self,
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<Sentence>,
    ) -> Self {
        self.0.errors.push(FieldError { pointer: pointer.into(), code: code.into(), detail: detail.into() });
        self
    }

    /// Adds an extension member, such as the totals that changed. A value that JSON cannot hold is left out.
    #[must_use]
    pub fn member(mut self, name: &str, value: impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.0.members.insert(name.to_owned(), value);
        }
        self
    }

    /// Says after how many seconds asking again makes sense.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    /// 404: there is no such thing, or none that the caller may know of.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here")
    }

    /// 400: the request cannot be understood.
    #[must_use]
    pub fn bad_request() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "request.invalid", "The request cannot be understood")
    }

    /// 401: nobody is signed in.
    #[must_use]
    pub fn unauthorised() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "auth.required", "Please sign in")
    }

    /// 403: the caller lacks a permission.
    #[must_use]
    pub fn forbidden(permission: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "auth.forbidden", "You may not do this")
            .detail(told(format!("This takes the permission {permission}."), "permission", permission))
            .member("permission", permission)
    }

    /// 403: the route concerns the whole tenant, and the caller reaches a part of it.
    #[must_use]
    pub fn narrow_reach() -> Self {
        Self::new(StatusCode::FORBIDDEN, "auth.narrow_reach", "You may not do this")
            .detail("This concerns the whole tenant, and your role reaches only a part of it.")
    }

    /// 409: the state of things does not allow it now.
    #[must_use]
    pub fn conflict() -> Self {
        Self::new(StatusCode::CONFLICT, "request.conflict", "Things have changed in the meantime")
    }

    /// 422: understood, but a value is wrong.
    #[must_use]
    pub fn unprocessable() -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "request.unprocessable", "A value is not acceptable")
    }

    /// 503: not now; asks to come back after a second.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "server.unavailable", "Kontor cannot take this now").retry_after(1)
    }

    /// 500: a fault of the server. Whoever makes it has logged the cause; the client is not told.
    #[must_use]
    pub fn failed() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server.failed", "Something went wrong on our side")
    }

    /// 413: the body is larger than the route takes.
    #[must_use]
    pub fn too_large(limit_bytes: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large", "The body is too large").detail(told(
            format!("At most {limit_bytes} bytes are taken."),
            "limit",
            limit_bytes,
        ))
    }

    /// 415: the body is not of the type the route takes.
    #[must_use]
    pub fn unsupported_media_type(expected: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.media_type", "The body is of another type").detail(told(
            format!("Send it as {expected}."),
            "expected",
            expected,
        ))
    }

    /// The same problem in a reader's language; English stays where the language has no words for it.
    #[must_use]
    pub fn in_language(&self, texts: &Texts, locale: Locale) -> Self {
        let mut problem = self.clone();
        let inner = &mut *problem.0;
        inner.title = inner.title.in_language(texts, locale, &inner.code);
        inner.detail = inner.detail.as_ref().map(|detail| detail.in_language(texts, locale, &inner.code));
        for field in &mut inner.errors {
            field.detail = field.detail.in_language(texts, locale, &field.code);
        }
        problem
    }

    /// The status it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Its stable code.
    #[must_use]
    pub fn code_text(&self) -> &str {
        &self.0.code
    }

    /// Its title, for people.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// Its detail, for people.
    #[must_use]
    pub fn detail_text(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// The fields at fault.
    #[must_use]
    pub fn fields(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// The JSON document, naming the request where its id is known.
    #[must_use]
    pub fn to_json(&self, request_id: Option<&str>) -> Vec<u8> {
        let inner = &*self.0;
        let mut document = inner.members.clone();
        let mut put = |name: &str, value: Value| document.insert(name.to_owned(), value);
        put("type", Value::String(format!("/problems/{}", inner.code)));
        put("title", Value::String(inner.title.to_string()));
        put("status", Value::from(inner.status.as_u16()));
        put("code", Value::String(inner.code.clone().into_owned()));
        if let Some(detail) = &inner.detail {
            put("detail", Value::String(detail.to_string()));
        }
        if !inner.errors.is_empty() {
            put("errors", serde_json::to_value(&inner.errors).unwrap_or_default());
        }
        if let Some(request_id) = request_id {
            put("request_id", Value::String(request_id.to_owned()));
        }
        Value::Object(document).to_string().into_bytes()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.0.title, self.0.code)
    }
}

impl std::error::Error for Problem {}

impl IntoResponse for Problem {
    /// Renders it without the request's id; the gate finds it among the answer's extensions and renders it in full.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.to_json(None)));
        *response.status_mut() = self.0.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.0.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.0.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// A sentence that is told of one thing.
fn told(english: String, name: &'static str, value: impl Into<Told>) -> Sentence {
    Sentence::new(english).of([(name, value.into())])
}

/// An error and its causes on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

impl From<StoreError> for Problem {
    /// The last word on a store's error: what the client may know, and one line in the log for what it may not.
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Unavailable(cause) => {
                tracing::warn!(cause, "the store is not available");
                Self::unavailable().code("store.unavailable")
            }
            StoreError::Conflict => Self::unavailable().code("store.busy"),
            StoreError::Duplicate(_) => Self::conflict().code("store.duplicate").detail("It exists already."),
            StoreError::MissingReference => Self::unprocessable()
                .code("store.missing_reference")
                .detail("Something that this refers to does not exist."),
            StoreError::OutOfScope => Self::not_found(),
            StoreError::BadCursor => Self::bad_request()
                .code("request.invalid_parameter")
                .detail("cursor: it belongs to another list or is none at all")
                .field("cursor", "invalid_value", "it belongs to another list or is none at all"),
            StoreError::Setup(_) | StoreError::Database(_) => {
                let mut text = chain(&error);
                if let StoreError::Database(cause) = &error
                    && let Some(source) = cause.source()
                {
                    text = format!("{text}: {}", chain(source));
                }
                tracing::error!(cause = text, "the store failed");
                Self::failed()
            }
        }
    }
}
