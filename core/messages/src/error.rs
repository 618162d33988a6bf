//! Why the messages engine refuses, one variant per cause.
//! A mail that cannot be sent is no error of the engine: it stands in the register with its reason.

use kontor_contract::{Fault, FaultKind};
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

/// Why the messages engine refuses.
#[derive(Debug, Error)]
pub(crate) enum MessagesError {
    /// No such message, or none of this tenant.
    #[error("There is no such message.")]
    NoSuchMessage,
    /// Nobody can be reached there.
    #[error("'{0}' is not an e-mail address.")]
    BadAddress(String),
    /// A link is a path on the tenant's own site.
    #[error("the link of a message is a path that begins with a slash")]
    BadLink,
    /// It has been sent, or is about to be.
    #[error("Only a message that could not be sent can be sent again.")]
    NotFailed,
    /// Its link has been dropped since.
    #[error("The message is too old to be sent again; do again what it was about.")]
    TooOld,
    /// Another worker is sending it, or died doing so a moment ago.
    #[error("another worker has taken the message")]
    TakenElsewhere,
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MessagesError {
    /// Whether the same work may go well later.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::TakenElsewhere => true,
            Self::Store(error) | Self::Elsewhere(Fault::Store(error)) => {
                matches!(error, StoreError::Unavailable(_) | StoreError::Conflict)
            }
            _ => false,
        }
    }
}

impl AsRef<StoreError> for MessagesError {
    fn as_ref(&self) -> &StoreError {
        const NOT_OF_THE_STORE: StoreError = StoreError::OutOfScope;
        match self {
            Self::Store(error) => error,
            Self::Elsewhere(fault) => fault.as_ref(),
            _ => &NOT_OF_THE_STORE,
        }
    }
}

impl From<MessagesError> for Fault {
    fn from(error: MessagesError) -> Self {
        let detail = error.to_string();
        match error {
            MessagesError::NoSuchMessage => Self::not_found("message"),
            MessagesError::BadAddress(_) => Self::field("messages.bad_address", "/email", detail),
            MessagesError::NotFailed => Self::new(FaultKind::Conflict, "messages.not_failed", detail),
            MessagesError::TooOld => Self::new(FaultKind::Conflict, "messages.too_old", detail),
            MessagesError::BadLink | MessagesError::TakenElsewhere => Self::Store(StoreError::Setup(detail)),
            MessagesError::Elsewhere(fault) => fault,
            MessagesError::Store(error) => Self::Store(error),
        }
    }
}

impl From<MessagesError> for Problem {
    fn from(error: MessagesError) -> Self {
        Fault::from(error).into()
    }
}
