//! One request's way through the gate.
//! What is learnt on the way is kept in a [`Journey`], so that a refusal at any step is rendered as well as possible.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::Request,
    http::{Uri, request::Parts},
    response::{IntoResponse, Response},
};
use kontor_kernel::Locale;
use kontor_store::{Ctx, Principal, Scope};
use tracing::Instrument;

use super::{Gated, Shared, credentials, csrf, headers, idempotency, operator, origin, pages, track};
use crate::{
    StatusCode,
    access::Access,
    authenticator::{AuthError, Authenticated, Credentials, Site},
    extract::Passage,
    metrics::{Meter, Place},
    problem::Problem,
    serve::Connection,
};

/// What is known of a request so far.
pub(crate) struct Journey {
    pub(crate) request_id: String,
    pub(crate) wants_page: bool,
    pub(crate) uri: Uri,
    pub(crate) site: Option<Arc<Site>>,
    pub(crate) ctx: Option<Ctx>,
    pub(crate) csrf: Option<String>,
    /// The first language that the client names and Kontor speaks.
    asked_for: Locale,
}

impl Journey {
    /// The reader's language: what the context says, or what was asked for while nobody is known.
    pub(crate) fn locale(&self) -> Locale {
        self.ctx.as_ref().map_or(self.asked_for, Ctx::locale)
    }

    /// Whether the answer may depend on who asks.
    pub(crate) fn is_personal(&self) -> bool {
        self.ctx.as_ref().is_some_and(|ctx| !matches!(ctx.principal(), Principal::Anonymous))
    }
}

/// Leads a request through the gate to its handler and dresses the answer.
pub(crate) async fn pass(shared: &Arc<Shared>, gated: &Arc<Gated>, request: Request) -> Response {
    let meter = Meter::start(&gated.metrics);
    let (parts, body) = request.into_parts();
    let mut journey = Journey {
        request_id: credentials::request_id(&parts.headers),
        wants_page: pages::wants_page(gated.kind, &parts.headers),
        uri: parts.uri.clone(),
        site: None,
        ctx: None,
        csrf: None,
        asked_for: credentials::first_language(&parts.headers),
    };
    let span = tracing::info_span!("request", id = journey.request_id, method = %parts.method, route = gated.path);
    let answered = proceed(shared, gated, &mut journey, parts, body, &span).instrument(span.clone()).await;
    let response = answered.unwrap_or_else(Problem::into_response);
    let response = headers::dress(shared, gated, &journey, response);
    let status = response.status();
    tracing::debug!(parent: &span, status = status.as_u16(), "answered");
    meter.stop(status);
    response
}

async fn proceed(
    shared: &Arc<Shared>,
    gated: &Arc<Gated>,
    journey: &mut Journey,
    mut parts: Parts,
    body: Body,
    span: &tracing::Span,
) -> Result<Response, Problem> {
    if gated.access == Access::AnyHost {
        leave_passage(shared, gated, journey, &mut parts);
        let run = track::Run { gated, place: None, span: span.clone() };
        return Ok(run.answer(shared, Request::from_parts(parts, body), None).await);
    }
    if gated.access == Access::Operator {
        return operator::answer(shared, gated, journey, parts, body, span).await;
    }
    let place = Place::take(&shared.running, shared.limits.in_flight).ok_or_else(overloaded)?;
    let body = admit(shared, gated, journey, &parts, body).await?;
    let run = track::Run { gated, place: Some(place), span: span.clone() };
    let key = if gated.creates { idempotency::key(&parts.headers)? } else { None };
    match key {
        Some(key) if journey.is_personal() => idempotency::run(shared, journey, run, key, parts, body).await,
        _ => {
            leave_passage(shared, gated, journey, &mut parts);
            Ok(run.answer(shared, Request::from_parts(parts, body), None).await)
        }
    }
}

/// Finds out who asks and whether they may; returns the body, which the forgery check may have read.
async fn admit(
    shared: &Arc<Shared>,
    gated: &Gated,
    journey: &mut Journey,
    parts: &Parts,
    body: Body,
) -> Result<Body, Problem> {
    let host = credentials::host(parts)?;
    let site = shared.authenticator.site(&host.name).await?.ok_or_else(unknown_host)?;
    let site = &*journey.site.insert(site);
    operator::admit(shared, site).await?;
    let given = credentials::given(&parts.headers)?;
    let (authenticated, used) = authenticate(shared, gated, site, given, parts, &journey.request_id).await?;
    let ctx = &*journey.ctx.insert(authenticated.ctx);
    journey.csrf = authenticated.csrf;
    if !shared.switches.is_on(ctx, gated.owner).await {
        return Err(Problem::not_found());
    }
    gated.access.check(ctx)?;
    if gated.is_whole_tenant && *ctx.scope() != Scope::tenant() {
        return Err(Problem::narrow_reach());
    }
    if !gated.changes_state || matches!(used, Credentials::Bearer(_)) {
        return Ok(body);
    }
    csrf::refuse_other_sites(&parts.headers, &host)?;
    match used {
        Credentials::Session(_) => csrf::check(shared, gated, journey.csrf.as_deref(), &parts.headers, body).await,
        Credentials::None | Credentials::Bearer(_) => Ok(body),
    }
}

/// Who asks, and by which credentials. A cookie that is no longer good counts as none where nobody needs to be signed in.
async fn authenticate<'a>(
    shared: &Arc<Shared>,
    gated: &Gated,
    site: &Arc<Site>,
    given: Credentials<'a>,
    parts: &Parts,
    request_id: &str,
) -> Result<(Authenticated, Credentials<'a>), Problem> {
    let peer = parts.extensions.get::<Connection>().map(|connection| connection.peer);
    let host = credentials::host(parts)?;
    let origin = Arc::new(origin::origin(&shared.limits.trusted_proxies, peer, &host.name, &parts.headers));
    let facts = credentials::facts(&parts.headers, gated.kind, request_id, &origin);
    let first = shared.authenticator.authenticate(site, given, facts).await;
    let is_stale = matches!(first, Err(AuthError::Invalid | AuthError::Expired));
    if is_stale && gated.access == Access::Public && matches!(given, Credentials::Session(_)) {
        let guest = shared.authenticator.authenticate(site, Credentials::None, facts).await;
        return Ok((guest.map_err(refusal)?, Credentials::None));
    }
    Ok((first.map_err(refusal)?, given))
}

fn refusal(error: AuthError) -> Problem {
    match error {
        AuthError::Invalid => Problem::unauthorised().code("auth.invalid"),
        AuthError::Expired => Problem::unauthorised().code("auth.expired"),
        AuthError::Store(cause) => cause.into(),
    }
}

fn unknown_host() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "tenant.unknown_host", "Nobody trades under this address")
}

pub(crate) fn overloaded() -> Problem {
    Problem::unavailable().code("server.overloaded").detail("Too many requests are running.")
}

/// Leaves for the extractors what the gate has learnt.
pub(crate) fn leave_passage(shared: &Arc<Shared>, gated: &Gated, journey: &Journey, parts: &mut Parts) {
    parts.extensions.insert(Passage {
        shared: Arc::clone(shared),
        ctx: journey.ctx.clone(),
        site: journey.site.clone(),
        csrf: journey.csrf.clone(),
        body_limit: gated.body_limit,
        media_types: gated.media_types,
    });
}
