//! What the catalogue refuses, one variant per cause, and how it says so.
//! Codes stay; sentences tell what to do.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_kernel::Currency;
use kontor_store::StoreError;
use thiserror::Error;

use crate::model::{
    publication::{State, Step},
    tax::MissingRate,
};

/// A result of the catalogue.
pub(crate) type CatalogResult<T> = Result<T, CatalogError>;

/// Why the catalogue refuses.
#[derive(Debug, Error)]
pub(crate) enum CatalogError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another owner refuses.
    #[error(transparent)]
    Other(#[from] Fault),
    /// There is no such thing here.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Another product has this code.
    #[error("The code {0} belongs to another product; codes are compared whatever their case.")]
    DuplicateSku(String),
    /// Another category has this code.
    #[error("The code {0} belongs to another category, perhaps to an archived one.")]
    DuplicateCategory(String),
    /// Another entry has this phrase.
    #[error("There is an entry for “{0}” already; change that one.")]
    DuplicateSynonym(String),
    /// No more entries are taken.
    #[error("There are {most} entries already, and no more are taken; remove some first.")]
    TooManySynonyms {
        /// How many there may be.
        most: u64,
    },
    /// Products on sale lie in a category that is to go.
    #[error("Products on sale lie in this category, {products} of them; put them into another one first.")]
    CategoryNotEmpty {
        /// How many.
        products: u64,
    },
    /// Another price list has this code.
    #[error("The code {0} belongs to another price list; codes are compared whatever their case.")]
    DuplicatePriceList(String),
    /// Another product is known by this code.
    #[error("The code {code} already stands for the product {sku}.")]
    CodeTaken {
        /// The code.
        code: String,
        /// The product that has it.
        sku: String,
    },
    /// The unit that packaging units are counted in is to become another one.
    #[error("The packaging units of {sku} are counted in its unit; take them away before it becomes another one.")]
    UnitInUse {
        /// The product.
        sku: String,
    },
    /// The step is not possible from where the product is.
    #[error("A product that is {} cannot be taken through this step: {}.", state.name(), step.name())]
    NoStep {
        /// The step.
        step: Step,
        /// Where it is.
        state: State,
    },
    /// Somebody has changed it since.
    #[error("This was changed by somebody else in the meantime; read it again. Its version is now {now}.")]
    Stale {
        /// The version it has now.
        now: i64,
    },
    /// Fields cannot be taken.
    #[error("Some fields cannot be taken.")]
    Fields(Vec<FieldFault>),
    /// A price list that is given to a company does not exist.
    #[error("There is no price list with the code {0}.")]
    UnknownPriceList(String),
    /// A list of costs that somebody was to buy by.
    #[error("{0} says what goods cost; nobody can buy by it.")]
    CostList(String),
    /// A contract that was to hold for many.
    #[error("{0} is a contract, and a contract is made with one company.")]
    ContractForMany(String),
    /// What was before a change cannot be written down.
    #[error("What was before cannot be kept: {0}")]
    Unkept(String),
    /// A cursor of another list.
    #[error("This cursor does not belong to this list; begin at the first page.")]
    BadCursor,
    /// Prices of a company the caller may not know.
    #[error("there is no such company")]
    ForeignCompany,
    /// A new list without a currency, where no channel says one.
    #[error("The price list {0} is new, so its prices must name a currency.")]
    NoCurrency(String),
    /// A price in another currency than its list.
    #[error("The price list {list} is in {has}, not in {wants}.")]
    OtherCurrency {
        /// The list's code.
        list: String,
        /// Its currency.
        has: Currency,
        /// The price's.
        wants: Currency,
    },
    /// A tax class without a rate.
    #[error("The tax class {0} has no rate in {1} on this date; set one among the tax rates.", missing.class, missing.country)]
    NoTaxRate {
        /// Which one.
        missing: MissingRate,
    },
    /// The legal entity's time zone is none.
    #[error(transparent)]
    Time(#[from] kontor_kernel::TimeError),
}

impl CatalogError {
    /// The sentence with what it is told of.
    fn told(&self) -> Sentence {
        let sentence = Sentence::new(self.to_string());
        match self {
            Self::DuplicateSku(code) | Self::DuplicateCategory(code) | Self::DuplicatePriceList(code) => {
                sentence.of([("code", code.into())])
            }
            Self::DuplicateSynonym(phrase) => sentence.of([("phrase", phrase.into())]),
            Self::TooManySynonyms { most } => sentence.of([("most", (*most).into())]),
            Self::UnknownPriceList(code)
            | Self::NoCurrency(code)
            | Self::CostList(code)
            | Self::ContractForMany(code) => sentence.of([("code", code.into())]),
            Self::CodeTaken { code, sku } => sentence.of([("code", code.into()), ("sku", sku.into())]),
            Self::NoStep { step, state } => sentence.of([("step", step.name().into()), ("state", state.name().into())]),
            Self::UnitInUse { sku } => sentence.of([("sku", sku.into())]),
            Self::CategoryNotEmpty { products } => sentence.of([("products", (*products).into())]),
            Self::OtherCurrency { list, has, wants } => sentence.of([
                ("list", list.into()),
                ("has", has.to_string().into()),
                ("wants", wants.to_string().into()),
            ]),
            Self::NoTaxRate { missing } => {
                sentence.of([("class", (&missing.class).into()), ("country", (&missing.country).into())])
            }
            _ => sentence,
        }
    }
}

impl From<CatalogError> for Fault {
    fn from(error: CatalogError) -> Self {
        let detail = error.told();
        match error {
            CatalogError::Store(error) => error.into(),
            CatalogError::Other(fault) => fault,
            CatalogError::NotFound(what) => Self::not_found(what),
            CatalogError::ForeignCompany => Self::not_found("company"),
            CatalogError::DuplicateSku(_) => conflict("catalog.duplicate_sku", "/sku", detail),
            CatalogError::DuplicateCategory(_) => conflict("catalog.duplicate_category", "/code", detail),
            CatalogError::DuplicateSynonym(_) => conflict("catalog.duplicate_synonym", "/phrase", detail),
            CatalogError::TooManySynonyms { .. } => conflict("catalog.too_many_synonyms", "/phrase", detail),
            CatalogError::CategoryNotEmpty { .. } => conflict("catalog.category_not_empty", "/archived", detail),
            CatalogError::CodeTaken { .. } => conflict("catalog.code_taken", "/codes", detail),
            CatalogError::NoStep { .. } => conflict("catalog.no_step", "/step", detail),
            CatalogError::UnitInUse { .. } => conflict("catalog.unit_in_use", "/unit", detail),
            CatalogError::DuplicatePriceList(_) => conflict("catalog.duplicate_price_list", "/code", detail),
            CatalogError::Stale { now } => {
                Self::new(FaultKind::Conflict, "catalog.stale", detail).with(serde_json::json!({ "version": now }))
            }
            CatalogError::Fields(fields) => {
                let detail = match fields.as_slice() {
                    [one] => one.detail.clone().of_code(one.code),
                    _ => detail,
                };
                Self::fields("catalog.bad_fields", detail, fields)
            }
            CatalogError::UnknownPriceList(_) => Self::field("catalog.unknown_price_list", "/price_list_code", detail),
            CatalogError::CostList(_) => Self::field("catalog.cost_list", "/price_lists", detail),
            CatalogError::ContractForMany(_) => Self::field("catalog.contract_for_many", "/price_lists", detail),
            CatalogError::Unkept(cause) => StoreError::Setup(cause).into(),
            CatalogError::BadCursor => Self::field("page.bad_cursor", "cursor", detail),
            CatalogError::NoCurrency(_) => Self::field("catalog.no_currency", "/currency", detail),
            CatalogError::OtherCurrency { .. } => Self::field("catalog.other_currency", "/currency", detail),
            CatalogError::NoTaxRate { .. } => Self::new(FaultKind::Conflict, "catalog.no_tax_rate", detail),
            CatalogError::Time(_) => Self::new(FaultKind::Conflict, "catalog.bad_time_zone", detail),
        }
    }
}

fn conflict(code: &'static str, pointer: &str, detail: Sentence) -> Fault {
    let fields = vec![FieldFault { pointer: pointer.to_owned(), code, detail: detail.clone() }];
    Fault::Refused { kind: FaultKind::Conflict, code, detail, fields, extra: None }
}
