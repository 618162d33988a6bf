//! What can be told without a provider: which signatures are taken, which addresses are asked, what is new every time.
//! What is believed of a token is proved against real and lying providers in `tests/proof/tokens.rs`.

use kontor_fetch::{Fetch, FetchPolicy};
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
