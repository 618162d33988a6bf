//! Who asks, on which site and from where.
//! All of it was settled by the gate; a handler on a route for any host asks for none of it.

use std::{net::SocketAddr, sync::Arc};

use axum::{extract::FromRequestParts, http::request::Parts};
use kontor_store::Ctx;

use super::Passage;
use crate::{authenticator::Site, gate::masked, problem::Problem, serve::Connection};

/// The context of the request: the first argument of every use case.
#[derive(Debug, Clone)]
pub struct Caller(pub Ctx);

/// The token that forms must repeat in the field `_csrf`, masked anew for every page; nothing for guests and API tokens.
#[derive(Debug, Clone)]
pub struct Csrf(pub Option<String>);

/// The tenant and channel of the host.
#[derive(Debug, Clone)]
pub struct CurrentSite(pub Arc<Site>);

/// The address at the other end of the connection: the client's, or that of a proxy before Kontor.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub Option<SocketAddr>);

fn passage(parts: &Parts) -> Result<&Passage, Problem> {
    parts.extensions.get::<Passage>().ok_or_else(outside)
}

/// A handler asks for a tenant on a route that has none. A mistake of the route, not of the client.
fn outside() -> Problem {
    tracing::error!("a handler asks for a caller on a route without a tenant");
    Problem::failed()
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        passage(parts)?.ctx.clone().map(Self).ok_or_else(outside)
    }
}

impl<S: Sync> FromRequestParts<S> for Csrf {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(passage(parts)?.csrf.as_deref().map(masked)))
    }
}

impl<S: Sync> FromRequestParts<S> for CurrentSite {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        passage(parts)?.site.clone().map(Self).ok_or_else(outside)
    }
}

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(parts.extensions.get::<Connection>().map(|connection| connection.peer)))
    }
}
