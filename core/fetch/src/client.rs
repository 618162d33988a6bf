//! The client: asks what the policy lets through, follows redirects by itself, and takes no more than it was told.
//! No proxy of the environment, no cookies, no decompression, no retries: what is sent is what the caller wrote.

use std::{error::Error, sync::Arc};

use http::HeaderMap;
use reqwest::{Client, ClientBuilder};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use tokio::sync::mpsc;

use crate::{
    error::FetchError,
    policy::{FetchPolicy, Target},
    redirect,
    request::Request,
    resolve::{Checked, NotPublic, Resolver, SystemResolver},
};

/// An answer with its whole body.
pub type Response = http::Response<Vec<u8>>;

const USER_AGENT: &str = concat!("Kontor/", env!("CARGO_PKG_VERSION"));
const MOST_HEADERS: usize = 100;

/// The client. Cheap to clone.
#[derive(Clone)]
pub struct Fetch {
    inner: Arc<Inner>,
}

struct Inner {
    policy: FetchPolicy,
    /// For everybody: connects to what is public or in a permitted network.
    public: Client,
    /// For services that an operator named.
    permitted: Client,
}

impl Fetch {
    /// With the operating system's resolver.
    pub fn new(policy: FetchPolicy) -> Result<Self, FetchError> {
        Self::with_resolver(policy, SystemResolver)
    }

    /// With a resolver of the caller's.
    pub fn with_resolver(policy: FetchPolicy, resolver: impl Resolver + 'static) -> Result<Self, FetchError> {
        let resolver: Arc<dyn Resolver> = Arc::new(resolver);
        let tls = tls()?;
        let client = |anywhere| {
            let resolver = Checked { resolver: Arc::clone(&resolver), allow: policy.allow.clone(), anywhere };
            let built =
                builder(&policy).tls_backend_preconfigured(tls.clone()).dns_resolver(Arc::new(resolver)).build();
            built.map_err(|cause| FetchError::Setup(cause.to_string()))
        };
        let (public, permitted) = (client(false)?, client(true)?);
        Ok(Self { inner: Arc::new(Inner { policy, public, permitted }) })
    }

    /// Whether a URL may be asked for, as far as it tells by itself: for a form that takes one.
    pub fn check(&self, url: &str) -> Result<(), FetchError> {
        self.inner.policy.target(url).map(drop)
    }

    /// Whether an operator named this very service, so that it may also do without TLS.
    #[must_use]
    pub fn is_named(&self, url: &str) -> bool {
        self.inner.policy.target(url).is_ok_and(|target| target.is_permitted)
    }

    /// Sends a request and takes the whole answer.
    pub async fn send(&self, request: Request) -> Result<Response, FetchError> {
        let limit = self.inner.policy.total_timeout;
        tokio::time::timeout(limit, self.inner.run(request)).await.map_err(|_| FetchError::TimedOut)?
    }

    /// Sends a request and hands on the body of a success as it arrives, however large it is; the answer is empty then.
    /// Any other answer comes whole. Redirects are answers, and only a silence takes too long.
    pub async fn stream(&self, request: Request, to: &mpsc::Sender<Vec<u8>>) -> Result<Response, FetchError> {
        let limit = self.inner.policy.total_timeout;
        let patiently = async |work: &mut reqwest::Response| {
            tokio::time::timeout(limit, work.chunk())
                .await
                .map_err(|_| FetchError::TimedOut)?
                .map_err(|_| FetchError::Unreachable)
        };
        let target = self.inner.policy.target(&request.url)?;
        let asked = tokio::time::timeout(limit, self.inner.ask(&target, &request)).await;
        let mut answer = asked.map_err(|_| FetchError::TimedOut)??;
        if !answer.status().is_success() {
            return self.inner.take(answer).await;
        }
        while let Some(chunk) = patiently(&mut answer).await? {
            if to.send(chunk.to_vec()).await.is_err() {
                break;
            }
        }
        let mut response = Response::new(Vec::new());
        *response.status_mut() = answer.status();
        Ok(response)
    }
}

impl Inner {
    async fn run(&self, mut request: Request) -> Result<Response, FetchError> {
        let mut followed = 0;
        loop {
            let target = self.policy.target(&request.url)?;
            let answer = self.ask(&target, &request).await?;
            match redirect::next(&request, &target.url, answer.status(), answer.headers(), followed)? {
                Some(next) => request = next,
                None => return self.take(answer).await,
            }
            followed += 1;
        }
    }

    async fn ask(&self, target: &Target, request: &Request) -> Result<reqwest::Response, FetchError> {
        let client = if target.is_permitted { &self.permitted } else { &self.public };
        let mut message = reqwest::Request::new(request.method.clone(), target.url.clone());
        *message.headers_mut() = request.headers.clone();
        if !request.body.is_empty() {
            *message.body_mut() = Some(request.body.clone().into());
        }
        client.execute(message).await.map_err(|cause| explain(cause, target))
    }

    async fn take(&self, mut answer: reqwest::Response) -> Result<Response, FetchError> {
        if size_of(answer.headers()) > self.policy.header_bytes {
            return Err(FetchError::TooLarge(self.policy.header_bytes));
        }
        let limit = self.policy.body_bytes;
        let announced = answer.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
        if announced > limit {
            return Err(FetchError::TooLarge(limit));
        }
        let mut body = Vec::with_capacity(announced);
        while let Some(chunk) = answer.chunk().await.map_err(|_| FetchError::Unreachable)? {
            if body.len() + chunk.len() > limit {
                return Err(FetchError::TooLarge(limit));
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = Response::new(body);
        *response.status_mut() = answer.status();
        std::mem::swap(response.headers_mut(), answer.headers_mut());
        Ok(response)
    }
}

fn size_of(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

fn builder(policy: &FetchPolicy) -> ClientBuilder {
    Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(policy.connect_timeout)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .referer(false)
        .http1_only()
        .http1_max_headers(MOST_HEADERS)
        .pool_max_idle_per_host(2)
}

/// rustls with ring, as towards PostgreSQL. Mozilla's roots are built in, so that an empty container has some; those
/// of the machine come on top, so that a company's own authority is trusted as everywhere else on it.
fn tls() -> Result<ClientConfig, FetchError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions();
    let builder = builder.map_err(|cause| FetchError::Setup(cause.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// The operator reads the cause in the log; the person who gave the address reads a sentence without it.
fn explain(cause: reqwest::Error, target: &Target) -> FetchError {
    let host = target.url.host_str().unwrap_or_default();
    let mut chain = std::iter::successors(cause.source(), |cause| (*cause).source());
    if chain.any(<dyn Error + 'static>::is::<NotPublic>) {
        return FetchError::NotPublic(host.to_owned());
    }
    tracing::debug!(host, cause = ?cause.without_url(), "a request failed");
    FetchError::Unreachable
}
