//! What is agreed beside the lines: ways to send and to pay, codes, cost centres.
//! Amounts are wire text in the currency of the cart or order.

use serde::Serialize;

use super::{Choice, Field};

/// Something that is taken off or added between lines and totals.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Extra {
    /// What it is called.
    pub name: String,
    /// How much.
    pub amount: String,
    /// The code by which it was had.
    pub code: Option<String>,
}

/// A way to choose.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Way {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What it costs; nothing where that is settled later, or nobody charges for it.
    pub net: Option<String>,
    /// Whether it costs nothing.
    pub is_free: bool,
    /// Within how many days it is paid.
    pub days: Option<u32>,
    /// What one may like to know.
    pub notes: Vec<String>,
    /// Whether it is chosen.
    pub selected: bool,
}

/// A code that was entered.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CodeRow {
    /// As it was written.
    pub code: String,
    /// Whether something is taken off by it.
    pub is_taken: bool,
    /// What became of it.
    pub text: String,
}

/// What can be agreed on at checkout.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Terms {
    /// The ways to send the goods.
    pub shipping: Vec<Way>,
    /// The ways to pay.
    pub payment: Vec<Way>,
    /// The codes that were entered.
    pub codes: Vec<CodeRow>,
    /// All of them as the form sends them back.
    pub codes_text: String,
    /// The code that is being typed.
    pub code: Field,
    /// The cost centre, where it is written.
    pub cost_centre: Field,
    /// The cost centres, where one is chosen.
    pub cost_centres: Vec<Choice>,
    /// Whether what is there may be sent before the rest.
    pub partial_delivery: bool,
}

/// What was agreed beside the lines of an order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OrderTerms {
    /// The way it is sent.
    pub shipping: Option<String>,
    /// How many parcels were estimated; nothing where that is none.
    pub parcels: Option<u32>,
    /// How many pallets were estimated; nothing where that is none.
    pub pallets: Option<u32>,
    /// Whether freight is settled later.
    pub freight_later: bool,
    /// The way it is paid.
    pub payment: Option<String>,
    /// Within how many days.
    pub payment_days: Option<u32>,
    /// The cost centre.
    pub cost_centre: Option<String>,
    /// Whether everything must come at once.
    pub at_once: bool,
}
