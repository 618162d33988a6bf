//! Cart, checkout and orders.
//! Totals are those the server computed; no page adds up money.

use serde::Serialize;

use super::{Availability, Choice, Extra, Field, OrderTerms, Pager, Terms, Tone, UnitChoice, View};
use crate::locale::{FluentArgs, Locale};

/// The cart with its editable quantities.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CartPage {
    /// The cart; `None` before anything was added.
    pub cart: Option<Cart>,
    /// The form that adds a line by SKU.
    pub quick: QuickLine,
}

impl View for CartPage {
    const TEMPLATE: &'static str = "pages/cart";

    fn title(&self, locale: &Locale) -> String {
        locale.text("cart-title")
    }
}

/// Adds a line by its SKU.
#[derive(Clone, Debug, Default, Serialize)]
pub struct QuickLine {
    /// Stock keeping unit.
    pub sku: Field,
    /// Quantity.
    pub quantity: Field,
}

/// A cart.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cart {
    /// The cart's id.
    pub id: String,
    /// What it is called; empty where nobody named it.
    pub name: String,
    /// Whether others of the company fill it, too.
    pub is_shared: bool,
    /// ISO 4217 code.
    pub currency: String,
    /// Its lines in order.
    pub lines: Vec<CartLine>,
    /// What it comes to.
    pub totals: Totals,
    /// What the shop's rules say about the cart as a whole.
    pub messages: Vec<Message>,
    /// Whether it can be placed as it is.
    pub can_place: bool,
}

/// A line of a cart.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CartLine {
    /// The line's id.
    pub id: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Name in the visitor's language.
    pub name: String,
    /// Quantity as computed with.
    pub quantity: String,
    /// The quantity field.
    pub quantity_field: Field,
    /// Code of the unit.
    pub unit: String,
    /// What the line holds, where it is not in the product's own unit.
    pub packed: Option<Packed>,
    /// The units it can be ordered in; none where there is nothing to choose.
    pub units: Vec<UnitChoice>,
    /// The name of the field in which one of them is chosen.
    pub field: String,
    /// Price of `per` units; `None` while the line cannot be priced.
    pub unit_price: Option<String>,
    /// Units the price is for, when it is not one.
    pub per: Option<String>,
    /// Net amount of the line.
    pub net: String,
    /// The amount as the visitor is used to it: net or gross.
    pub amount: String,
    /// Tax rate in percent.
    pub tax_rate: String,
    /// Gross amount of the line.
    pub gross: String,
    /// Stock.
    pub availability: Availability,
    /// What the shop's rules say about this line.
    pub messages: Vec<Message>,
}

/// What packaging units hold.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Packed {
    /// How many of the product's own unit one of them holds.
    pub holds: String,
    /// How many of the product's own unit that is in all.
    pub base_quantity: String,
    /// Code of the product's own unit.
    pub base_unit: String,
}

/// Totals of a cart or an order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Totals {
    /// Without tax.
    pub net: String,
    /// Tax.
    pub tax: String,
    /// With tax.
    pub gross: String,
    /// What is taken off the lines.
    pub discounts: Vec<Extra>,
    /// What is charged beside them.
    pub charges: Vec<Extra>,
    /// Whether the lines above them show amounts with tax.
    pub shows_gross: bool,
    /// What must be said about taxes, such as that the buyer owes them.
    pub notes: Vec<String>,
    /// Weight in grams, where the products have one.
    pub weight_g: Option<u64>,
    /// Mark of these totals; placing is refused when they are no longer the same.
    pub hash: String,
}

/// What a rule says about a cart or a line.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Message {
    /// `Bad` stops the order, `Warn` and `Info` do not.
    pub tone: Tone,
    /// The message in the visitor's language.
    pub text: String,
}

/// The last page before an order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Checkout {
    /// What is being ordered.
    pub cart: Cart,
    /// What the visitor adds to it.
    pub form: CheckoutForm,
    /// What can be agreed on beside the lines.
    pub terms: Terms,
    /// The gross total the visitor saw before, when it has changed since.
    pub previous_gross: Option<String>,
    /// Why the order was not placed.
    pub error: Option<String>,
}

impl View for Checkout {
    const TEMPLATE: &'static str = "pages/checkout";

    fn title(&self, locale: &Locale) -> String {
        locale.text("checkout-title")
    }
}

/// Fields of the checkout.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CheckoutForm {
    /// Recipient.
    pub name: Field,
    /// Street and number.
    pub street: Field,
    /// Postal code.
    pub postal_code: Field,
    /// Town.
    pub city: Field,
    /// Country code.
    pub country: Field,
    /// Countries to choose from.
    pub countries: Vec<Choice>,
    /// The buyer's own order number.
    pub po_number: Field,
    /// Requested delivery date, ISO.
    pub requested_date: Field,
    /// The first date that may be requested, ISO.
    pub first_date: String,
    /// Note to the shop.
    pub note: Field,
}

