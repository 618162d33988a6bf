//! How an engine or module declares its routes: method, path, who may call it, what goes in and what comes out.
//! Mistakes are not panics: [`crate::Registry::new`] names all of them at start.

use std::sync::Arc;

use axum::{extract::Request, handler::Handler, http::Method, response::Response};
use futures_util::future::BoxFuture;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::access::Access;

/// A handler with its state, its types erased.
pub(crate) type Endpoint = Arc<dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync>;
/// Yields the schema of a type that was named when the route was declared.
pub(crate) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// What kind of thing answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Api,
    Page,
    Asset,
}

/// What a body is made of.
#[derive(Clone, Copy)]
pub(crate) enum BodyOf {
    Json(SchemaOf),
    Text(&'static [&'static str]),
}

/// What happens when a POST is sent twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It takes an `Idempotency-Key`.
    Creates,
    /// Sending it twice does no harm, for a reason.
    Repeatable(&'static str),
}

/// One declared route.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) access: Access,
    pub(crate) permission_owner: &'static str,
    pub(crate) summary: Option<&'static str>,
    pub(crate) query: Option<SchemaOf>,
    pub(crate) paged: bool,
    pub(crate) sorts: &'static [&'static str],
    pub(crate) body: Option<BodyOf>,
    pub(crate) returns: Vec<(u16, Option<SchemaOf>)>,
    pub(crate) kind: Kind,
    pub(crate) repeat: Option<Repeat>,
    pub(crate) body_limit: Option<usize>,
    pub(crate) is_whole_tenant: bool,
    pub(crate) handler: &'static str,
    pub(crate) endpoint: Option<Endpoint>,
}

/// The routes of one owner.
pub struct Routes {
    owner: &'static str,
    pub(crate) routes: Vec<Route>,
}

impl Routes {
    /// No routes yet. The owner's name begins the permissions of its routes.
    #[must_use]
    pub const fn new(owner: &'static str) -> Self {
        Self { owner, routes: Vec::new() }
    }

    /// Whose routes these are.
    #[must_use]
    pub const fn owner(&self) -> &'static str {
        self.owner
    }

    /// Declares a GET route; it answers HEAD, too. Paths name their parameters as `{id}`.
    pub fn get(&mut self, path: &'static str, access: Access) -> RouteBuilder<'_> {
        self.route(Method::GET, path, access)
    }

    /// Declares a POST route, which must say [`RouteBuilder::creates`] or [`RouteBuilder::repeatable`].
    pub fn post(&mut self, path: &'static str, access: Access) -> RouteBuilder<'_> {
        self.route(Method::POST, path, access)
    }

    /// Declares a PUT route.
    pub fn put(&mut self, path: &'static str, access: Access) -> RouteBuilder<'_> {
        self.route(Method::PUT, path, access)
    }

    /// Declares a PATCH route.
    pub fn patch(&mut self, path: &'static str, access: Access) -> RouteBuilder<'_> {
        self.route(Method::PATCH, path, access)
    }

    /// Declares a DELETE route.
    pub fn delete(&mut self, path: &'static str, access: Access) -> RouteBuilder<'_> {
        self.route(Method::DELETE, path, access)
    }

    fn route(&mut self, method: Method, path: &'static str, access: Access) -> RouteBuilder<'_> {
        self.routes.push(Route {
            method,
            path,
            owner: self.owner,
            access,
            permission_owner: self.owner,
            summary: None,
            query: None,
            paged: false,
            sorts: &[],
            body: None,
            returns: Vec::new(),
            kind: Kind::Api,
            repeat: None,
            body_limit: None,
            is_whole_tenant: false,
            handler: "",
            endpoint: None,
        });
        let last = self.routes.len() - 1;
        RouteBuilder { route: &mut self.routes[last] }
    }
}

/// Says more about a route; [`RouteBuilder::handle`] comes last.
#[must_use = "a route without a handler is refused when the registry is built"]
pub struct RouteBuilder<'a> {
    route: &'a mut Route,
}

impl RouteBuilder<'_> {
    /// One line for the API document.
    pub fn summary(self, summary: &'static str) -> Self {
        self.route.summary = Some(summary);
        self
    }

    /// The query parameters, read by [`crate::Query`].
    pub fn query<Q: JsonSchema>(self) -> Self {
        self.route.query = Some(Q::json_schema);
        self
    }

    /// The route reads [`crate::Paging`]: `limit`, `cursor` and `page`.
    pub fn paged(self) -> Self {
        self.route.paged = true;
        self
    }

    /// The route reads [`crate::Sort`] and takes these values, such as `-placed_at`.
    pub fn sortable(self, sorts: &'static [&'static str]) -> Self {
        self.route.sorts = sorts;
        self
    }

    /// The JSON body, read by [`crate::Json`].
    pub fn body<B: JsonSchema>(self) -> Self {
        self.route.body = Some(BodyOf::Json(SchemaGenerator::subschema_for::<B>));
        self
    }

    /// A streamed body of one of these media types, read by [`crate::Upload`].
    pub fn text_body(self, media_types: &'static [&'static str]) -> Self {
        self.route.body = Some(BodyOf::Text(media_types));
        self
    }

    /// Another largest body than the server's own, in bytes.
    pub fn body_limit(self, bytes: usize) -> Self {
        self.route.body_limit = Some(bytes);
        self
    }

    /// What a success answers. May be said once per status.
    pub fn returns<R: JsonSchema>(self, status: u16) -> Self {
        self.route.returns.push((status, Some(SchemaGenerator::subschema_for::<R>)));
        self
    }

    /// A success without a JSON body, such as 204.
    pub fn returns_nothing(self, status: u16) -> Self {
        self.route.returns.push((status, None));
        self
    }

    /// What it shows or does concerns the tenant as a whole and cannot be narrowed: only a persona whose reach is not
    /// narrowed to some companies, warehouses or legal entities may call it.
    pub fn whole_tenant(self) -> Self {
        self.route.is_whole_tenant = true;
        self
    }

    /// It is an HTML page: in the matrix, not in the API document; its problems are rendered as pages.
    pub fn page(self) -> Self {
        self.route.kind = Kind::Page;
        self
    }

    /// It is a file that is the same for everybody: not in the API document, and it sets its own caching.
    pub fn asset(self) -> Self {
        self.route.kind = Kind::Asset;
        self
    }

    /// The POST creates something and takes an `Idempotency-Key`. The body of a request with a key is read into memory
    /// to be compared, so that streamed bodies with a key are bounded by [`crate::Limits::body_bytes`].
    pub fn creates(self) -> Self {
        self.route.repeat = Some(Repeat::Creates);
        self
    }

    /// Sending the POST twice does no harm, for this reason.
    pub fn repeatable(self, reason: &'static str) -> Self {
        self.route.repeat = Some(Repeat::Repeatable(reason));
        self
    }

    /// The permission is another owner's, such as a page of the storefront that shows orders.
    pub fn permission_of(self, owner: &'static str) -> Self {
        self.route.permission_owner = owner;
        self
    }

    /// What answers: an axum handler and its state.
    pub fn handle<H, T, S>(self, state: S, handler: H)
    where
        H: Handler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        self.route.handler = std::any::type_name::<H>();
        self.route.endpoint = Some(Arc::new(move |request| Box::pin(handler.clone().call(request, state.clone()))));
    }
}
