//! Why identity refuses, one variant per cause.
//! Sign-in tells nobody whether the address, the password or the membership was wrong.

mod account;
mod people;
mod provider;

use kontor_contract::{Fault, FaultKind, Sentence, Value};
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

pub use account::AccountError;
pub use people::PeopleError;
pub use provider::ProviderError;

/// Why identity refuses.
#[derive(Debug, Error)]
pub enum IdentityError {
    /// Address, password or membership is wrong.
    #[error("The e-mail address or the password is wrong, or this person has no access here.")]
    WrongCredentials,
    /// The password is too short to keep.
    #[error("A password needs at least {0} characters.")]
    PasswordTooShort(usize),
    /// The password is too long to be computed.
    #[error("A password has at most {0} bytes.")]
    PasswordTooLong(usize),
    /// The password is what everybody tries first.
    #[error("This password is too easy to guess. Take some words that have nothing to do with you or the shop.")]
    PasswordTooCommon,
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
    /// It would lie outside what its maker sees.
    #[error(
        "You would not see this company afterwards. Put it below one that you look after, or make it your own customer."
    )]
    OutOfReach,
    /// Companies of this kind do not stand there.
    #[error("A {kind} cannot stand below a {parent}.")]
    WrongPlace {
        /// What is to stand there.
        kind: &'static str,
        /// What it would stand below.
        parent: &'static str,
    },
    /// Something in a tree would stand below itself.
    #[error("A {0} cannot stand below itself or below what stands below it.")]
    Circle(&'static str),
    /// A tree would have too many levels.
    #[error("A tree has at most {0} levels.")]
    TooDeep(usize),
    /// The company above buys no more.
    #[error("The company above is archived; restore that one first.")]
    ParentArchived,
    /// Companies below still buy.
    #[error("{0} companies stand below this one. Archive or move them first, or archive it with all of them.")]
    HasCompaniesBelow(u64),
    /// Not a member of the staff, or not any more.
    #[error("There is no such member of the staff to look after companies.")]
    NoSuchAccountManager,
    /// A VAT id that cannot be one.
    #[error("{0}")]
    BadVatId(String),
    /// The code of something else of this kind.
    #[error("The code {0} is taken already.")]
    CodeTaken(String),
    /// No such thing.
    #[error("There is no such {0}.")]
    Unknown(&'static str),
    /// What is chosen once cannot change.
    #[error("{why}")]
    Fixed {
        /// JSON pointer.
        pointer: &'static str,
        /// Why not.
        why: &'static str,
    },
    /// A territory that is still used.
    #[error("{0}")]
    TerritoryInUse(String),
    /// A company is in another territory at that time.
    #[error("{0}")]
    PlacedElsewhere(String),
    /// A role that does not exist.
    #[error("There is no role {0}.")]
    NoSuchRole(String),
    /// A field cannot be taken.
    #[error("{detail}")]
    BadField {
        /// JSON pointer.
        pointer: &'static str,
        /// What to do.
        detail: Sentence,
    },
    /// The password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
    /// Something about signing in or one's own account is refused.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// Something about people is refused.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// Something about outside providers is refused.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl IdentityError {
    /// The sentence with what it is told of.
    fn sentence(&self) -> Sentence {
        let sentence = Sentence::new(self.to_string());
        let told = |name, value: Value| sentence.clone().of([(name, value)]);
        match self {
            Self::PasswordTooShort(least) => told("least", (*least).into()),
            Self::PasswordTooLong(most) | Self::TooDeep(most) => told("most", (*most).into()),
            Self::BadEmail(email) => told("email", email.into()),
            Self::CompanyCodeTaken(code) | Self::CodeTaken(code) => told("code", code.into()),
            Self::HasCompaniesBelow(count) => told("count", (*count).into()),
            Self::NoSuchRole(role) => told("role", role.into()),
            Self::BadField { detail, .. } => detail.clone(),
            _ => sentence,
        }
    }
}

impl From<IdentityError> for Fault {
    fn from(error: IdentityError) -> Self {
        let detail = error.sentence();
        match error {
            IdentityError::WrongCredentials => {
                Self::new(FaultKind::Unauthenticated, "identity.wrong_credentials", detail)
            }
            IdentityError::PasswordTooShort(_) => Self::field("identity.password_too_short", "/password", detail),
            IdentityError::PasswordTooLong(_) => Self::field("identity.password_too_long", "/password", detail),
            IdentityError::PasswordTooCommon => Self::field("identity.password_too_common", "/password", detail),
            IdentityError::BadEmail(_) => Self::field("identity.bad_email", "/email", detail),
            IdentityError::CompanyCodeTaken(_) => Self::field("identity.company_code_taken", "/code", detail),
            IdentityError::NoSuchCompany => Self::not_found("company"),
            IdentityError::NoSuchParent => Self::field("identity.no_such_parent", "/parent_id", detail),
            IdentityError::OutOfReach => Self::new(FaultKind::Forbidden, "identity.out_of_reach", detail),
            IdentityError::WrongPlace { .. } => Self::field("identity.wrong_place", "/parent_id", detail),
            IdentityError::Circle(_) => Self::field("identity.circle", "/parent_id", detail),
            IdentityError::TooDeep(_) => Self::field("identity.too_deep", "/parent_id", detail),
            IdentityError::ParentArchived => Self::field("identity.parent_archived", "/parent_id", detail),
            IdentityError::HasCompaniesBelow(_) => {
                Self::new(FaultKind::Conflict, "identity.has_companies_below", detail)
            }
            IdentityError::NoSuchAccountManager => {
                Self::field("identity.no_such_account_manager", "/account_manager_id", detail)
            }
            IdentityError::BadVatId(_) => Self::field("identity.bad_vat_id", "/vat_id", detail),
            IdentityError::CodeTaken(_) => Self::field("identity.code_taken", "/code", detail),
            IdentityError::Unknown(what) => Self::not_found(what),
            IdentityError::Fixed { pointer, .. } => Self::field("identity.cannot_change", pointer, detail),
            IdentityError::TerritoryInUse(_) => Self::new(FaultKind::Conflict, "identity.territory_in_use", detail),
            IdentityError::PlacedElsewhere(_) => Self::new(FaultKind::Conflict, "identity.placed_elsewhere", detail),
            IdentityError::NoSuchRole(_) => Self::field("identity.no_such_role", "/role", detail),
            IdentityError::BadField { pointer, .. } => Self::field("identity.bad_field", pointer, detail),
            IdentityError::Hashing(cause) => Self::Store(StoreError::Setup(cause)),
            IdentityError::Account(error) => error.into(),
            IdentityError::People(error) => error.into(),
            IdentityError::Provider(error) => error.into(),
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