/// What the visitor sees after placing an order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OrderPlaced {
    /// The order.
    pub order: Order,
    /// Where news about it goes.
    pub email: String,
}

impl View for OrderPlaced {
    const TEMPLATE: &'static str = "pages/order-placed";

    fn title(&self, locale: &Locale) -> String {
        numbered(locale, "order-placed-title", &self.order.number)
    }
}

/// The company's orders.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OrderList {
    /// Words searched for.
    pub q: String,
    /// State shown; empty for all.
    pub state: String,
    /// Whether a search or a state narrows the list.
    pub filtered: bool,
    /// States to narrow to.
    pub states: Vec<Choice>,
    /// Order of the list, as in the address.
    pub sort: String,
    /// Orders of the list to choose from.
    pub sorts: Vec<Choice>,
    /// The orders of this page.
    pub items: Vec<OrderRow>,
    /// Where in the whole list they are.
    pub pager: Pager,
}

impl View for OrderList {
    const TEMPLATE: &'static str = "pages/orders";

    fn title(&self, locale: &Locale) -> String {
        locale.text("orders-title")
    }
}

/// An order in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OrderRow {
    /// The order's id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The code of its state, `placed`.
    pub state: String,
    /// The tone of its state.
    pub tone: Tone,
    /// Business date.
    pub order_date: String,
    /// The buyer's own order number.
    pub po_number: Option<String>,
    /// Number of lines.
    pub line_count: u64,
    /// ISO 4217 code.
    pub currency: String,
    /// Net total.
    pub net_total: String,
    /// Gross total.
    pub gross_total: String,
}

/// One order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OrderDetail {
    /// The order.
    pub order: Order,
}

impl View for OrderDetail {
    const TEMPLATE: &'static str = "pages/order";

    fn title(&self, locale: &Locale) -> String {
        numbered(locale, "order-title", &self.order.number)
    }
}

/// An order with everything the buyer may see.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Order {
    /// The order's id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The code of its state, `placed`.
    pub state: String,
    /// The tone of its state.
    pub tone: Tone,
    /// The company that bought.
    pub company: String,
    /// Instant of placing in the legal entity's zone, ISO without offset.
    pub placed_at: String,
    /// Who placed it.
    pub placed_by: String,
    /// Whether the shop's staff placed it for the buyer.
    pub on_behalf: bool,
    /// The buyer's own order number.
    pub po_number: Option<String>,
    /// Requested delivery date.
    pub requested_date: Option<String>,
    /// Note to the shop.
    pub note: Option<String>,
    /// Where it goes.
    pub delivery_address: Option<Address>,
    /// What was agreed beside the lines.
    pub terms: OrderTerms,
    /// ISO 4217 code.
    pub currency: String,
    /// What was ordered.
    pub lines: Vec<OrderLine>,
    /// What it comes to.
    pub totals: Totals,
    /// What happened to it, oldest first.
    pub history: Vec<HistoryEntry>,
}

/// A line of an order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OrderLine {
    /// Position, from 1.
    pub position: u32,
    /// Stock keeping unit.
    pub sku: String,
    /// Name as it was when ordered.
    pub name: String,
    /// Quantity.
    pub quantity: String,
    /// Code of the unit.
    pub unit: String,
    /// What the line holds, where it was not in the product's own unit.
    pub packed: Option<Packed>,
    /// Price of `per` units.
    pub unit_price: String,
    /// Units the price is for, when it is not one.
    pub per: Option<String>,
    /// Net amount.
    pub net: String,
    /// The amount as the visitor is used to it: net or gross.
    pub amount: String,
    /// Tax rate in percent.
    pub tax_rate: String,
    /// Gross amount.
    pub gross: String,
    /// The part of it that waits for stock.
    pub waiting: Option<Waiting>,
}

/// The part of a line that waits for stock.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Waiting {
    /// How many, where the shop tells numbers.
    pub quantity: Option<String>,
    /// Code of the unit they are counted in.
    pub unit: String,
    /// The day from which on they are to be had, ISO, where it is known.
    pub expected_on: Option<String>,
}

/// An address.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Address {
    /// Recipient.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Country code.
    pub country: String,
}

/// Something that happened to an order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HistoryEntry {
    /// Instant in the legal entity's zone, ISO without offset.
    pub at: String,
    /// `placed`, `confirmed`, `cancelled`, …
    pub event: String,
    /// Who did it.
    pub by: Option<String>,
    /// What was said about it.
    pub note: Option<String>,
}

fn numbered(locale: &Locale, id: &str, number: &str) -> String {
    let mut args = FluentArgs::new();
    args.set("number", number.to_owned());
    locale.text_with(id, &args)
}
