//! The gate: what every request passes before its handler runs, in one order for all routes.
//! Place among the running requests, host, credentials, access, forgery check, idempotency; then the handler, then headers.

mod credentials;
mod csrf;
mod headers;
mod idempotency;
mod operator;
mod origin;
mod pages;
mod pass;
mod track;

pub(crate) use idempotency::key as idempotency_key;

use std::{
    convert::Infallible,
    sync::{Arc, atomic::AtomicUsize},
    task::{Context, Poll},
};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, header},
    response::Response,
};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use kontor_store::{Ctx, Store};
use kontor_words::Texts;
use tokio_util::task::TaskTracker;
use tower::Service;

pub(crate) use csrf::masked;
pub use headers::Csp;
pub use pages::{FailedPage, PageErrors};

use crate::{
    StatusCode,
    access::Access,
    authenticator::Authenticator,
    limits::Limits,
    metrics::RouteMetrics,
    problem::Problem,
    routes::{BodyOf, Endpoint, Kind, Repeat, Route},
    standing::{Doorkeeper, OperatorDesk, Unattended},
};

/// Knows which owners' routes exist for a tenant; `module` answers. Asked for every request, so it answers from memory.
pub trait Switches: Send + Sync {
    /// Whether the routes of an owner exist for the tenant of `ctx`.
    fn is_on<'a>(&'a self, ctx: &'a Ctx, owner: &'static str) -> BoxFuture<'a, bool>;
}

/// Everything is on: a deployment without optional modules.
struct AllOn;

impl Switches for AllOn {
    fn is_on<'a>(&'a self, _: &'a Ctx, _: &'static str) -> BoxFuture<'a, bool> {
        Box::pin(std::future::ready(true))
    }
}

/// What every request passes. Made by the composition root, consumed by [`crate::Registry::router`].
pub struct Gate {
    store: Store,
    authenticator: Arc<dyn Authenticator>,
    limits: Limits,
    pages: Arc<dyn PageErrors>,
    switches: Arc<dyn Switches>,
    doorkeeper: Arc<dyn Doorkeeper>,
    desk: Arc<dyn OperatorDesk>,
    texts: Option<Arc<Texts>>,
}

impl Gate {
    /// A gate that renders problems of pages as plain HTML.
    #[must_use]
    pub fn new(store: Store, authenticator: Arc<dyn Authenticator>, limits: Limits) -> Self {
        Self {
            store,
            authenticator,
            limits,
            pages: Arc::new(pages::Plain),
            switches: Arc::new(AllOn),
            doorkeeper: Arc::new(Unattended),
            desk: Arc::new(Unattended),
            texts: None,
        }
    }

    /// The same gate with pages for problems in the look of the shop.
    #[must_use]
    pub fn with_pages(mut self, pages: Arc<dyn PageErrors>) -> Self {
        self.pages = pages;
        self
    }

    /// The same gate for a deployment whose tenants switch modules on and off.
    #[must_use]
    pub fn with_switches(mut self, switches: Arc<dyn Switches>) -> Self {
        self.switches = switches;
        self
    }

    /// The same gate for a deployment whose operator suspends and limits tenants.
    #[must_use]
    pub fn with_operator(mut self, doorkeeper: Arc<dyn Doorkeeper>, desk: Arc<dyn OperatorDesk>) -> Self {
        self.doorkeeper = doorkeeper;
        self.desk = desk;
        self
    }

    /// The same gate with words, so that problems are told in the reader's language; without, they are in English.
    #[must_use]
    pub fn with_texts(mut self, texts: Arc<Texts>) -> Self {
        self.texts = Some(texts);
        self
    }

    /// The bounds it keeps.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn with_document(self, document: String) -> Arc<Shared> {
        Arc::new(Shared {
            store: self.store,
            authenticator: self.authenticator,
            limits: self.limits,
            pages: self.pages,
            switches: self.switches,
            doorkeeper: self.doorkeeper,
            desk: self.desk,
            texts: self.texts,
            tasks: TaskTracker::new(),
            running: Arc::default(),
            document: Bytes::from(document),
        })
    }
}

/// What all routes of a router share.
pub(crate) struct Shared {
    store: Store,
    authenticator: Arc<dyn Authenticator>,
    limits: Limits,
    pages: Arc<dyn PageErrors>,
    switches: Arc<dyn Switches>,
    doorkeeper: Arc<dyn Doorkeeper>,
    desk: Arc<dyn OperatorDesk>,
    texts: Option<Arc<Texts>>,
    /// Runs side effects of requests that came by no connection of ours, such as in tests.
    tasks: TaskTracker,
    running: Arc<AtomicUsize>,
    pub(crate) document: Bytes,
}

