//! What may be fetched: which URLs, from where, and how much of it.
//! One parser reads a URL, and what it reads is what is connected to; a host that can be read in two ways is refused.

use std::{net::IpAddr, time::Duration};

use url::{Host, Url};

use crate::{address::is_public, allow::Allow, error::FetchError};

const LONGEST_URL: usize = 8_000;

/// Names that never lead to the public internet (RFC 6761, 6762, 8375 and what clouds and routers use).
const INSIDE_NAMES: [&str; 11] =
    ["localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "arpa", "onion"];

/// What may be fetched.
#[derive(Debug, Clone)]
pub struct FetchPolicy {
    /// What an operator permits besides the public internet.
    pub allow: Allow,
    /// The ports that are fetched from.
    pub ports: Vec<u16>,
    /// How long a request may take, redirects and body included.
    pub total_timeout: Duration,
    /// How long making a connection may take.
    pub connect_timeout: Duration,
    /// The largest body that is taken.
    pub body_bytes: usize,
    /// The largest headers that are taken, all together.
    pub header_bytes: usize,
}

impl Default for FetchPolicy {
    fn default() -> Self {
        Self {
            allow: Allow::default(),
            ports: vec![80, 443, 8443],
            total_timeout: Duration::from_secs(15),
            connect_timeout: Duration::from_secs(5),
            body_bytes: 1024 * 1024,
            header_bytes: 32 * 1024,
        }
    }
}

/// A URL that may be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) url: Url,
    /// The operator permits this very service, so that its name may lead inside.
    pub(crate) is_permitted: bool,
}

impl FetchPolicy {
    /// Reads a URL and refuses what leads elsewhere. Names are checked again when they are resolved.
    pub(crate) fn target(&self, text: &str) -> Result<Target, FetchError> {
        let is_plain = text.len() <= LONGEST_URL && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let url = Url::parse(text).ok().filter(|_| is_plain).ok_or(FetchError::BadUrl)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FetchError::BadScheme);
        }
        let written = authority(text).ok_or(FetchError::BadUrl)?;
        if written.contains('@') {
            return Err(FetchError::UserInfo);
        }
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(FetchError::BadUrl);
        };
        if !is_written_as_read(written, &host) {
            return Err(FetchError::BadUrl);
        }
        let name = host.to_string();
        let is_permitted = self.allow.permits_service(&name, port);
        if !is_permitted {
            self.judge(&host, port)?;
        }
        Ok(Target { url, is_permitted })
    }

    fn judge(&self, host: &Host<&str>, port: u16) -> Result<(), FetchError> {
        let address = match host {
            Host::Domain(name) if is_public_name(name) => None,
            Host::Domain(_) => return Err(FetchError::NotPublic(host.to_string())),
            Host::Ipv4(v4) => Some(IpAddr::V4(*v4)),
            Host::Ipv6(v6) => Some(IpAddr::V6(*v6)),
        };
        if address.is_some_and(|address| self.allow.permits_address(address)) {
            return Ok(());
        }
        if !address.is_none_or(is_public) {
            return Err(FetchError::NotPublic(host.to_string()));
        }
        if self.ports.contains(&port) { Ok(()) } else { Err(FetchError::BadPort(port)) }
    }
}

/// What stands between `://` and the path.
fn authority(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("://")?;
    rest.split(['/', '?', '#']).next().filter(|authority| !authority.is_empty())
}

/// No percent signs, no octal, hexadecimal or short numbers: whoever reads the host reads the same one.
fn is_written_as_read(authority: &str, host: &Host<&str>) -> bool {
    let (written, rest) = match authority.strip_prefix('[') {
        Some(bracketed) => bracketed.split_once(']').unwrap_or_default(),
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let port = rest.strip_prefix(':').unwrap_or(rest);
    let is_same = match host {
        Host::Domain(name) => written.eq_ignore_ascii_case(name),
        Host::Ipv4(v4) => written == v4.to_string(),
        Host::Ipv6(v6) => written.parse() == Ok(*v6),
    };
    is_same && port.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_public_name(name: &str) -> bool {
    let mut labels = name.rsplit('.');
    let is_inside = labels.next().is_none_or(|last| INSIDE_NAMES.contains(&last));
    name.contains('.')
        && !is_inside
        && name.len() <= 253
        && name.split('.').all(|label| (1..=63).contains(&label.len()))
}
