//! Why an outside provider is not set up, or signing in through one comes to nothing, one variant per cause.
//! Whoever signs in learns what to do next; why a provider was not believed stands in the log.

use kontor_contract::{Fault, FaultKind, Sentence};
use thiserror::Error;

/// Why something about outside providers is refused.
#[derive(Debug, Error)]
pub enum ProviderError {
    /// A provider with this code exists.
    #[error("A provider with the code {0} exists already.")]
    CodeTaken(String),
    /// A provider that cannot be used as it is set up.
    #[error("{0}")]
    Unusable(String),
    /// What came back from a provider is not believed, or belongs to no attempt of this browser.
    #[error("Signing in through the provider did not work. Try again; if it fails again, tell the shop.")]
    Refused,
    /// The provider answers for the person, and the tenant has not let them in.
    #[error("You have no access yet. Ask the shop to invite you.")]
    NoAccessYet,
    /// Nobody here has been connected with the person at the provider.
    #[error(
        "This sign-in is not connected with an account. Sign in with your password and connect it in your profile."
    )]
    NotConnected,
}

impl From<ProviderError> for Fault {
    fn from(error: ProviderError) -> Self {
        let detail = Sentence::new(error.to_string());
        match error {
            ProviderError::CodeTaken(code) => {
                Self::field("identity.provider_code_taken", "/code", detail.of([("code", code.into())]))
            }
            ProviderError::Unusable(_) => Self::field("identity.provider_unusable", "/issuer", detail),
            ProviderError::Refused => Self::new(FaultKind::Invalid, "identity.provider_refused", detail),
            ProviderError::NoAccessYet => Self::new(FaultKind::Conflict, "identity.no_access_yet", detail),
            ProviderError::NotConnected => Self::new(FaultKind::Conflict, "identity.not_connected", detail),
        }
    }
}
