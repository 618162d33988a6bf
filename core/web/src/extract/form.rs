//! Forms of HTML pages. The gate has compared the field `_csrf` already and it is left out here.
//! An empty field counts as absent, because browsers send every field of a form.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::{body, query};
use crate::problem::Problem;

/// The field that carries the session's token.
pub(crate) const CSRF_FIELD: &str = "_csrf";

/// A url-encoded form.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Form<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_form(request.headers()) {
            return Err(Problem::unsupported_media_type("application/x-www-form-urlencoded"));
        }
        let bounds = body::bounds(&request);
        let bytes = body::buffered(request.into_body(), bounds.limit, bounds.time).await?;
        let text = std::str::from_utf8(&bytes).map_err(|_| Problem::bad_request().detail("The form is not UTF-8."))?;
        let value = query::parse(text, &[CSRF_FIELD]).map_err(|fault| fault.problem(Problem::unprocessable()))?;
        Ok(Self(value))
    }
}

pub(crate) fn is_form(headers: &axum::http::HeaderMap) -> bool {
    body::media_type(headers).is_some_and(|given| given.eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}
