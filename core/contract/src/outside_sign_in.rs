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

/// Outside providers through which people may sign in.
#[async_trait]
pub trait OutsideSignIn: Send + Sync {
    /// The providers of the tenant that are switched on.
    async fn offered(&self, ctx: &Ctx) -> Outcome<Vec<NamedCode>>;
    /// With whom one's own account is connected.
    async fn connections(&self, ctx: &Ctx) -> Outcome<Vec<ExternalIdentityView>>;
    /// Disconnects one's own account; false when there is no such connection.
    async fn disconnect(&self, ctx: &Ctx, id: &str) -> Outcome<bool>;
}
