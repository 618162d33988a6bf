//! Query parameters as a struct of the route. Unknown parameters are named and refused where the struct denies them.
//! `limit`, `cursor`, `page` and `sort` belong to [`crate::Paging`] and [`crate::Sort`] and are passed over.

use std::borrow::Cow;

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::DeserializeOwned;

use super::json;
use crate::problem::Problem;

/// Parameters that have extractors of their own.
const RESERVED: [&str; 4] = ["limit", "cursor", "page", "sort"];

/// The query parameters. An empty one counts as absent.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text = parts.uri.query().unwrap_or_default();
        parse(text, &RESERVED).map(Self).map_err(|fault| fault.problem(Problem::bad_request()))
    }
}

/// What is wrong with a parameter.
pub(crate) struct Fault {
    name: String,
    code: &'static str,
    message: String,
}

impl Fault {
    pub(crate) fn problem(self, base: Problem) -> Problem {
        let detail =
            if self.name.is_empty() { self.message.clone() } else { format!("{}: {}", self.name, self.message) };
        base.code("request.invalid_parameter").detail(detail).field(self.name, self.code, self.message)
    }
}

/// Reads url-encoded pairs, passing over `ignored` names and empty values.
pub(crate) fn parse<T: DeserializeOwned>(text: &str, ignored: &[&str]) -> Result<T, Fault> {
    let is_kept = |pair: &&str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        !value.is_empty() && !ignored.contains(&name)
    };
    let kept = if text.split('&').all(|pair| is_kept(&pair)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.split('&').filter(is_kept).collect::<Vec<_>>().join("&"))
    };
    if let Some((name, _)) = form_urlencoded::parse(kept.as_bytes()).find(|(_, value)| value.contains('\0')) {
        let message = "it holds the character U+0000".to_owned();
        return Err(Fault { name: name.into_owned(), code: "invalid_value", message });
    }
    let source = serde_urlencoded::Deserializer::new(form_urlencoded::parse(kept.as_bytes()));
    serde_path_to_error::deserialize(source).map_err(|error| {
        let pointer = json::pointer(error.path());
        let message = error.into_inner().to_string();
        let (code, pointer) = json::field_at_fault(&message, pointer);
        Fault { name: pointer.trim_start_matches('/').to_owned(), code, message }
    })
}
