//! What the inventory refuses, one variant per cause, and how it says so.
//! Running short is no error: it is an answer that the order engine turns into a message.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_store::StoreError;
use thiserror::Error;

/// A result of the inventory.
pub(crate) type InventoryResult<T> = Result<T, InventoryError>;

/// Why the inventory refuses.
#[derive(Debug, Error)]
pub(crate) enum InventoryError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another owner refuses.
    #[error(transparent)]
    Other(#[from] Fault),
    /// Fields cannot be taken.
    #[error("Some fields cannot be taken.")]
    Fields(Vec<FieldFault>),
    /// Another warehouse has this code.
    #[error("The code {0} belongs to another warehouse; codes are compared whatever their case.")]
    DuplicateWarehouse(String),
    /// The quantities of a product sum up to more than a number holds.
    #[error("The quantities of one product are too large to be summed up.")]
    TooMuch,
    /// A cursor of another list.
    #[error("This cursor does not belong to this list; begin at the first page.")]
    BadCursor,
}

impl From<InventoryError> for Fault {
    fn from(error: InventoryError) -> Self {
        let detail = Sentence::new(error.to_string());
        match error {
            InventoryError::Store(error) => error.into(),
            InventoryError::Other(fault) => fault,
            InventoryError::Fields(fields) => {
                let detail = match fields.as_slice() {
                    [one] => one.detail.clone().of_code(one.code),
                    _ => detail,
                };
                Self::fields("inventory.bad_fields", detail, fields)
            }
            InventoryError::DuplicateWarehouse(taken) => {
                let detail = detail.of([("code", taken.into())]);
                let code = "inventory.duplicate_warehouse";
                let fields = vec![FieldFault { pointer: "/code".to_owned(), code, detail: detail.clone() }];
                Self::Refused { kind: FaultKind::Conflict, code, detail, fields, extra: None }
            }
            InventoryError::TooMuch => Self::new(FaultKind::Invalid, "inventory.too_much", detail),
            InventoryError::BadCursor => Self::field("page.bad_cursor", "cursor", detail),
        }
    }
}
