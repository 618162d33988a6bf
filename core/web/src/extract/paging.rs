//! Which page of a list, in which order.
//! Both look at their own parameters only, whatever else the route reads.

use std::borrow::Cow;

use axum::{extract::FromRequestParts, http::request::Parts};
use kontor_kernel::{PageRequest, Position};

use crate::problem::Problem;

/// `limit` (1 to 200, 24 by default) and either `cursor` or `page` (from 1).
#[derive(Debug, Clone)]
pub struct Paging(pub PageRequest);

/// `sort`: a field, with a minus in front for descending. Nothing when it is not given.
#[derive(Debug, Clone)]
pub struct Sort(pub Option<SortBy>);

/// The field and direction of a [`Sort`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortBy {
    /// The field's name as the client wrote it; not verified yet.
    pub field: String,
    /// Whether the largest come first.
    pub descending: bool,
}

impl Sort {
    /// The chosen one of the fields a list can be sorted by, and whether it is descending. Another field is a 400 that
    /// names those that are possible.
    pub fn one_of<T: Copy>(&self, fields: &[(&str, T)]) -> Result<Option<(T, bool)>, Problem> {
        let Some(asked) = &self.0 else { return Ok(None) };
        match fields.iter().find(|(name, _)| *name == asked.field) {
            Some((_, field)) => Ok(Some((*field, asked.descending))),
            None => {
                let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
                Err(refused(
                    "sort",
                    &format!("sort by one of {}, with a minus in front for descending", names.join(", ")),
                ))
            }
        }
    }
}

fn refused(name: &str, message: &str) -> Problem {
    Problem::bad_request().code("request.invalid_parameter").detail(format!("{name}: {message}")).field(
        name,
        "invalid_value",
        message,
    )
}

fn only<'a>(parts: &'a Parts, wanted: &str) -> Result<Option<Cow<'a, str>>, Problem> {
    let query = parts.uri.query().unwrap_or_default();
    let mut values =
        form_urlencoded::parse(query.as_bytes()).filter(|(name, value)| name == wanted && !value.is_empty());
    let first = values.next().map(|(_, value)| value);
    if first.as_ref().is_some_and(|value| value.contains('\0')) {
        return Err(refused(wanted, "it holds the character U+0000"));
    }
    if values.next().is_some() { Err(refused(wanted, "it is given twice")) } else { Ok(first) }
}

fn number(parts: &Parts, name: &str, most: u32) -> Result<Option<u32>, Problem> {
    let Some(text) = only(parts, name)? else { return Ok(None) };
    let parsed = text.parse().ok().filter(|number| (1..=most).contains(number));
    parsed.map(Some).ok_or_else(|| refused(name, &format!("a number from 1 to {most} is expected")))
}

impl<S: Sync> FromRequestParts<S> for Paging {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let limit = number(parts, "limit", PageRequest::MAX_LIMIT)?.unwrap_or(PageRequest::DEFAULT_LIMIT);
        let page = number(parts, "page", u32::MAX)?;
        let cursor = only(parts, "cursor")?.map(Cow::into_owned);
        let position = match (page, cursor) {
            (Some(_), Some(_)) => return Err(refused("cursor", "give either cursor or page")),
            (Some(page), None) => Position::Number(page),
            (None, cursor) => Position::Cursor(cursor),
        };
        Ok(Self(PageRequest::new(limit, position)))
    }
}

impl<S: Sync> FromRequestParts<S> for Sort {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(text) = only(parts, "sort")? else { return Ok(Self(None)) };
        let (field, descending) = match text.strip_prefix('-') {
            Some(field) => (field, true),
            None => (&*text, false),
        };
        Ok(Self(Some(SortBy { field: field.to_owned(), descending })))
    }
}