impl Shared {
    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }
}

/// A route behind the gate.
pub(crate) struct Gated {
    path: &'static str,
    owner: &'static str,
    access: Access,
    is_whole_tenant: bool,
    kind: Kind,
    creates: bool,
    changes_state: bool,
    body_limit: usize,
    /// What the gate itself may read into memory, in bytes; less than the limit of a streamed body.
    buffer_limit: usize,
    media_types: &'static [&'static str],
    endpoint: Endpoint,
    metrics: RouteMetrics,
}

impl Gated {
    /// The route behind the gate, where it has a handler.
    pub(crate) fn new(route: &Route, limits: &Limits) -> Option<Self> {
        let media_types = match route.body {
            Some(BodyOf::Text(media_types)) => media_types,
            _ => &[],
        };
        let is_streamed = !media_types.is_empty();
        let usual = if is_streamed { limits.upload_bytes } else { limits.body_bytes };
        let body_limit = route.body_limit.unwrap_or(usual);
        Some(Self {
            path: route.path,
            owner: route.owner,
            access: route.access,
            is_whole_tenant: route.is_whole_tenant,
            kind: route.kind,
            creates: route.repeat == Some(Repeat::Creates),
            changes_state: route.method != Method::GET,
            body_limit,
            buffer_limit: if is_streamed { body_limit.min(limits.body_bytes) } else { body_limit },
            media_types,
            endpoint: Arc::clone(route.endpoint.as_ref()?),
            metrics: RouteMetrics::new(route.owner, route.path, route.method.as_str()),
        })
    }

    /// Stands in for what is not there: answers a problem once the host is known.
    fn refusing(label: &'static str, refusal: fn() -> Problem, allow: Option<HeaderValue>) -> Self {
        let endpoint: Endpoint = Arc::new(move |_| {
            let mut response = axum::response::IntoResponse::into_response(refusal());
            if let Some(allow) = &allow {
                response.headers_mut().insert(header::ALLOW, allow.clone());
            }
            Box::pin(std::future::ready(response))
        });
        Self {
            path: label,
            owner: "web",
            access: Access::Public,
            is_whole_tenant: false,
            kind: Kind::Api,
            creates: false,
            changes_state: false,
            body_limit: 0,
            buffer_limit: 0,
            media_types: &[],
            endpoint,
            metrics: RouteMetrics::new("web", label, "ANY"),
        }
    }
}

/// The methods of one path.
#[derive(Clone)]
pub(crate) struct PathService(Arc<Methods>);

struct Methods {
    shared: Arc<Shared>,
    methods: Vec<(Method, Arc<Gated>)>,
    other: Arc<Gated>,
}

impl PathService {
    pub(crate) fn new(shared: &Arc<Shared>, methods: Vec<(Method, Arc<Gated>)>) -> Self {
        let names: Vec<_> = methods.iter().map(|(method, _)| method.as_str()).collect();
        let allow = HeaderValue::from_str(&names.join(", ")).ok();
        let other = Arc::new(Gated::refusing("unknown method", method_not_allowed, allow));
        Self(Arc::new(Methods { shared: Arc::clone(shared), methods, other }))
    }

    fn find(&self, method: &Method) -> &Arc<Gated> {
        let wanted = if *method == Method::HEAD { &Method::GET } else { method };
        let found = self.0.methods.iter().find(|(method, _)| method == wanted);
        found.map_or(&self.0.other, |(_, gated)| gated)
    }
}

fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "request.method", "This cannot be done here")
}

impl Service<Request<Body>> for PathService {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let gated = Arc::clone(self.find(request.method()));
        let shared = Arc::clone(&self.0.shared);
        Box::pin(async move { Ok(pass::pass(&shared, &gated, request).await) })
    }
}

/// Everything that no route matches.
#[derive(Clone)]
pub(crate) struct UnknownPath {
    shared: Arc<Shared>,
    gated: Arc<Gated>,
}

impl UnknownPath {
    pub(crate) fn new(shared: &Arc<Shared>) -> Self {
        let gated = Arc::new(Gated::refusing("unknown path", Problem::not_found, None));
        Self { shared: Arc::clone(shared), gated }
    }
}

impl Service<Request<Body>> for UnknownPath {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (shared, gated) = (Arc::clone(&self.shared), Arc::clone(&self.gated));
        Box::pin(async move { Ok(pass::pass(&shared, &gated, request).await) })
    }
}
