//! Why the freight module refuses, one variant per cause.
//! Each becomes a code that stays and a sentence that says what to do.

use kontor_contract::{Fault, Sentence};
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
    /// The threshold cannot be taken.
    #[error("The threshold cannot be taken: {0}.")]
    BadThreshold(String),
    /// No such minimum.
    #[error("There is no such logistic minimum.")]
    NoSuchMinimum,
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
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
            FreightError::BadThreshold(_) => Self::field("freight.bad_threshold", "/threshold", detail),
            FreightError::NoSuchMinimum => Self::not_found("logistic minimum"),
            FreightError::Elsewhere(fault) => fault,
            FreightError::Store(error) => Self::Store(error),
        }
    }
}

impl From<FreightError> for Problem {
    fn from(error: FreightError) -> Self {
        Fault::from(error).into()
    }
}
