//! What a provider says about itself, remembered for an hour: its addresses, its signatures, its keys.
//! A token signed with a key we do not know makes us read the keys again, at most once a minute.

use std::{
    collections::HashMap,
    future::Future,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use kontor_fetch::{Fetch, FetchError, Request};
use openidconnect::{
    AsyncHttpClient, HttpRequest, HttpResponse, IssuerUrl, JsonWebKeySet,
    core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use thiserror::Error;

use super::{Metadata, claims, error::OidcError};

const REMEMBERED: Duration = Duration::from_secs(3_600);
const KEYS_READ_AGAIN_EVERY: Duration = Duration::from_secs(60);
const REMEMBERED_AT_MOST: usize = 1_000;

/// What is known of a provider.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) metadata: Arc<Metadata>,
    pub(crate) keys: Arc<CoreJsonWebKeySet>,
    pub(crate) algorithms: Vec<CoreJwsSigningAlgorithm>,
    read_at: Instant,
    /// When the keys were read once more because of one that was not among them.
    keys_read_again_at: Option<Instant>,
}

/// Providers, by issuer. What one tenant made us read is as good for another, because the issuer itself said it.
pub(crate) struct Providers {
    fetch: Fetch,
    known: RwLock<HashMap<String, Known>>,
}

impl Providers {
    pub(crate) fn new(fetch: Fetch) -> Self {
        Self { fetch, known: RwLock::default() }
    }

    /// What a provider says about itself, an hour old at most.
    pub(crate) async fn known(&self, issuer: &str) -> Result<Known, OidcError> {
        let remembered = self.remembered(issuer);
        match remembered.filter(|known| known.read_at.elapsed() < REMEMBERED) {
            Some(known) => Ok(known),
            None => self.read(issuer).await,
        }
    }

    /// What a provider says now; what cannot be used is refused.
    pub(crate) async fn read(&self, issuer: &str) -> Result<Known, OidcError> {
        let url = IssuerUrl::new(issuer.to_owned()).map_err(|_| OidcError::BadIssuer)?;
        if url.url().query().is_some() || url.url().fragment().is_some() {
            return Err(OidcError::BadIssuer);
        }
        let metadata = Metadata::discover_async(url, &self.door()).await.map_err(discovery_failed)?;
        self.refuse_unsafe(&metadata)?;
        let known = Known {
            algorithms: claims::taken(metadata.id_token_signing_alg_values_supported())?,
            keys: Arc::new(metadata.jwks().clone()),
            metadata: Arc::new(metadata),
            read_at: Instant::now(),
            keys_read_again_at: None,
        };
        self.remember(issuer, &known);
        Ok(known)
    }

    /// The same with keys read anew, unless that was done within the last minute.
    pub(crate) async fn with_newer_keys(&self, issuer: &str, known: &Known) -> Result<Known, OidcError> {
        let known = self.remembered(issuer).unwrap_or_else(|| known.clone());
        if known.keys_read_again_at.is_some_and(|at| at.elapsed() < KEYS_READ_AGAIN_EVERY) {
            return Ok(known);
        }
        let keys = JsonWebKeySet::fetch_async(known.metadata.jwks_uri(), &self.door()).await;
        let keys = Arc::new(keys.map_err(discovery_failed)?);
        let known = Known { keys, keys_read_again_at: Some(Instant::now()), ..known };
        self.remember(issuer, &known);
        Ok(known)
    }

    /// Requests to providers leave through here.
    pub(crate) fn door(&self) -> Door<'_> {
        Door(&self.fetch)
    }

    /// Where people and codes are sent must be as safe as where the document came from.
    fn refuse_unsafe(&self, metadata: &Metadata) -> Result<(), OidcError> {
        let token = metadata.token_endpoint().map(|url| url.as_str());
        let addresses = [Some(metadata.authorization_endpoint().as_str()), token, Some(metadata.jwks_uri().as_str())];
        let userinfo = metadata.userinfo_endpoint().map(|url| url.as_str());
        for address in addresses.into_iter().chain([userinfo]).flatten() {
            self.door().check(address)?;
        }
        if token.is_none() {
            return Err(OidcError::Discovery("it has no token endpoint".to_owned()));
        }
        let methods = metadata.additional_metadata().code_challenge_methods_supported.as_ref();
        if methods.is_some_and(|methods| !methods.iter().any(|method| method == "S256")) {
            return Err(OidcError::NoPkce);
        }
        Ok(())
    }

    fn remembered(&self, issuer: &str) -> Option<Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(issuer).cloned()
    }

    fn remember(&self, issuer: &str, known: &Known) {
        let mut all = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED_AT_MOST {
            all.clear();
        }
        all.insert(issuer.to_owned(), known.clone());
    }
}

/// The library's way out: every request goes through the one HTTP client, and none without TLS that no operator named.
pub(crate) struct Door<'a>(&'a Fetch);

/// Why a request was not answered.
#[derive(Debug, Error)]
pub(crate) enum DoorError {
    #[error("an address without TLS")]
    NotSecure,
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

impl Door<'_> {
    pub(crate) fn check(&self, url: &str) -> Result<(), DoorError> {
        self.0.check(url)?;
        let is_safe = url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        if is_safe || self.0.is_named(url) { Ok(()) } else { Err(DoorError::NotSecure) }
    }
}

impl<'c> AsyncHttpClient<'c> for Door<'_> {
    type Error = DoorError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, DoorError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let request = Request::from(request);
            self.check(request.url())?;
            Ok(self.0.send(request).await?)
        })
    }
}

impl From<DoorError> for OidcError {
    fn from(error: DoorError) -> Self {
        match error {
            DoorError::NotSecure => Self::NotSecure,
            DoorError::Fetch(cause) => Self::Address(cause),
        }
    }
}

fn discovery_failed(error: openidconnect::DiscoveryError<DoorError>) -> OidcError {
    match error {
        openidconnect::DiscoveryError::Request(cause) => cause.into(),
        openidconnect::DiscoveryError::Response(status, ..) => OidcError::Discovery(format!("it answers {status}")),
        openidconnect::DiscoveryError::Parse(cause) => {
            OidcError::Discovery(format!("{} is not as it should be", cause.path()))
        }
        openidconnect::DiscoveryError::Validation(_) => OidcError::Discovery("it names another issuer".to_owned()),
        _ => OidcError::BadIssuer,
    }
}
