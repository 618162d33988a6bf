//! What the inventory refuses, one variant per cause, and how it says so.
//! Running short is no error for an order: it is an answer that the order engine turns into a message.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_kernel::{ProductId, Quantity};
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
    /// There is no such thing for whoever asks.
    #[error("There is no such {0}.")]
    Unknown(&'static str),
    /// Another warehouse has this code.
    #[error("The code {0} belongs to another warehouse; codes are compared whatever their case.")]
    DuplicateWarehouse(String),
    /// A warehouse that is archived takes nothing.
    #[error("The warehouse {0} is archived; bring it back before anything is booked there.")]
    ArchivedWarehouse(String),
    /// The main warehouse stays.
    #[error("{0} is the main warehouse; make another one the main one first.")]
    MainWarehouse(String),
    /// Something stands in it, is promised from it or is expected there.
    #[error("The warehouse {0} is in use: goods stand there, are promised from there or are expected there.")]
    WarehouseInUse(String),
    /// Somebody else was quicker.
    #[error("Somebody has changed this in the meantime; look at it again before you change it.")]
    ChangedMeanwhile,
    /// The quantities of a product sum up to more than a number holds.
    #[error("The quantities of one product are too large to be summed up.")]
    TooMuch,
    /// More leaves than stands there.
    #[error("Only {on_hand} stand there.")]
    BelowZero {
        /// The product.
        product: ProductId,
        /// What stands there.
        on_hand: Quantity,
    },
    /// What is to leave is promised.
    #[error("Only {free} are free; the rest is promised.")]
    Promised {
        /// The product.
        product: ProductId,
        /// What is free.
        free: Quantity,
    },
    /// What is to be held is not there.
    #[error("There is not enough to be held; see errors.")]
    Short(Vec<FieldFault>),
    /// Nobody keeps stock of it.
    #[error("Stock can only be held of products whose stock is kept; count them first.")]
    NotTracked,
    /// A hold that is not open.
    #[error("This stock is not held any more: it was used, given back, or its time has run out.")]
    HoldEnded,
    /// Expected goods that have come in or were given up.
    #[error("These goods have come in already, or are not expected any more.")]
    ExpectedEnded,
    /// The date of the legal entity is not known.
    #[error("The date cannot be told: {0}.")]
    BadDate(String),
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
            InventoryError::Unknown(what) => Self::not_found(what),
            InventoryError::DuplicateWarehouse(taken) => {
                of_field("inventory.duplicate_warehouse", "/code", detail.of([("code", taken.into())]))
            }
            InventoryError::TooMuch => Self::new(FaultKind::Invalid, "inventory.too_much", detail),
            InventoryError::NotTracked => Self::new(FaultKind::Invalid, "inventory.not_tracked", detail),
            InventoryError::BadCursor => Self::field("page.bad_cursor", "cursor", detail),
            InventoryError::Short(fields) => collision("inventory.not_enough", detail, fields),
            other => collides(&other, detail),
        }
    }
}

/// A refusal that collides with how things stand now, and is about no field.
fn collides(error: &InventoryError, detail: Sentence) -> Fault {
    let of = |name, value: String| [(name, value.into())];
    let (code, detail) = match error {
        InventoryError::ArchivedWarehouse(code) => {
            ("inventory.archived_warehouse", detail.of(of("code", code.clone())))
        }
        InventoryError::MainWarehouse(code) => ("inventory.main_warehouse", detail.of(of("code", code.clone()))),
        InventoryError::WarehouseInUse(code) => ("inventory.warehouse_in_use", detail.of(of("code", code.clone()))),
        InventoryError::BelowZero { on_hand, .. } => {
            ("inventory.below_zero", detail.of(of("left", on_hand.to_string())))
        }
        InventoryError::Promised { free, .. } => ("inventory.promised", detail.of(of("left", free.to_string()))),
        InventoryError::HoldEnded => ("inventory.hold_ended", detail),
        InventoryError::ExpectedEnded => ("inventory.expected_ended", detail),
        InventoryError::BadDate(_) => ("inventory.bad_date", detail),
        _ => ("inventory.changed_meanwhile", detail),
    };
    collision(code, detail, Vec::new())
}

fn collision(code: &'static str, detail: Sentence, fields: Vec<FieldFault>) -> Fault {
    Fault::Refused { kind: FaultKind::Conflict, code, detail, fields, extra: None }
}

/// A refusal that collides with how things stand, of one field.
fn of_field(code: &'static str, pointer: &str, detail: Sentence) -> Fault {
    let fields = vec![FieldFault { pointer: pointer.to_owned(), code, detail: detail.clone() }];
    collision(code, detail, fields)
}

impl AsRef<StoreError> for InventoryError {
    fn as_ref(&self) -> &StoreError {
        const NOT_OF_THE_STORE: StoreError = StoreError::OutOfScope;
        match self {
            Self::Store(error) => error,
            Self::Other(fault) => fault.as_ref(),
            _ => &NOT_OF_THE_STORE,
        }
    }
}
