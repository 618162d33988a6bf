//! Whether an ID token is believed: signature, issuer, audience, times and nonce, in this order.
//! The library checks most of it; what it leaves to its callers is checked here.

use chrono::{DateTime, Utc};
use kontor_kernel::Timestamp;
use openidconnect::{
    AccessToken, AccessTokenHash, ClientId, IdTokenClaims, IdTokenVerifier, IssuerUrl, Nonce,
    core::{CoreGenderClaim, CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};

use super::{MoreClaims, Token, error::OidcError};

/// Clocks may differ by so many seconds.
const SKEW_SECONDS: i64 = 60;
/// The longest subject that the specification allows.
const LONGEST_SUBJECT: usize = 255;

/// Signatures that are taken where a provider says that it makes them: never `none`, never a shared secret.
const TAKEN: [CoreJwsSigningAlgorithm; 4] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a provider has proven about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    /// Who proves it.
    pub(crate) issuer: String,
    /// Whom it means, for ever and in its own words.
    pub(crate) subject: String,
    /// The e-mail address it knows.
    pub(crate) email: Option<String>,
    /// Whether it has made sure that the address is the person's.
    pub(crate) is_email_verified: bool,
    /// The name it knows.
    pub(crate) name: Option<String>,
}

/// What a token has to fit.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) issuer: IssuerUrl,
    pub(crate) client_id: ClientId,
    pub(crate) nonce: Nonce,
    pub(crate) algorithms: Vec<CoreJwsSigningAlgorithm>,
    /// When the person was sent to the provider: no token for this attempt is older.
    pub(crate) started_at: Timestamp,
    pub(crate) now: Timestamp,
}

/// The signatures that are taken of those a provider makes.
pub(crate) fn taken(offered: &[CoreJwsSigningAlgorithm]) -> Result<Vec<CoreJwsSigningAlgorithm>, OidcError> {
    let taken: Vec<_> = TAKEN.into_iter().filter(|algorithm| offered.contains(algorithm)).collect();
    if taken.is_empty() { Err(OidcError::NoAlgorithm) } else { Ok(taken) }
}

/// Believes a token or says why not.
pub(crate) fn verify(
    token: &Token,
    access: &AccessToken,
    keys: &CoreJsonWebKeySet,
    expected: &Expected,
) -> Result<Proof, OidcError> {
    let verifier = verifier(keys, expected);
    let claims = token.claims(&verifier, &expected.nonce)?;
    if claims.authorized_party().is_some_and(|party| *party != expected.client_id) {
        return Err(OidcError::OtherParty);
    }
    let latest = expected.now.plus_seconds(SKEW_SECONDS).micros() / 1_000_000;
    if claims.additional_claims().nbf.is_some_and(|not_before| not_before > latest) {
        return Err(OidcError::TooEarly);
    }
    check_access_token(token, access, &verifier, claims.access_token_hash())?;
    proof(claims)
}

/// Without the client's secret, so that nothing signed with a shared secret can ever pass.
fn verifier<'a>(keys: &CoreJsonWebKeySet, expected: &Expected) -> IdTokenVerifier<'a, CoreJsonWebKey> {
    let (issuer, client) = (expected.issuer.clone(), expected.client_id.clone());
    let expiry = instant(expected.now.plus_seconds(-SKEW_SECONDS));
    let oldest = instant(expected.started_at.plus_seconds(-SKEW_SECONDS));
    let newest = instant(expected.now.plus_seconds(SKEW_SECONDS));
    IdTokenVerifier::new_public_client(client, issuer, keys.clone())
        .set_allowed_algs(expected.algorithms.clone())
        .set_time_fn(move || expiry)
        .set_issue_time_verifier_fn(move |issued| {
            let is_fresh = (oldest..=newest).contains(&issued);
            if is_fresh { Ok(()) } else { Err("it was not issued for this attempt".to_owned()) }
        })
}

fn instant(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.micros()).unwrap_or_default()
}

fn check_access_token(
    token: &Token,
    access: &AccessToken,
    verifier: &IdTokenVerifier<'_, CoreJsonWebKey>,
    hash: Option<&AccessTokenHash>,
) -> Result<(), OidcError> {
    let Some(hash) = hash else { return Ok(()) };
    let made = token.signing_alg().ok().zip(token.signing_key(verifier).ok());
    let made = made.and_then(|(algorithm, key)| AccessTokenHash::from_token(access, algorithm, key).ok());
    if made.as_ref() == Some(hash) { Ok(()) } else { Err(OidcError::OtherAccessToken) }
}

fn proof(claims: &IdTokenClaims<MoreClaims, CoreGenderClaim>) -> Result<Proof, OidcError> {
    let subject = claims.subject().as_str().to_owned();
    if subject.is_empty() || subject.len() > LONGEST_SUBJECT || subject.chars().any(char::is_control) {
        return Err(OidcError::BadSubject);
    }
    Ok(Proof {
        issuer: claims.issuer().as_str().to_owned(),
        subject,
        email: claims.email().map(|email| email.as_str().to_owned()),
        is_email_verified: claims.email_verified() == Some(true),
        name: claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned()),
    })
}
