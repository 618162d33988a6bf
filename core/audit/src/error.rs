//! Why the audit trail refuses, one variant per cause.
//! A broken chain is no error: it is what a check reports.

use kontor_contract::{Fault, FaultKind};
use kontor_store::{StoreError, jobs::JobFailure};
use kontor_web::Problem;
use thiserror::Error;

/// Why the audit trail refuses.
#[derive(Debug, Error)]
pub enum AuditError {
    /// No such entry.
    #[error("There is no such entry.")]
    NoSuchEntry,
    /// What was to be recorded holds what looks like a secret: a mistake of its owner.
    #[error("What {action} records holds what looks like a secret at {pointer}; its owner must leave it out.")]
    Secret {
        /// What was to be recorded.
        action: &'static str,
        /// Where it stands.
        pointer: String,
    },
    /// A head to compare with is not complete.
    #[error("Give position and hash of the head together, or neither.")]
    HalfAHead,
    /// Something cannot be written as text.
    #[error("An entry cannot be written: {0}.")]
    Unwritable(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<serde_json::Error> for AuditError {
    fn from(cause: serde_json::Error) -> Self {
        Self::Unwritable(cause.to_string())
    }
}

impl From<AuditError> for Fault {
    fn from(error: AuditError) -> Self {
        let detail = error.to_string();
        match error {
            AuditError::NoSuchEntry => Self::not_found("entry"),
            AuditError::Secret { .. } => Self::new(FaultKind::Conflict, "audit.secret", detail),
            AuditError::HalfAHead => Self::field("audit.half_a_head", "/hash", detail),
            AuditError::Unwritable(_) => Self::new(FaultKind::Conflict, "audit.unwritable", detail),
            AuditError::Store(error) => Self::Store(error),
        }
    }
}

impl From<AuditError> for Problem {
    fn from(error: AuditError) -> Self {
        Fault::from(error).into()
    }
}

impl From<AuditError> for JobFailure {
    fn from(error: AuditError) -> Self {
        Self::Transient(error.to_string())
    }
}
