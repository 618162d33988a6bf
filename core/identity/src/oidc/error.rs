//! Why a provider cannot be used or what it says is not believed, one variant per cause.
//! Administrators read the sentence where they set a provider up; whoever signs in reads only that it failed.

use kontor_fetch::FetchError;
use openidconnect::ClaimsVerificationError;
use thiserror::Error;

/// Why a provider cannot be used or is not believed.
#[derive(Debug, Error)]
pub(crate) enum OidcError {
    /// An address of the provider is not one to ask.
    #[error(transparent)]
    Address(#[from] FetchError),
    /// An address of the provider does without TLS.
    #[error("Every address of the provider must begin with https://.")]
    NotSecure,
    /// The issuer is no address.
    #[error("The issuer must be an address such as https://login.example.com, as the provider writes it.")]
    BadIssuer,
    /// The discovery document or the keys cannot be read.
    #[error("The provider's own description cannot be used: {0}")]
    Discovery(String),
    /// It signs with nothing that is taken.
    #[error("The provider signs with none of RS256, PS256, ES256 and EdDSA.")]
    NoAlgorithm,
    /// It does not bind codes to whoever asked for them.
    #[error("The provider does not support PKCE with S256.")]
    NoPkce,
    /// The provider reports a failure instead of a code.
    #[error("the provider answered with the error '{0}'")]
    Reported(String),
    /// The answer names another provider, or none where it must.
    #[error("the answer does not name the provider that was asked")]
    OtherIssuer,
    /// No code in the answer.
    #[error("the answer has no code")]
    NoCode,
    /// The code was not taken.
    #[error("the code was not exchanged for tokens: {0}")]
    Exchange(String),
    /// No ID token among the tokens.
    #[error("there is no ID token")]
    NoToken,
    /// The ID token is not believed.
    #[error("the ID token is not believed: {0}")]
    Untrusted(#[from] ClaimsVerificationError),
    /// The ID token was made for another client.
    #[error("the ID token was made for another client")]
    OtherParty,
    /// The ID token is not good yet.
    #[error("the ID token is not good yet")]
    TooEarly,
    /// The access token is not the one the ID token speaks of, or is none.
    #[error("the access token does not belong to the ID token")]
    OtherAccessToken,
    /// The subject is empty or too long.
    #[error("the subject of the ID token cannot be used")]
    BadSubject,
    /// More about the person could not be had.
    #[error("the provider does not tell who it is: {0}")]
    UserInfo(String),
}
