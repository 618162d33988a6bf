//! What can be told without a provider: which signatures are taken, which addresses are asked, what is new every time.
//! What is believed of a token is proved against real and lying providers in `tests/proof/tokens.rs`.

use std::{
    io::{self, Read, Write},
    net::{IpAddr, SocketAddr, TcpListener},
};

use futures_util::future::BoxFuture;
use kontor_fetch::{Fetch, FetchPolicy, Resolver};
use kontor_testkit::trap::{TO_THE_TRAP, Trap, over_tls};
use openidconnect::core::CoreJwsSigningAlgorithm as Algorithm;

use super::{OidcError, Providers, Start, claims::taken};

fn providers(allow: &str) -> Providers {
    let policy = FetchPolicy { allow: allow.parse().unwrap(), ..FetchPolicy::default() };
    Providers::new(Fetch::new(policy).unwrap())
}

#[test]
fn only_signatures_with_a_pair_of_keys_are_taken() {
    let offered = [Algorithm::None, Algorithm::HmacSha256, Algorithm::EdDsa, Algorithm::RsaSsaPkcs1V15Sha256];
    assert_eq!(taken(&offered).unwrap(), [Algorithm::RsaSsaPkcs1V15Sha256, Algorithm::EdDsa]);
    for offered in [&[][..], &[Algorithm::None, Algorithm::HmacSha256, Algorithm::HmacSha512]] {
        assert!(matches!(taken(offered), Err(OidcError::NoAlgorithm)), "{offered:?}");
    }
}

#[test]
fn providers_are_asked_by_tls_unless_an_operator_named_them() {
    let providers = providers("idp.internal:8080");
    for url in ["https://login.example.com/keys", "HTTPS://login.example.com/", "http://idp.internal:8080/keys"] {
        assert!(providers.door().check(url).is_ok(), "{url}");
    }
    for url in ["http://login.example.com/keys", "https://idp.internal/", "http://idp.internal/", "https://127.0.0.1/"]
    {
        assert!(providers.door().check(url).is_err(), "{url}");
    }
}

#[test]
fn every_attempt_has_secrets_of_its_own() {
    let kept = |start: Start| serde_json::to_value(start.kept).unwrap();
    let (one, other) = (kept(Start::new()), kept(Start::new()));
    for name in ["nonce", "verifier"] {
        assert_ne!(one[name], other[name]);
        assert!(one[name].as_str().is_some_and(|secret| secret.len() >= 22));
    }
}

/// Every name leads to loopback, as a name server of somebody else's may say.
struct Hostile;

impl Resolver for Hostile {
    fn resolve(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async { Ok(vec![IpAddr::from([127, 0, 0, 1])]) })
    }
}

/// The trap's port counts as a usual one and TLS is spoken of everywhere: what is refused is refused for where it leads.
fn guarded(trap: &Trap, allow: &str) -> Providers {
    let (allow, ports) = (allow.parse().unwrap(), vec![80, 443, trap.port()]);
    let policy = FetchPolicy { allow, ports, ..FetchPolicy::default() };
    Providers::new(Fetch::with_resolver(policy, Hostile).unwrap())
}

#[tokio::test]
async fn no_issuer_leads_inside_however_it_is_written() {
    let trap = Trap::set();
    let providers = guarded(&trap, "");
    for trick in TO_THE_TRAP {
        let issuer = trap.at(&over_tls(trick));
        match providers.read(&issuer).await {
            Err(OidcError::Address(cause)) => assert!(cause.is_refusal(), "{issuer:?}: {cause}"),
            other => panic!("{issuer:?}: {other:?}"),
        }
    }
    assert_eq!(trap.knocks(), 0);
}

/// A server that an operator permits, whose every answer sends the reader on.
fn sends_on_to(location: String) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 1024]);
        let head = format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\n");
        let _ = stream.write_all(format!("{head}Content-Length: 0\r\nConnection: close\r\n\r\n").as_bytes());
    });
    address
}

#[tokio::test]
async fn a_description_that_is_said_to_be_elsewhere_is_none() {
    let trap = Trap::set();
    let is_location = |url: &String| url.starts_with("http") && url.bytes().all(|byte| byte.is_ascii_graphic());
    let tricks = TO_THE_TRAP.iter().flat_map(|trick| [(*trick).to_owned(), over_tls(trick)]);
    let tricks: Vec<String> = tricks.map(|trick| trap.at(&trick)).filter(is_location).collect();
    assert!(tricks.len() > 70, "{}", tricks.len());
    for location in tricks {
        let issuer = sends_on_to(location.clone());
        let providers = guarded(&trap, &issuer.to_string());
        match providers.read(&format!("http://{issuer}/")).await {
            Err(OidcError::Discovery(told)) => assert!(told.contains("302"), "{location}: {told}"),
            other => panic!("{location}: {other:?}"),
        }
    }
    assert_eq!(trap.knocks(), 0);
}
