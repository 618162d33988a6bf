//! The way in for the operator: no tenant, no session, one token; and whether a tenant's request may come in at all.
//! A call is on record before it does anything, and what it came to is added afterwards.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, header, request::Parts},
    response::Response,
};

use super::{
    Gated, Shared,
    pass::{Journey, leave_passage, overloaded},
    track::Run,
};
use crate::{
    StatusCode,
    authenticator::Site,
    metrics::Place,
    problem::Problem,
    serve::Connection,
    standing::{Admission, OperatorCall},
};

/// Lets a call of the operator through to its handler.
pub(crate) async fn answer(
    shared: &Arc<Shared>,
    gated: &Arc<Gated>,
    journey: &Journey,
    mut parts: Parts,
    body: Body,
    span: &tracing::Span,
) -> Result<Response, Problem> {
    let place = Place::take(&shared.running, shared.limits.in_flight).ok_or_else(overloaded)?;
    let call = call(journey, &parts);
    let token = token(&parts.headers)?;
    if !shared.desk.knows(token) {
        tracing::warn!(method = call.method, path = call.path, peer = call.peer, "a wrong operator token was refused");
        return Err(Problem::unauthorised().code("auth.invalid"));
    }
    tracing::info!(method = call.method, path = call.path, peer = call.peer, "the operator calls");
    let number = shared.desk.record(call).await?;
    leave_passage(shared, gated, journey, &mut parts);
    let run = Run { gated, place: Some(place), span: span.clone() };
    let response = run.answer(shared, Request::from_parts(parts, body), None).await;
    shared.desk.settle(number, response.status().as_u16()).await;
    Ok(response)
}

/// Refuses requests of a tenant that is suspended or asks too often.
pub(crate) async fn admit(shared: &Shared, site: &Site) -> Result<(), Problem> {
    match shared.doorkeeper.admit(site.tenant.id).await? {
        Admission::Welcome => Ok(()),
        Admission::Suspended => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "tenant.suspended",
            "This shop is closed for the time being",
        )
        .detail("The operator has suspended it. Nothing is lost.")
        .retry_after(300)),
        Admission::TooMany { retry_after_s } => {
            Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "tenant.rate_limited", "Too many requests at a time")
                .detail("This shop has used up its requests for the moment; ask again a little later.")
                .retry_after(retry_after_s))
        }
    }
}

fn call(journey: &Journey, parts: &Parts) -> OperatorCall {
    OperatorCall {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        peer: parts.extensions.get::<Connection>().map(|connection| connection.peer.to_string()),
        request_id: journey.request_id.clone(),
    }
}

/// The token of a request; one header and no other way.
fn token(headers: &HeaderMap) -> Result<&str, Problem> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (given.next(), given.next()) else { return Err(Problem::unauthorised()) };
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(Problem::unauthorised()) }
}
