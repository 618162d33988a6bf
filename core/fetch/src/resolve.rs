//! From a name to the addresses that are connected to: each of them is checked, and one bad one spoils the answer.
//! The check sits where the connection is made, so a second, different answer of a name server has no place to go.

use std::{
    error::Error,
    fmt, io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{address::is_public, allow::Allow};

/// Finds the addresses of a name.
pub trait Resolver: Send + Sync {
    /// All addresses of a name, in the order in which they are tried.
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

impl<R: Resolver + ?Sized> Resolver for Arc<R> {
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        (**self).resolve(name)
    }
}

/// The operating system's resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let name = name.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// A name leads to something that is not the public internet, or nowhere.
#[derive(Debug)]
pub(crate) struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name does not lead to the public internet")
    }
}

impl Error for NotPublic {}

/// What connections are made with: resolves, checks, and hands over what was checked.
pub(crate) struct Checked {
    pub(crate) resolver: Arc<dyn Resolver>,
    pub(crate) allow: Allow,
    /// For services that an operator named: wherever they are.
    pub(crate) anywhere: bool,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let found = self.resolver.resolve(name.as_str());
        let (allow, anywhere) = (self.allow.clone(), self.anywhere);
        Box::pin(async move {
            let found = found.await.inspect_err(|cause| tracing::debug!(?name, %cause, "a name was not resolved"));
            let found = found.map_err(|_| NotPublic)?;
            let may_be_reached = |address: &IpAddr| anywhere || is_public(*address) || allow.permits_address(*address);
            if found.is_empty() || !found.iter().all(may_be_reached) {
                tracing::warn!(?name, ?found, "a name that leads inside was refused");
                return Err(NotPublic.into());
            }
            Ok(Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}
