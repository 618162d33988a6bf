//! What an operator permits besides the public internet: single services as `host:port`, or networks as CIDR.
//! Empty by default; a tenant has no say in it.

use std::{net::IpAddr, str::FromStr};

use ipnet::IpNet;
use thiserror::Error;

/// An entry that has no meaning.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is neither host:port, such as idp.internal:8443, nor a network, such as 10.1.0.0/16")]
pub struct BadAllow(String);

/// What is permitted besides the public internet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allow {
    services: Vec<(String, u16)>,
    networks: Vec<IpNet>,
}

impl Allow {
    /// Whether an operator permits this very service, wherever it is.
    pub(crate) fn permits_service(&self, host: &str, port: u16) -> bool {
        self.services.iter().any(|(name, number)| name == host && *number == port)
    }

    /// Whether an address lies in a network that an operator permits.
    pub(crate) fn permits_address(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }
}

/// Entries between commas or white space.
impl FromStr for Allow {
    type Err = BadAllow;

    fn from_str(text: &str) -> Result<Self, BadAllow> {
        let mut allow = Self::default();
        for entry in text.split(|c: char| c == ',' || c.is_whitespace()).filter(|entry| !entry.is_empty()) {
            if let Ok(network) = entry.parse::<IpNet>() {
                allow.networks.push(network.trunc());
            } else {
                allow.services.push(service(entry).ok_or_else(|| BadAllow(entry.to_owned()))?);
            }
        }
        Ok(allow)
    }
}

/// Host and port as a checked URL names them: lower case, IPv6 in brackets.
fn service(entry: &str) -> Option<(String, u16)> {
    let (host, port) = entry.rsplit_once(':')?;
    let port = port.parse().ok().filter(|port| *port != 0)?;
    let url = url::Url::parse(&format!("http://{host}/")).ok()?;
    let is_bare = url.port().is_none() && url.username().is_empty() && url.path() == "/";
    let host = url.host_str().filter(|_| is_bare)?;
    Some((host.to_owned(), port))
}
