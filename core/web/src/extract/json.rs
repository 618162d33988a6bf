//! JSON in and out. What is no JSON is a 400; what is JSON but not what the route takes is a 422 that points at the field.
//! Bodies are told apart by their declared type, so that a form of another site cannot pass for JSON.

use axum::{
    body::Body,
    extract::{FromRequest, Request},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::body;
use crate::problem::Problem;

/// A JSON body, or a JSON answer with status 200.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let given = body::media_type(request.headers()).unwrap_or_default();
        let is_json = given.eq_ignore_ascii_case("application/json");
        if !is_json || !body::is_utf8(request.headers()) {
            return Err(Problem::unsupported_media_type("application/json"));
        }
        let bounds = body::bounds(&request);
        let bytes = body::buffered(request.into_body(), bounds.limit, bounds.time).await?;
        parse(&bytes).map(Self)
    }
}

/// Reads a JSON document, naming what is wrong and where.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if has_null_character(bytes) {
        return Err(Problem::unprocessable()
            .code("request.invalid_field")
            .detail("A text holds the character U+0000, which no text here may hold."));
    }
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut source).map_err(|error| {
        let path = pointer(error.path());
        refusal(path, &error.into_inner())
    })?;
    source.end().map_err(|error| refusal(String::new(), &error))?;
    Ok(value)
}

/// Whether some text of a document names U+0000: databases differ in what they make of it, so it never gets that far.
fn has_null_character(document: &[u8]) -> bool {
    let mut rest = document;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = &rest[at + 1..];
        if escape.starts_with(b"u0000") {
            return true;
        }
        // An escaped backslash does not begin an escape.
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

fn refusal(pointer: String, error: &serde_json::Error) -> Problem {
    if error.classify() != Category::Data {
        return Problem::bad_request().code("request.malformed_json").detail(error.to_string());
    }
    let text = error.to_string();
    // serde_json ends its messages with the place in the text, which the pointer says better.
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let (code, pointer) = field_at_fault(message, pointer);
    Problem::unprocessable()
        .code("request.invalid_field")
        .detail(describe(&pointer, message))
        .field(pointer, code, message)
}

fn describe(pointer: &str, message: &str) -> String {
    if pointer.is_empty() { message.to_owned() } else { format!("{pointer}: {message}") }
}

/// The code of a serde message, and the pointer completed by the field that a message about a struct names.
pub(crate) fn field_at_fault(message: &str, pointer: String) -> (&'static str, String) {
    let code = if message.starts_with("missing field") {
        "missing_field"
    } else if message.starts_with("unknown field") {
        "unknown_field"
    } else if message.starts_with("duplicate field") {
        "duplicate_field"
    } else {
        return ("invalid_value", pointer);
    };
    let Some(name) = message.split('`').nth(1) else { return (code, pointer) };
    let step = format!("/{}", escape(name));
    let is_named = pointer.ends_with(&step);
    (code, if is_named { pointer } else { pointer + &step })
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A JSON pointer (RFC 6901) to where reading stopped.
pub(crate) fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// A JSON answer with a status.
pub(crate) fn answer(status: crate::StatusCode, value: &impl Serialize) -> Response {
    let mut bytes = Vec::with_capacity(512);
    if let Err(cause) = serde_json::to_writer(&mut bytes, value) {
        tracing::error!(%cause, "an answer cannot be written as JSON");
        return Problem::failed().into_response();
    }
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        answer(crate::StatusCode::OK, &self.0)
    }
}
