//! Why the order engine refuses, one variant per cause.
//! Each becomes a code that stays and a sentence that says what to do.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence, Value, orders::OrderState};
use kontor_hooks::Finding;
use kontor_kernel::{BusinessDate, MoneyError};
use kontor_store::StoreError;
use kontor_web::Problem;
use serde_json::json;
use thiserror::Error;

use crate::model::machine::state_name;

/// Why the order engine refuses.
#[derive(Debug, Error)]
pub enum OrderError {
    /// Nothing is ordered.
    #[error("An order needs at least one line.")]
    NoLines,
    /// More lines than one order takes.
    #[error("An order takes at most {0} lines; split it.")]
    TooManyLines(usize),
    /// Some lines cannot be ordered.
    #[error("Some lines cannot be ordered; see errors.")]
    BadLines(Vec<FieldFault>),
    /// Checks of modules refuse.
    #[error("{}", .0.first().map_or("A check refuses this order.", |finding| finding.text.as_str()))]
    Refused(Vec<Finding>),
    /// A check could not be made, and nothing is sold unchecked.
    #[error("A check of this order could not be made; try again in a moment.")]
    Unchecked,
    /// What the buyer has seen is not what it costs now.
    #[error("Prices or quantities have changed since you saw the totals; look at them and place the order again.")]
    TotalsChanged {
        /// The net total now, decimal text.
        net: String,
        /// The gross total now, decimal text.
        gross: String,
        /// The hash to place with.
        hash: String,
    },
    /// What is sold must be taxed, and nobody has said how much.
    #[error("The tax class {class} has no rate in {country} on this date; set one among the tax rates.")]
    NoTaxRate {
        /// ISO 3166-1 alpha-2.
        country: String,
        /// The class.
        class: String,
    },
    /// The catalogue changed again and again while the order was computed.
    #[error("The catalogue is changing right now; try again in a moment.")]
    CatalogueInMotion,
    /// Stock is short.
    #[error("Some products are not available in the quantity ordered; see errors.")]
    OutOfStock(Vec<FieldFault>),
    /// The cart changed in between.
    #[error("The cart was changed in another window; look at it and go on.")]
    CartChanged,
    /// No such cart, or it has been placed.
    #[error("There is no such open cart.")]
    NoSuchCart,
    /// No such shopping list.
    #[error("There is no such shopping list.")]
    NoSuchList,
    /// Only whoever made a cart decides on it as such.
    #[error("The cart belongs to somebody else of your company, who alone can name it, share it or throw it away.")]
    NotYourCart,
    /// No such line.
    #[error("There is no such line in this cart.")]
    NoSuchLine,
    /// No such order.
    #[error("There is no such order.")]
    NoSuchOrder,
    /// No such customer.
    #[error("There is no customer {0}.")]
    NoSuchCustomer(String),
    /// The customer no longer buys.
    #[error("The customer {0} is archived and takes no new orders.")]
    CustomerArchived(String),
    /// An order of another system was placed before.
    #[error("The order {id} of {system} has been placed already.")]
    ExternalIdTaken {
        /// The other system.
        system: String,
        /// The id there.
        id: String,
    },
    /// Not possible in this state.
    #[error("An order that is {} cannot be {done}.", state_name(*.state).replace('_', " "))]
    NotPossible {
        /// The state it is in.
        state: OrderState,
        /// What was asked.
        done: &'static str,
    },
    /// Only a buyer has carts.
    #[error("Carts belong to buyers of a company; sign in as one.")]
    NotABuyer,
    /// A permission is missing for part of the request.
    #[error("Setting prices by hand needs the permission orders.prices.override.")]
    NoPriceOverride,
    /// Goods cannot be there as early as they are wanted.
    #[error("The goods can be there on {0} at the earliest.")]
    TooEarly(BusinessDate),
    /// Nothing is delivered on the day that is wanted.
    #[error("Nothing is delivered on that day; the next one is {0}.")]
    NotDelivered(BusinessDate),
    /// The rules of the buyer's own company forbid it.
    #[error("{text}")]
    Blocked {
        /// A code that stays.
        code: &'static str,
        /// What to do, in the reader's language.
        text: String,
    },
    /// A field cannot be taken.
    #[error("{detail}")]
    BadField {
        /// JSON pointer.
        pointer: &'static str,
        /// What to do.
        detail: String,
    },
    /// An amount is too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OrderError {
    /// The sentence with what it is told of. What a check of a module says is in the reader's language already.
    fn sentence(&self) -> Sentence {
        let sentence = Sentence::new(self.to_string());
        let told = |name, value: Value| sentence.clone().of([(name, value)]);
        match self {
            Self::TooManyLines(most) => told("most", (*most).into()),
            Self::Refused(findings) if !findings.is_empty() => Sentence::said(sentence.as_str()),
            Self::Blocked { text, .. } => Sentence::said(text.clone()),
            Self::NoSuchCustomer(customer) | Self::CustomerArchived(customer) => told("customer", customer.into()),
            Self::NoTaxRate { country, class } => told("country", country.into()).of([("class", class.into())]),
            Self::TooEarly(date) | Self::NotDelivered(date) => told("date", date.to_string().into()),
            Self::ExternalIdTaken { system, id } => told("system", system.into()).of([("id", id.into())]),
            _ => sentence,
        }
    }
}

