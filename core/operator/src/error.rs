//! Why the operator's engine refuses, one variant per cause.
//! Each becomes a code that stays and a sentence that says what to do.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

/// Why the operator's engine refuses.
#[derive(Debug, Error)]
pub enum OperatorError {
    /// No tenant has this code.
    #[error("There is no tenant {0}.")]
    NoSuchTenant(String),
    /// A tenant has this code already.
    #[error("There is a tenant {0} already; choose another code.")]
    CodeTaken(String),
    /// Only a suspended tenant can be erased.
    #[error("The tenant {0} is still active; suspend it first.")]
    NotSuspended(String),
    /// The body does not repeat the code.
    #[error("To erase the tenant for good, repeat its code {0} in `confirm`.")]
    NotConfirmed(String),
    /// It is being erased, and nothing else can be done with it.
    #[error("The tenant {0} is being erased.")]
    IsErasing(String),
    /// A tenant is not suspended without a reason.
    #[error("Say in `reason` why the tenant is suspended, in 1 to 500 characters.")]
    NoReason,
    /// A field cannot be taken.
    #[error("{detail}")]
    BadField {
        /// JSON pointer.
        pointer: String,
        /// What to do.
        detail: String,
    },
    /// A limit is reached.
    #[error("This shop may have at most {most} {what}; ask the operator of the platform for more.")]
    QuotaReached {
        /// The limit.
        most: u64,
        /// Of what.
        what: &'static str,
    },
    /// The token in the configuration or its file cannot be used.
    #[error("{0}")]
    BadToken(String),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<OperatorError> for Fault {
    fn from(error: OperatorError) -> Self {
        use FaultKind::Conflict;
        let detail = Sentence::new(error.to_string());
        match error {
            OperatorError::NoSuchTenant(_) => Self::not_found("tenant"),
            OperatorError::CodeTaken(_) => taken("operator.code_taken", "/code", detail),
            OperatorError::NotSuspended(_) => Self::new(Conflict, "operator.not_suspended", detail),
            OperatorError::NotConfirmed(_) => Self::field("operator.not_confirmed", "/confirm", detail),
            OperatorError::IsErasing(_) => Self::new(Conflict, "operator.is_erasing", detail),
            OperatorError::NoReason => Self::field("operator.no_reason", "/reason", detail),
            OperatorError::BadField { pointer, .. } => Self::field("operator.bad_field", pointer, detail),
            OperatorError::QuotaReached { most, .. } => {
                Self::new(Conflict, "tenant.quota_reached", detail).with(serde_json::json!({ "limit": most }))
            }
            OperatorError::BadToken(_) => Self::Store(StoreError::Setup(detail.to_string())),
            OperatorError::Elsewhere(fault) => fault,
            OperatorError::Store(error) => Self::Store(error),
        }
    }
}

fn taken(code: &'static str, pointer: &str, detail: Sentence) -> Fault {
    let fields = vec![FieldFault { pointer: pointer.to_owned(), code, detail: detail.clone() }];
    Fault::Refused { kind: FaultKind::Conflict, code, detail, fields, extra: None }
}

impl From<OperatorError> for Problem {
    fn from(error: OperatorError) -> Self {
        Fault::from(error).into()
    }
}
