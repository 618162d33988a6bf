//! Why the freight module refuses, one variant per cause.
//! Each becomes a code that stays and a sentence that says what to do.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_kernel::MoneyError;
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

/// Why the freight module refuses.
#[derive(Debug, Error)]
pub enum FreightError {
    /// No such customer.
    #[error("There is no customer {0}.")]
    NoSuchCustomer(String),
    /// No such product.
    #[error("There is no product {0}.")]
    NoSuchProduct(String),
    /// No category with products has this code.
    #[error("There is no category {0} with products in it.")]
    NoSuchCategory(String),
    /// The threshold cannot be taken.
    #[error("The threshold cannot be taken: {0}.")]
    BadThreshold(String),
    /// No such thing of ours: a minimum, way, zone, table or rule.
    #[error("There is no such {0}.")]
    NotFound(&'static str),
    /// Fields cannot be taken.
    #[error("Some of it cannot be taken.")]
    Fields(Vec<FieldFault>),
    /// Another way or zone has the code.
    #[error("The code {0} is taken.")]
    DuplicateCode(String),
    /// Tables or rules name it.
    #[error("{0} tables or rules name it; change or delete them first.")]
    InUse(u64),
    /// Somebody else has changed it.
    #[error("This was changed by somebody else in the meantime; read it again. Its version is now {now}.")]
    Stale {
        /// The version it has now.
        now: i64,
    },
    /// A file is not one of brackets.
    #[error("{0}")]
    BadFile(Sentence),
    /// A price cannot be computed.
    #[error("The price of freight cannot be computed: {0}.")]
    Money(#[from] MoneyError),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FreightError {
    /// One field cannot be taken.
    pub(crate) fn field(pointer: impl Into<String>, code: &'static str, detail: impl Into<Sentence>) -> Self {
        Self::Fields(vec![FieldFault { pointer: pointer.into(), code, detail: detail.into() }])
    }

    /// The same of fields that stand below a pointer of the request.
    pub(crate) fn below(self, at: &str) -> Self {
        match Fault::from(self) {
            Fault::Refused { kind: FaultKind::Invalid, fields, .. } if !fields.is_empty() => {
                let below = |field: FieldFault| FieldFault { pointer: format!("{at}{}", field.pointer), ..field };
                Self::Fields(fields.into_iter().map(below).collect())
            }
            other => Self::Elsewhere(other),
        }
    }
}

impl From<FreightError> for Fault {
    fn from(error: FreightError) -> Self {
        let detail = Sentence::new(error.to_string());
        match error {
            FreightError::NoSuchCustomer(code) => {
                Self::field("freight.no_such_customer", "/company_code", detail.of([("customer", code.into())]))
            }
            FreightError::NoSuchProduct(sku) => {
                Self::field("freight.no_such_product", "/sku", detail.of([("sku", sku.into())]))
            }
            FreightError::NoSuchCategory(code) => {
                Self::field("freight.no_such_category", "/category_code", detail.of([("category", code.into())]))
            }
            FreightError::BadThreshold(_) => Self::field("freight.bad_threshold", "/threshold", detail),
            FreightError::NotFound(what) => Self::not_found(what),
            FreightError::Fields(fields) => Self::fields("freight.bad_fields", detail, fields),
            FreightError::BadFile(cause) => Self::new(FaultKind::Invalid, "freight.bad_file", cause),
            FreightError::Elsewhere(fault) => fault,
            FreightError::Store(error) => Self::Store(error),
            other => collision(&other, detail),
        }
    }
}

/// What collides with how things stand.
fn collision(error: &FreightError, detail: Sentence) -> Fault {
    let refused = |code, detail| Fault::new(FaultKind::Conflict, code, detail);
    match error {
        FreightError::DuplicateCode(code) => refused("freight.duplicate_code", detail.of([("code", code.into())])),
        FreightError::InUse(count) => refused("freight.in_use", detail.of([("count", (*count).into())])),
        FreightError::Stale { now } => refused("freight.stale", detail).with(serde_json::json!({ "version": now })),
        _ => refused("freight.no_price", detail),
    }
}

impl From<FreightError> for Problem {
    fn from(error: FreightError) -> Self {
        Fault::from(error).into()
    }
}
