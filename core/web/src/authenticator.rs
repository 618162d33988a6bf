//! What the gate asks of whoever knows hosts, sessions and tokens; `identity` answers.
//! Answers come from memory on the hot path: both methods run for every request.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use kontor_store::{ChannelFacts, Ctx, Origin, StoreError, TenantFacts};
use thiserror::Error;

/// The cookie of a browser's session.
pub const SESSION_COOKIE: &str = "kontor_session";
/// The cookie by which a browser is known on which somebody has signed in before.
pub const DEVICE_COOKIE: &str = "kontor_device";
/// The cookie in which a guest's choice of language is kept.
pub const LOCALE_COOKIE: &str = "kontor_locale";

/// What a host name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The tenant.
    pub tenant: Arc<TenantFacts>,
    /// The channel.
    pub channel: Arc<ChannelFacts>,
}

/// What a request brings to prove who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials<'a> {
    /// Nothing.
    None,
    /// The value of [`SESSION_COOKIE`].
    Session(&'a str),
    /// An API token, beginning with `kt_`.
    Bearer(&'a str),
}

/// What else of a request decides its context.
#[derive(Debug, Clone, Copy)]
pub struct RequestFacts<'a> {
    /// Names the request in logs and answers.
    pub request_id: &'a str,
    /// The header `Accept-Language`.
    pub accept_language: Option<&'a str>,
    /// The value of [`LOCALE_COOKIE`].
    pub locale_cookie: Option<&'a str>,
    /// Where it came from.
    pub origin: &'a Arc<Origin>,
}

/// Who asks.
#[derive(Debug, Clone)]
pub struct Authenticated {
    /// The context every use case takes.
    pub ctx: Ctx,
    /// The token that state-changing requests of this session must repeat; nothing for tokens and guests.
    pub csrf: Option<String>,
}

/// Why credentials do not count.
#[derive(Debug, Error)]
pub enum AuthError {
    /// Nobody issued them, or they were revoked.
    #[error("the credentials are not known")]
    Invalid,
    /// They were good once.
    #[error("the credentials have expired")]
    Expired,
    /// The store could not tell.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Knows hosts, sessions and tokens.
pub trait Authenticator: Send + Sync {
    /// The tenant and channel of a host name (lower case, without port), or nothing.
    fn site<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Option<Arc<Site>>, StoreError>>;

    /// Who asks. [`Credentials::None`] always yields an anonymous context.
    fn authenticate<'a>(
        &'a self,
        site: &'a Arc<Site>,
        credentials: Credentials<'a>,
        request: RequestFacts<'a>,
    ) -> BoxFuture<'a, Result<Authenticated, AuthError>>;
}