impl From<OrderError> for Fault {
    fn from(error: OrderError) -> Self {
        use FaultKind::{Conflict, Forbidden, Invalid};
        let detail = error.sentence();
        match error {
            OrderError::NoLines => Self::field("orders.no_lines", "/lines", detail),
            OrderError::TooManyLines(_) => Self::field("orders.too_many_lines", "/lines", detail),
            OrderError::BadLines(fields) => Self::fields("orders.bad_lines", detail, fields),
            OrderError::Refused(findings) => {
                Self::new(Invalid, "orders.refused", detail).with(json!({ "findings": findings }))
            }
            OrderError::Unchecked => Self::new(Conflict, "orders.unchecked", detail),
            OrderError::TotalsChanged { net, gross, hash } => {
                let totals = json!({ "net": net, "gross": gross, "hash": hash });
                Self::new(Conflict, "orders.totals_changed", detail).with(json!({ "totals": totals }))
            }
            OrderError::NoTaxRate { .. } => Self::new(Conflict, "orders.no_tax_rate", detail),
            OrderError::CatalogueInMotion => Self::new(Conflict, "orders.catalogue_in_motion", detail),
            OrderError::OutOfStock(fields) => {
                Self::Refused { kind: Conflict, code: "orders.out_of_stock", detail, fields, extra: None }
            }
            OrderError::CartChanged => Self::new(Conflict, "orders.cart_changed", detail),
            OrderError::NoSuchCart => Self::not_found("open cart"),
            OrderError::NoSuchList => Self::not_found("shopping list"),
            OrderError::NotYourCart => Self::new(Forbidden, "orders.not_your_cart", detail),
            OrderError::NoSuchLine => Self::not_found("line in this cart"),
            OrderError::NoSuchOrder => Self::not_found("order"),
            OrderError::NoSuchCustomer(_) => Self::field("orders.no_such_customer", "/company_code", detail),
            OrderError::CustomerArchived(_) => Self::field("orders.customer_archived", "/company_code", detail),
            OrderError::ExternalIdTaken { .. } => Self::new(Conflict, "orders.external_id_taken", detail),
            OrderError::NotPossible { .. } => Self::new(Conflict, "orders.not_possible", detail),
            OrderError::NotABuyer => Self::new(Forbidden, "orders.not_a_buyer", detail),
            OrderError::NoPriceOverride => Self::new(Forbidden, "orders.no_price_override", detail),
            OrderError::TooEarly(_) => Self::field("orders.date_too_early", "/requested_date", detail),
            OrderError::NotDelivered(_) => Self::field("orders.date_not_delivered", "/requested_date", detail),
            OrderError::Blocked { code, .. } => Self::new(Conflict, code, detail),
            OrderError::BadField { pointer, .. } => Self::field("orders.bad_field", pointer, detail),
            OrderError::Money(_) => Self::field("orders.amount_too_large", "/lines", detail),
            OrderError::Elsewhere(fault) => fault,
            OrderError::Store(error) => Self::Store(error),
        }
    }
}

impl From<OrderError> for Problem {
    fn from(error: OrderError) -> Self {
        Fault::from(error).into()
    }
}

impl AsRef<StoreError> for OrderError {
    fn as_ref(&self) -> &StoreError {
        const NOT_OF_THE_STORE: StoreError = StoreError::OutOfScope;
        match self {
            Self::Store(error) => error,
            Self::Elsewhere(fault) => fault.as_ref(),
            _ => &NOT_OF_THE_STORE,
        }
    }
}
