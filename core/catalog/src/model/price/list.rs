//! What a price list is apart from its prices: what it is for, when it may be asked, and what it is derived from.
//! A list without prices of its own costs nothing: ten thousand groups may each have a rule over one list.

use kontor_contract::catalog::TaxMode;
use kontor_kernel::{BusinessDate, Currency, PriceListId};

use super::{
    ending::Ending,
    formula::{Condition, Formula},
};

/// What a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Customers buy by it.
    Sales,
    /// What a company has agreed: asked before all others, and final even where the cheapest list would win.
    Contract,
    /// What goods cost the tenant; nobody buys by it.
    Cost,
}

/// Whether a list may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Being written; only a what-if asks it.
    Draft,
    /// In force on the days it is valid.
    Active,
    /// No longer in use.
    Archived,
}

/// A rule of a derived list: what a product's price is where the condition holds.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    /// For which products; all where there is none.
    pub condition: Option<Condition>,
    /// The price.
    pub formula: Formula,
}

/// How prices are made that a list does not hold itself.
#[derive(Debug, Clone)]
pub(crate) struct Derivation {
    /// The list whose prices formulas call `price`.
    pub base: Option<PriceListId>,
    /// The first rule whose condition holds makes the price.
    pub rules: Box<[Rule]>,
    /// What prices end in.
    pub ending: Option<Ending>,
}

impl Derivation {
    /// Whether some rule asks for the price in the base list.
    pub fn uses_price(&self) -> bool {
        self.rules.iter().any(|rule| rule.formula.uses_price())
    }
}

/// What a price list is, apart from its prices.
#[derive(Debug, Clone)]
pub(crate) struct ListFacts {
    /// Its id.
    pub id: PriceListId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The currency of all its prices.
    pub currency: Currency,
    /// Without or with tax.
    pub tax_mode: TaxMode,
    /// What it is for.
    pub purpose: Purpose,
    /// Whether it may be asked.
    pub state: State,
    /// Whether everybody falls back to it.
    pub is_default: bool,
    /// The first day on which it is in force.
    pub valid_from: Option<BusinessDate>,
    /// The last day on which it is in force.
    pub valid_to: Option<BusinessDate>,
    /// How prices are made that it does not hold itself.
    pub derivation: Option<Derivation>,
}

impl ListFacts {
    /// Whether a day lies within its validity.
    pub fn holds_on(&self, date: BusinessDate) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}
