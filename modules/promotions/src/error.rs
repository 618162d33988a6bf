//! Why promotions refuse, one variant per cause.
//! Each becomes a code that stays and a sentence that says what to do.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_kernel::MoneyError;
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

use crate::model::promotion::Reached;

/// A result of this module.
pub(crate) type PromotionResult<T> = Result<T, PromotionError>;

/// Why promotions refuse.
#[derive(Debug, Error)]
pub(crate) enum PromotionError {
    /// Some fields cannot be taken.
    #[error("Some of it cannot be taken.")]
    Fields(Vec<FieldFault>),
    /// No such promotion.
    #[error("There is no such promotion.")]
    NoSuchPromotion,
    /// No such code.
    #[error("There is no such code.")]
    NoSuchCode,
    /// No such batch.
    #[error("There is no such batch of codes.")]
    NoSuchBatch,
    /// Another promotion has the code.
    #[error("Another promotion has the code {0}.")]
    PromotionTaken(String),
    /// The code exists already.
    #[error("The code {0} exists already.")]
    CodeTaken(String),
    /// Somebody else has changed it in between.
    #[error("It has been changed by somebody else; read it again and repeat the change.")]
    Stale,
    /// Limits cannot be added later.
    #[error(
        "What is not counted from the first use cannot be limited later; archive the promotion and make another one."
    )]
    LimitsTooLate,
    /// There are as many promotions as a tenant may have in use.
    #[error("There are {0} promotions in use, and more are not kept; archive those that are over.")]
    TooMany(u64),
    /// Codes are for promotions that need one.
    #[error("The promotion {0} is had without a code, so it has none.")]
    NeedsNoCode(String),
    /// The promotion no longer holds.
    #[error("The promotion {0} no longer holds; look at the order again without it.")]
    PromotionOver(String),
    /// The promotion was used as often as it may be.
    #[error("The promotion {0} has been used as often as it may be; look at the order again without it.")]
    PromotionUsedUp(String, Reached),
    /// The code no longer holds.
    #[error("The code {0} no longer holds; look at the order again without it.")]
    CodeOver(String),
    /// The code was used as often as it may be.
    #[error("The code {0} has been used as often as it may be; look at the order again without it.")]
    CodeUsedUp(String, Reached),
    /// What was taken off is not named as this module names it.
    #[error("The discount {0} is not one of a promotion.")]
    ForeignUse(String),
    /// Amounts too large to be computed.
    #[error("The amounts are too large to be computed.")]
    TooLarge(#[from] MoneyError),
    /// The file cannot be written.
    #[error("The file cannot be written: {0}.")]
    Unwritable(String),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The code of a refusal for one of three limits.
const fn used_up(reached: Reached, codes: [&'static str; 3]) -> &'static str {
    match reached {
        Reached::Everybodys => codes[0],
        Reached::Companys => codes[1],
        Reached::Persons => codes[2],
    }
}

const PROMOTION_USED_UP: [&str; 3] =
    ["promotions.used_up", "promotions.used_up_by_company", "promotions.used_up_by_person"];
const CODE_USED_UP: [&str; 3] =
    ["promotions.code_used_up", "promotions.code_used_up_by_company", "promotions.code_used_up_by_person"];

impl From<PromotionError> for Fault {
    fn from(error: PromotionError) -> Self {
        use PromotionError as E;
        let detail = Sentence::new(error.to_string());
        let conflict = |code, detail| Self::new(FaultKind::Conflict, code, detail);
        match error {
            E::Fields(fields) => Self::fields("promotions.invalid", detail, fields),
            E::NoSuchPromotion => Self::not_found("promotion"),
            E::NoSuchCode => Self::not_found("discount code"),
            E::NoSuchBatch => Self::not_found("batch of codes"),
            E::PromotionTaken(code) => {
                Self::field("promotions.promotion_taken", "/code", detail.of([("code", code.into())]))
            }
            E::CodeTaken(code) => Self::field("promotions.code_taken", "/code", detail.of([("code", code.into())])),
            E::Stale => conflict("promotions.stale", detail),
            E::LimitsTooLate => Self::field("promotions.limits_too_late", "/limits", detail),
            E::TooMany(most) => conflict("promotions.too_many", detail.of([("most", most.into())])),
            E::NeedsNoCode(code) => conflict("promotions.needs_no_code", detail.of([("promotion", code.into())])),
            E::PromotionOver(code) => conflict("promotions.over", detail.of([("promotion", code.into())])),
            E::PromotionUsedUp(code, reached) => {
                conflict(used_up(reached, PROMOTION_USED_UP), detail.of([("promotion", code.into())]))
            }
            E::CodeOver(code) => conflict("promotions.code_over", detail.of([("code", code.into())])),
            E::CodeUsedUp(code, reached) => {
                conflict(used_up(reached, CODE_USED_UP), detail.of([("code", code.into())]))
            }
            E::ForeignUse(_) => conflict("promotions.foreign_use", detail),
            E::TooLarge(_) => Self::new(FaultKind::Invalid, "promotions.too_large", detail),
            E::Unwritable(_) => Self::new(FaultKind::Invalid, "promotions.unwritable", detail),
            E::Elsewhere(fault) => fault,
            E::Store(error) => Self::Store(error),
        }
    }
}

impl From<PromotionError> for Problem {
    fn from(error: PromotionError) -> Self {
        Fault::from(error).into()
    }
}

impl AsRef<StoreError> for PromotionError {
    fn as_ref(&self) -> &StoreError {
        const NOT_OF_THE_STORE: StoreError = StoreError::OutOfScope;
        match self {
            Self::Store(error) => error,
            Self::Elsewhere(fault) => fault.as_ref(),
            _ => &NOT_OF_THE_STORE,
        }
    }
}
