//! Quick order: rows as they were typed or pasted, and what would become of them.
//! Everything in a row can be mended where it stands.

use serde::Serialize;

use super::{Availability, Field, Tone, UnitChoice, View};
use crate::locale::Locale;

/// The page of quick order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct QuickOrderPage {
    /// Rows that are not looked at yet: one for each line of text.
    pub more: Field,
    /// The shopping list that is open.
    pub list: Option<String>,
    /// What it is called, or what a new one is to be called.
    pub list_name: Field,
    /// Rows that were looked at.
    pub rows: Vec<QuickOrderRow>,
    /// How many they are.
    pub count: u32,
    /// How many of them can go into the cart.
    pub good: u32,
    /// How many cannot.
    pub refused: u32,
    /// ISO 4217 code.
    pub currency: String,
    /// What those that can go into the cart come to.
    pub amount: String,
    /// Whether amounts stand with tax.
    pub shows_gross: bool,
}

impl View for QuickOrderPage {
    const TEMPLATE: &'static str = "pages/quick-order";

    fn title(&self, locale: &Locale) -> String {
        locale.text("quick-order-title")
    }
}

/// A row that was looked at.
#[derive(Clone, Debug, Default, Serialize)]
pub struct QuickOrderRow {
    /// Its place in the form, from 0.
    pub index: usize,
    /// The same for people, from 1.
    pub place: usize,
    /// The code as it was typed.
    pub code: String,
    /// The product's own code, or the one that was typed where no product was found.
    pub sku: String,
    /// Whether the product's own code is another one than was typed.
    pub is_other_code: bool,
    /// The product's name, where it is known.
    pub name: Option<String>,
    /// The quantity as it would be ordered, or as it was typed where it cannot be.
    pub quantity_typed: String,
    /// How many were asked for, where that is not what would be ordered.
    pub asked: Option<String>,
    /// Code of the unit.
    pub unit: String,
    /// The unit as it was typed, where the row cannot go into the cart: it may be what is wrong.
    pub unit_typed: Option<String>,
    /// The units to choose from; none where there is nothing to choose.
    pub units: Vec<UnitChoice>,
    /// The name of the field in which one of them is chosen.
    pub field: String,
    /// The tone of what is said about it.
    pub tone: Tone,
    /// What is to be known or mended.
    pub message: Option<String>,
    /// What may have been meant.
    pub suggestions: Vec<Suggested>,
    /// Price of `per` units, where there is one.
    pub unit_price: Option<String>,
    /// Units the price is for, when it is not one.
    pub per: Option<String>,
    /// What the row comes to.
    pub amount: Option<String>,
    /// Stock.
    pub availability: Availability,
}

/// A product that may have been meant.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Suggested {
    /// What its button sends: the row's place and the product's code.
    pub choice: String,
    /// The product's code.
    pub sku: String,
    /// The product's name.
    pub name: String,
}
