//! Why identity refuses, one variant per cause.
//! Sign-in tells nobody whether the address, the password or the membership was wrong.

use kontor_contract::{Fault, FaultKind};
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

/// Why identity refuses.
#[derive(Debug, Error)]
pub enum IdentityError {
    /// Address, password or membership is wrong.
    #[error("The e-mail address or the password is wrong, or this person has no access here.")]
    WrongCredentials,
    /// The password is too short to keep.
    #[error("A password needs at least {0} characters.")]
    PasswordTooShort(usize),
    /// Not an e-mail address.
    #[error("'{0}' is not an e-mail address.")]
    BadEmail(String),
    /// A company with this code exists.
    #[error("A company with the code {0} exists already.")]
    CompanyCodeTaken(String),
    /// No such company.
    #[error("There is no such company.")]
    NoSuchCompany,
    /// No such parent company.
    #[error("There is no company to stand below; check parent_id.")]
    NoSuchParent,
    /// A role that does not exist.
    #[error("There is no role {0}.")]
    NoSuchRole(String),
    /// A field cannot be taken.
    #[error("{detail}")]
    BadField {
        /// JSON pointer.
        pointer: &'static str,
        /// What to do.
        detail: String,
    },
    /// The password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<IdentityError> for Fault {
    fn from(error: IdentityError) -> Self {
        let detail = error.to_string();
        match error {
            IdentityError::WrongCredentials => {
                Self::new(FaultKind::Unauthenticated, "identity.wrong_credentials", detail)
            }
            IdentityError::PasswordTooShort(_) => Self::field("identity.password_too_short", "/password", detail),
            IdentityError::BadEmail(_) => Self::field("identity.bad_email", "/email", detail),
            IdentityError::CompanyCodeTaken(_) => Self::field("identity.company_code_taken", "/code", detail),
            IdentityError::NoSuchCompany => Self::not_found("company"),
            IdentityError::NoSuchParent => Self::field("identity.no_such_parent", "/parent_id", detail),
            IdentityError::NoSuchRole(_) => Self::field("identity.no_such_role", "/role", detail),
            IdentityError::BadField { pointer, .. } => Self::field("identity.bad_field", pointer, detail),
            IdentityError::Hashing(cause) => Self::Store(StoreError::Setup(cause)),
            IdentityError::Elsewhere(fault) => fault,
            IdentityError::Store(error) => Self::Store(error),
        }
    }
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        Fault::from(error).into()
    }
}
