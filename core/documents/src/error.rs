//! Why the documents engine refuses, one variant per cause.
//! What cannot be printed is the deployment's failure and never half a document.

use kontor_contract::{Fault, FaultKind};
use kontor_kernel::MoneyError;
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

use crate::press::PressError;

/// Why the documents engine refuses.
#[derive(Debug, Error)]
pub(crate) enum DocumentsError {
    /// No such order, or none that the caller sees.
    #[error("There is no such order.")]
    NoSuchOrder,
    /// There is nothing to confirm.
    #[error("The order has not been confirmed. There is a confirmation of it as soon as it is.")]
    NotConfirmed,
    /// Who sells is not to be found any more.
    #[error("the legal entity or the channel of the order is missing")]
    NoLetterhead,
    /// The bytes of a document are gone from where they are kept.
    #[error("the file of the document {0} is missing from the store of files")]
    FileMissing(String),
    /// A sum is larger than amounts can be.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// It cannot be printed.
    #[error(transparent)]
    Press(#[from] PressError),
    /// It cannot be written as a table.
    #[error("the table cannot be written: {0}")]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
    /// The thread that made it has ended early.
    #[error("the document was not finished: {0}")]
    Unfinished(String),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DocumentsError {
    /// Whether the same work may go well later.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Store(error) | Self::Elsewhere(Fault::Store(error)) => {
                matches!(error, StoreError::Unavailable(_) | StoreError::Conflict)
            }
            _ => false,
        }
    }
}

impl From<DocumentsError> for Fault {
    fn from(error: DocumentsError) -> Self {
        let detail = error.to_string();
        match error {
            DocumentsError::NoSuchOrder => Self::not_found("order"),
            DocumentsError::NotConfirmed => Self::new(FaultKind::Conflict, "documents.not_confirmed", detail),
            DocumentsError::Elsewhere(fault) => fault,
            DocumentsError::Store(error) => Self::Store(error),
            DocumentsError::NoLetterhead
            | DocumentsError::FileMissing(_)
            | DocumentsError::Money(_)
            | DocumentsError::Press(_)
            | DocumentsError::Sheet(_)
            | DocumentsError::Unfinished(_) => Self::Store(StoreError::Setup(detail)),
        }
    }
}

impl From<DocumentsError> for Problem {
    fn from(error: DocumentsError) -> Self {
        Fault::from(error).into()
    }
}
