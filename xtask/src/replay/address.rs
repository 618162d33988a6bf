//! The address of a tenant: which host name to ask for and which socket that is.
//! Names under `localhost` mean this machine, whatever the resolver thinks of them.

use crate::failure::{Failure, Outcome};
use std::fmt;

/// A parsed `http://host[:port]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    host: String,
    port: u16,
}

impl Address {
    /// Accepts `http://host[:port][/]`; there is no TLS in this client.
    pub fn parse(text: &str) -> Outcome<Self> {
        let wrong = || Failure::missing(format!("address {text:?}: expected http://host[:port]"));
        let rest = text.strip_prefix("http://").ok_or_else(wrong)?.trim_end_matches('/');
        let (host, port) = match rest.split_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| wrong())?),
            None => (rest, 80),
        };
        if host.is_empty() || host.contains(['/', '@', '?', '#']) {
            return Err(wrong());
        }
        Ok(Self { host: host.to_ascii_lowercase(), port })
    }

    /// Where to connect.
    pub fn endpoint(&self) -> (&str, u16) {
        let local = self.host == "localhost" || self.host.ends_with(".localhost");
        (if local { "127.0.0.1" } else { &self.host }, self.port)
    }

    /// The value of the Host header.
    pub fn host_header(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "http://{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_under_localhost_are_this_machine() {
        let address = Address::parse("http://Replay.localhost:8080/").unwrap();
        assert_eq!(address.endpoint(), ("127.0.0.1", 8080));
        assert_eq!(address.host_header(), "replay.localhost:8080");
        assert_eq!(Address::parse("http://shop.example").unwrap().endpoint(), ("shop.example", 80));
    }

    #[test]
    fn what_is_no_plain_http_address_is_refused() {
        for text in ["https://shop.example", "shop.example", "http://", "http://a:b", "http://a/b"] {
            assert_eq!(Address::parse(text).unwrap_err().exit, 2, "{text}");
        }
    }
}
