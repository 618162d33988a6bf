//! Why approvals refuse, one variant per cause.
//! Each becomes a code that stays and a sentence that says what to do.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_kernel::{MoneyError, TimeError};
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

/// A result of approvals.
pub(crate) type ApprovalsResult<T> = Result<T, ApprovalsError>;

/// Why approvals refuse.
#[derive(Debug, Error)]
pub(crate) enum ApprovalsError {
    /// There is no such thing for whoever asks.
    #[error("There is no such {0}.")]
    Unknown(&'static str),
    /// A field cannot be taken.
    #[error("{detail}")]
    BadField {
        /// Where, as a JSON pointer.
        pointer: String,
        /// A code that stays.
        code: &'static str,
        /// What to do.
        detail: Sentence,
    },
    /// Another cost centre of the company has this code.
    #[error("The code {0} belongs to another cost centre of the company; codes are compared whatever their case.")]
    CodeTaken(String),
    /// A budget is for the cost centre.
    #[error("The budget {0} is for this cost centre; archive the budget first.")]
    CostCentreInUse(String),
    /// The request has been decided, or the order was changed or has ended.
    #[error("This order waits for nobody any more: it has been decided, changed or cancelled. Look at it again.")]
    NotWaiting,
    /// Somebody else has decided the step.
    #[error("Somebody else has decided this step already. Look at the order again.")]
    DecidedAlready,
    /// Nobody approves their own orders.
    #[error("You placed this order yourself; somebody else must decide.")]
    OwnOrder,
    /// Whoever asks is not asked.
    #[error("You are not asked to decide this order.")]
    NotAsked,
    /// The sums are too large.
    #[error("The sums are too large to be added up.")]
    TooMuch(#[from] MoneyError),
    /// The date cannot be told.
    #[error("Today's date cannot be told: {0}.")]
    NoDate(#[from] TimeError),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ApprovalsError {
    /// A field cannot be taken.
    pub(crate) fn field(pointer: impl Into<String>, code: &'static str, detail: impl Into<Sentence>) -> Self {
        Self::BadField { pointer: pointer.into(), code, detail: detail.into() }
    }
}

impl From<ApprovalsError> for Fault {
    fn from(error: ApprovalsError) -> Self {
        let detail = Sentence::new(error.to_string());
        let conflict = |code, detail| Self::new(FaultKind::Conflict, code, detail);
        match error {
            ApprovalsError::Unknown(what) => Self::not_found(what),
            ApprovalsError::BadField { pointer, code, detail } => {
                let field = FieldFault { pointer, code, detail: detail.clone() };
                Self::fields(code, detail, vec![field])
            }
            ApprovalsError::CodeTaken(code) => {
                Self::field("approvals.code_taken", "/code", detail.of([("code", code.into())]))
            }
            ApprovalsError::CostCentreInUse(budget) => {
                conflict("approvals.cost_centre_in_use", detail.of([("budget", budget.into())]))
            }
            ApprovalsError::NotWaiting => conflict("approvals.not_waiting", detail),
            ApprovalsError::DecidedAlready => conflict("approvals.decided_already", detail),
            ApprovalsError::OwnOrder => Self::new(FaultKind::Forbidden, "approvals.own_order", detail),
            ApprovalsError::NotAsked => Self::new(FaultKind::Forbidden, "approvals.not_asked", detail),
            ApprovalsError::TooMuch(_) => conflict("approvals.too_much", detail),
            ApprovalsError::NoDate(_) => conflict("approvals.no_date", detail),
            ApprovalsError::Elsewhere(fault) => fault,
            ApprovalsError::Store(error) => Self::Store(error),
        }
    }
}

impl From<ApprovalsError> for Problem {
    fn from(error: ApprovalsError) -> Self {
        Fault::from(error).into()
    }
}
