//! Idempotency keys: a creating request that is sent again gets the stored answer instead of a second effect.
//! The store decides; this reads the key and the body, and turns the store's word into an answer.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use kontor_store::{
    Ctx,
    idempotency::{IdempotencyRequest, Known, Reply},
};

use super::{
    Shared,
    pass::{Journey, leave_passage},
    track::Run,
};
use crate::{StatusCode, extract::buffered, problem::Problem};

/// The key of a request: 1 to 200 visible ASCII characters.
pub(crate) fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all("idempotency-key").iter();
    let Some(value) = values.next() else { return Ok(None) };
    let is_sound = |key: &&str| {
        (1..=IdempotencyRequest::MAX_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let key = value.to_str().ok().filter(is_sound).filter(|_| values.next().is_none());
    let refused = || {
        Problem::bad_request()
            .code("idempotency.key_invalid")
            .detail("An Idempotency-Key is one header of 1 to 200 visible ASCII characters.")
    };
    key.map(|key| Some(key.to_owned())).ok_or_else(refused)
}

/// Runs a request under its key, or answers what is known of it.
pub(crate) async fn run(
    shared: &Arc<Shared>,
    journey: &mut Journey,
    run: Run<'_>,
    key: String,
    mut parts: Parts,
    body: Body,
) -> Result<Response, Problem> {
    let bytes = buffered(body, run.gated.buffer_limit, shared.limits.body_timeout).await?;
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let request = IdempotencyRequest::new(key, parts.method.as_str(), path, &bytes);
    let Some(ctx) = journey.ctx.take().map(|ctx| ctx.with_idempotency(request)) else {
        return Err(Problem::unauthorised());
    };
    journey.ctx = Some(ctx.clone());
    let guard = shared.store.enter(&ctx).ok_or_else(in_progress)?;
    leave_passage(shared, run.gated, journey, &mut parts);
    let request = Request::from_parts(parts, Body::from(bytes));
    let response = run.answer(shared, request, Some(guard)).await;
    settle(shared, &ctx, response).await
}

/// A request that did not succeed may be one that did before: its effect collided with itself. Then the stored answer
/// is given. New requests are spared the question.
async fn settle(shared: &Shared, ctx: &Ctx, response: Response) -> Result<Response, Problem> {
    if response.status().is_success() {
        return Ok(response);
    }
    match shared.store.known(ctx).await? {
        Known::Answered(reply) => Ok(replay(reply)),
        Known::Reused => Err(reused()),
        Known::Nothing => Ok(response),
    }
}

fn replay(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
    let headers =
        [(header::CONTENT_TYPE, "application/json"), (header::HeaderName::from_static("idempotency-replayed"), "true")];
    (status, headers.map(|(name, value)| (name, HeaderValue::from_static(value))), reply.body).into_response()
}

fn reused() -> Problem {
    Problem::unprocessable().code("idempotency.key_reused").detail("This Idempotency-Key was used for another request.")
}

fn in_progress() -> Problem {
    Problem::conflict().code("idempotency.in_progress").detail("The same request is still running.").retry_after(1)
}
