//! `shipping/quote` and `shipping/surcharge`: in which ways can this be sent, and what does each cost?
//! The first is asked whenever a cart or order is computed, the second of the way that was chosen.

use kontor_kernel::{Amount, BusinessDate, ChannelId, Currency, Locale, ProductId, Quantity};
use serde::{Deserialize, Serialize};

use crate::{FailurePolicy, HookPoint, Party};

/// Asked whenever a cart or order with goods is computed. The ways of all modules are offered, in the order of the modules.
pub struct ShippingQuote;

impl HookPoint for ShippingQuote {
    type Input = Shipment;
    type Output = Vec<ShippingOffer>;
    const NAME: &'static str = "shipping/quote";
    const ON_FAILURE: FailurePolicy = FailurePolicy::Refuse;
}

/// Asked of the way in which goods are sent, once it is known.
pub struct ShippingSurcharge;

impl HookPoint for ShippingSurcharge {
    type Input = ChosenShipping;
    type Output = Vec<Surcharge>;
    const NAME: &'static str = "shipping/surcharge";
    const ON_FAILURE: FailurePolicy = FailurePolicy::Refuse;
}

/// Goods on their way to a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shipment {
    /// Who buys.
    pub company: Party,
    /// By which channel.
    pub channel: ChannelId,
    /// Where the goods go.
    pub destination: Destination,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The date of the order in the legal entity's zone.
    pub date: BusinessDate,
    /// The language of names and notes.
    pub locale: Locale,
    /// The goods; services are not sent.
    pub lines: Vec<ShipmentLine>,
    /// What the goods cost without tax, after all discounts.
    pub goods_net: Amount,
}

/// Where goods go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Destination {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// As the address has it; empty where it has none.
    pub postal_code: String,
    /// The city.
    pub city: String,
}

/// Goods of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShipmentLine {
    /// The line's place, from 1.
    pub position: u32,
    /// The product.
    pub product: ProductId,
    /// The product's code.
    pub sku: String,
    /// The codes of its categories, with those above them.
    pub categories: Vec<String>,
    /// How many of the product's own unit.
    pub quantity: Quantity,
    /// The unit the line is ordered in.
    pub unit: String,
    /// Net amount of the line, after all discounts.
    pub net: Amount,
    /// Weight of the whole line in grams.
    pub weight_g: i64,
    /// In which units it is packed, the largest first; its own unit is the last one.
    pub packings: Vec<Packing>,
}

/// A unit in which a product is packed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Packing {
    /// The unit's code.
    pub unit: String,
    /// How many of the product's own unit it holds.
    pub factor: Quantity,
    /// Weight of one, packed, in grams; what it holds where nothing is said of the packing.
    pub weight_g: i64,
    /// Its size, where it is known.
    pub size: Option<PackingSize>,
}

/// The outer size of something packed, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PackingSize {
    /// The longest side on the floor.
    pub length_mm: u32,
    /// The other side on the floor.
    pub width_mm: u32,
    /// Upwards.
    pub height_mm: u32,
}

/// A way to send a shipment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingOffer {
    /// Its code, which stays and is unique among all ways of a tenant.
    pub code: String,
    /// Its name in the language of the question.
    pub name: String,
    /// What it costs without tax, in the currency of the question; zero is free.
    pub net: Amount,
    /// Whether that is charged with the order and shown to buyers. Otherwise staff are told, and settle it later.
    pub is_charged: bool,
    /// The tax class of freight, `standard` or another.
    pub tax_class: String,
    /// What the buyer may like to know, such as how much more would be carried free.
    pub notes: Vec<String>,
    /// How the price came about, a sentence for each step, for staff.
    pub steps: Vec<String>,
    /// How many parcels are estimated.
    pub parcels: u32,
    /// How many pallets are estimated.
    pub pallets: u32,
    /// What all of it weighs, in grams.
    pub weight_g: i64,
}

/// A shipment, and the way in which it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChosenShipping {
    /// What is sent.
    pub shipment: Shipment,
    /// How it is sent.
    pub offer: ShippingOffer,
}

/// What a way costs beyond its own price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surcharge {
    /// Its code, which stays.
    pub code: String,
    /// Its name in the language of the question.
    pub name: String,
    /// What it costs without tax, in the currency of the question.
    pub net: Amount,
    /// Its tax class.
    pub tax_class: String,
}
