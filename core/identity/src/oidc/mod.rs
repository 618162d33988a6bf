//! Signing in through an outside provider with OpenID Connect: the authorisation code flow with PKCE, from this side.
//! Nothing here knows people or tenants: it ends with what a provider has proven about whoever came back.
//!
//! Invariant: a proof is made of a token that the provider signed for us, for this attempt, a moment ago.

mod claims;
mod discovery;
mod error;
mod exchange;
#[cfg(test)]
mod tests;

pub(crate) use claims::Proof;
pub(crate) use discovery::Providers;
pub(crate) use error::OidcError;
pub(crate) use exchange::{Party, Return, Start, Started};

use openidconnect::{
    AdditionalClaims, AdditionalProviderMetadata, EmptyExtraTokenFields, IdToken, IdTokenFields, ProviderMetadata,
    StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGenderClaim, CoreGrantType,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm,
        CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};

/// What the library does not read of a discovery document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct MoreMetadata {
    /// RFC 9207: the provider names itself in its answer.
    #[serde(default)]
    pub(crate) authorization_response_iss_parameter_supported: bool,
    /// RFC 8414: how a code may be bound to whoever asked for it.
    pub(crate) code_challenge_methods_supported: Option<Vec<String>>,
}

impl AdditionalProviderMetadata for MoreMetadata {}

/// What the library does not read of an ID token.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct MoreClaims {
    /// Not good before this second since 1970.
    nbf: Option<i64>,
}

impl AdditionalClaims for MoreClaims {}

type Metadata = ProviderMetadata<
    MoreMetadata,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Token = IdToken<MoreClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

type TokenFields = IdTokenFields<
    MoreClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Tokens = StandardTokenResponse<TokenFields, CoreTokenType>;
