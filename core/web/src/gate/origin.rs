//! Where a request came from. What a client says about itself counts only when a trusted proxy repeats it.
//! Without trusted proxies the other end of the connection is the client, whatever its headers claim.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header};
use ipnet::IpNet;
use kontor_store::Origin;

use crate::{authenticator::DEVICE_COOKIE, cookie::cookie_value};

const LONGEST_AGENT: usize = 200;

/// The origin of a request to a host that came over a connection.
pub(crate) fn origin(trusted: &[IpNet], peer: Option<SocketAddr>, host: &str, headers: &HeaderMap) -> Origin {
    let peer = peer.map(|peer| peer.ip().to_canonical());
    let is_trusted = |ip: &IpAddr| trusted.iter().any(|net| net.contains(ip));
    let by_proxy = peer.as_ref().is_some_and(is_trusted);
    let ip = if by_proxy { forwarded_for(headers, is_trusted).or(peer) } else { peer };
    let is_secure = by_proxy && is_forwarded_https(headers);
    let device = cookie_value(headers, DEVICE_COOKIE).map(str::to_owned);
    Origin { ip, user_agent: user_agent(headers), is_secure, host: host.to_owned(), device }
}

/// The last address in the chain that is not a trusted proxy: whatever stands before it may be invented.
fn forwarded_for(headers: &HeaderMap, is_trusted: impl Fn(&IpAddr) -> bool) -> Option<IpAddr> {
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let mut named = lines.iter().flat_map(|line| line.split(',')).rev().map(str::trim);
    // An entry that is no address ends the chain: nothing before it can be trusted.
    named.by_ref().map_while(|text| text.parse::<IpAddr>().ok()).map(|ip| ip.to_canonical()).find(|ip| !is_trusted(ip))
}

fn is_forwarded_https(headers: &HeaderMap) -> bool {
    let scheme = headers.get_all("x-forwarded-proto").iter().next_back().and_then(|value| value.to_str().ok());
    scheme.and_then(|line| line.rsplit(',').next()).is_some_and(|last| last.trim().eq_ignore_ascii_case("https"))
}

fn user_agent(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::USER_AGENT)?.to_str().ok()?;
    Some(text.chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ip_of(peer: &str, forwarded: &[&'static str]) -> String {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let peer = SocketAddr::new(peer.parse().unwrap(), 4000);
        origin(&trusted, Some(peer), "shop.example", &headers).ip.unwrap().to_string()
    }

    #[test]
    fn a_client_cannot_say_where_it_is() {
        assert_eq!(ip_of("203.0.113.7", &["198.51.100.1"]), "203.0.113.7");
        assert_eq!(ip_of("::ffff:203.0.113.7", &[]), "203.0.113.7");
    }

    #[test]
    fn a_trusted_proxy_can_and_what_stands_before_its_entry_is_ignored() {
        assert_eq!(ip_of("10.0.0.2", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(ip_of("10.0.0.2", &["1.2.3.4, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(ip_of("10.0.0.2", &["1.2.3.4", "198.51.100.1, 10.0.0.9"]), "198.51.100.1");
        assert_eq!(ip_of("10.0.0.2", &["1.2.3.4, nonsense, 10.0.0.9"]), "10.0.0.2");
        assert_eq!(ip_of("10.0.0.2", &[]), "10.0.0.2");
    }

    #[test]
    fn only_a_trusted_proxy_says_that_the_connection_is_secure() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let secure = |peer: &str| {
            let peer = SocketAddr::new(peer.parse().unwrap(), 1);
            origin(&trusted, Some(peer), "shop.example", &headers).is_secure
        };
        assert!(secure("10.1.1.1") && !secure("203.0.113.7"));
    }
}
