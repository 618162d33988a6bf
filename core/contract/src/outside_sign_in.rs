//! What identity offers to pages about signing in through outside providers (OpenID Connect).
//! A person begins at `/sign-in/with/{code}` and comes back to `/sign-in/callback/{code}`; both are identity's own.

use async_trait::async_trait;
use kontor_kernel::Timestamp;
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{fault::Outcome, identity::NamedCode};

/// A person at an outside provider with whom an account is connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExternalIdentityView {
    /// Names the connection.
    pub id: String,
    /// The provider's own name for itself, an address.
    pub issuer: String,
    /// Since when.
    pub connected_at: Timestamp,
}

/// A provider of the tenant, and whether one's own account is connected with somebody there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnProvider {
    /// The provider.
    pub provider: NamedCode,
    /// The connection, where there is one.
    pub connection: Option<ExternalIdentityView>,
}

/// With which provider to connect one's own account.
#[derive(Clone, Copy)]
pub struct Connecting<'a> {
    /// The provider's code.
    pub provider: &'a str,
    /// One's own password here; an account without one proves itself by a sign-in of the last ten minutes.
    pub password: &'a str,
    /// The host as the browser wrote it, with its port: the way back leads there.
    pub authority: &'a str,
    /// The path to come back to.
    pub return_to: &'a str,
}

/// The way to a provider.
#[derive(Debug, Clone)]
pub struct WayOut {
    /// The provider's address.
    pub address: String,
    /// The `Set-Cookie` value by which the browser that goes is known when it comes back.
    pub cookie: String,
}

/// Outside providers through which people may sign in.
#[async_trait]
pub trait OutsideSignIn: Send + Sync {
    /// The providers of the tenant that are switched on.
    async fn offered(&self, ctx: &Ctx) -> Outcome<Vec<NamedCode>>;
    /// The same, each with one's own connection.
    async fn own_providers(&self, ctx: &Ctx) -> Outcome<Vec<OwnProvider>>;
    /// Begins to connect one's own account; nothing is connected before the provider has answered.
    async fn begin_connecting(&self, ctx: &Ctx, connecting: Connecting<'_>) -> Outcome<WayOut>;
    /// With whom one's own account is connected.
    async fn connections(&self, ctx: &Ctx) -> Outcome<Vec<ExternalIdentityView>>;
    /// Disconnects one's own account; false when there is no such connection.
    async fn disconnect(&self, ctx: &Ctx, id: &str) -> Outcome<bool>;
}
