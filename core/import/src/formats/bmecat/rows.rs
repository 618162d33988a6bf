//! What becomes of a product of a catalogue: cells under the names of a kind's columns.
//! Packaging, pictures and relations have no column yet; each is told where it is left out.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{
    Head, LANGUAGES, Row,
    groups::Groups,
    product::{Feature, Price, Product, Text},
};
use crate::{
    csv::{Kind, Problem},
    formats::Notation,
};

/// Units by the codes of UN/ECE recommendation 20, as they are printed; a mapping replaces any of them.
const UNITS: [(&str, &[&str]); 20] = [
    ("pcs", &["C62", "PCE", "H87", "EA", "NAR", "1"]),
    ("kg", &["KGM"]),
    ("g", &["GRM"]),
    ("t", &["TNE"]),
    ("m", &["MTR"]),
    ("cm", &["CMT"]),
    ("mm", &["MMT"]),
    ("m²", &["MTK"]),
    ("m³", &["MTQ"]),
    ("l", &["LTR"]),
    ("ml", &["MLT"]),
    ("set", &["SET"]),
    ("pair", &["PR"]),
    ("pack", &["PK", "XPK", "NMP"]),
    ("box", &["BX", "XBX"]),
    ("carton", &["CT", "XCT"]),
    ("pallet", &["PF", "XPX"]),
    ("roll", &["RO", "XRO"]),
    ("h", &["HUR"]),
    ("100", &["CEN"]),
];

/// Prices before tax. Others are not what a list of ours holds.
const NET_PRICES: [&str; 3] = ["net_list", "net_customer", "net_customer_exp"];

/// A row under construction.
struct Cells {
    kind: Kind,
    row: Row,
}

impl Cells {
    fn new(kind: Kind, line: u64) -> Self {
        let mut row = Row::default();
        row.begin(line);
        Self { kind, row }
    }

    fn set(&mut self, column: &str, text: impl Into<String>) {
        let text = text.into();
        let index = self.kind.columns().iter().position(|known| known.name == column);
        if let Some(index) = index.filter(|_| !text.is_empty()) {
            let line = self.row.line;
            self.row.set(index, text, line, Notation::Plain);
        }
    }
}

fn unit(code: &str) -> String {
    let known = UNITS.iter().find(|(_, codes)| codes.iter().any(|known| known.eq_ignore_ascii_case(code)));
    known.map_or_else(|| code.to_owned(), |(unit, _)| (*unit).to_owned())
}

/// The text in the catalogue's own language: without a language, in the default one, or the first.
fn own<'a>(texts: &'a [Text], head: &Head) -> Option<&'a str> {
    let plain = texts.iter().find(|text| text.language.is_none() || text.language == head.language);
    plain.or_else(|| texts.first()).map(|text| text.text.as_str())
}

fn in_language<'a>(texts: &'a [Text], codes: &[&str]) -> Option<&'a str> {
    let found = texts.iter().find(|text| text.language.as_deref().is_some_and(|language| codes.contains(&language)));
    found.map(|text| text.text.as_str())
}

/// The row of a product.
pub(super) fn product(product: &Product, head: &Head, groups: &Groups) -> Row {
    let mut cells = Cells::new(Kind::Products, product.line);
    cells.set("sku", product.sku.as_str());
    cells.set("name", own(&product.short, head).unwrap_or_default());
    for (tag, codes) in LANGUAGES {
        cells.set(&format!("name_{tag}"), in_language(&product.short, codes).unwrap_or_default());
    }
    cells.set("description", own(&product.long, head).unwrap_or_default());
    cells.set("unit", unit(&product.order_unit));
    cells.set("category", groups.of(&product.sku).map(|(name, _)| name).unwrap_or_default());
    cells.set("weight_g", grams(&product.weight));
    let attributes = attributes(product);
    if !attributes.is_empty() {
        cells.set("attributes", Value::Object(attributes).to_string());
    }
    cells.row
}

/// Kilograms as grams; what is no number stays as it is, and is told by its column.
fn grams(kilograms: &str) -> String {
    match Decimal::from_str_exact(kilograms).ok().and_then(|number| number.checked_mul(Decimal::ONE_THOUSAND)) {
        Some(grams) => grams.normalize().to_string(),
        None => kilograms.to_owned(),
    }
}

fn attributes(product: &Product) -> Map<String, Value> {
    let keywords = product.keywords.join(", ");
    let known = [
        ("ean", product.ean.as_str()),
        ("manufacturer", &product.manufacturer),
        ("manufacturer_sku", &product.manufacturer_sku),
        ("keywords", &keywords),
    ];
    let known = known.into_iter().filter(|(_, text)| !text.is_empty());
    let known = known.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let features = product.features.iter().map(|feature| (feature.name.clone(), shown(feature)));
    known.chain(features).filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, Value::String(text))).collect()
}

/// The values of a feature with their unit, as people write them.
fn shown(feature: &Feature) -> String {
    let values: Vec<&str> = feature.values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
    let joined = values.join(", ");
    if joined.is_empty() || feature.unit.is_empty() { joined } else { format!("{joined} {}", unit(&feature.unit)) }
}

/// Prices that a list takes: net ones, and of several of one tier and first day the first.
fn taken(product: &Product) -> impl Iterator<Item = &Price> {
    let is_net = |price: &&Price| NET_PRICES.contains(&price.kind.as_str());
    let is_first = |price: &Price| {
        let is_same = |other: &&Price| {
            (&other.kind, bound(other), &other.valid_from) == (&price.kind, bound(price), &price.valid_from)
        };
        let same = product.prices.iter().find(is_same);
        same.is_some_and(|first| std::ptr::eq(first, price))
    };
    product.prices.iter().filter(is_net).filter(move |price| is_first(price))
}

fn bound(price: &Price) -> &str {
    if price.lower_bound.is_empty() { "1" } else { &price.lower_bound }
}

/// The rows of a product's prices.
pub(super) fn prices(product: &Product, head: &Head) -> Vec<Row> {
    let row = |price: &Price| {
        let mut cells = Cells::new(Kind::Prices, price.line);
        cells.set("price_list", price.kind.as_str());
        cells.set("sku", product.sku.as_str());
        cells.set("min_quantity", bound(price));
        cells.set("unit_price", amount(price));
        cells.set("per", product.price_quantity.as_str());
        let currency = if price.currency.is_empty() { head.currency.clone() } else { Some(price.currency.clone()) };
        cells.set("currency", currency.unwrap_or_default());
        cells.set("valid_from", price.valid_from.as_str());
        cells.set("valid_to", price.valid_to.as_str());
        cells.row
    };
    taken(product).map(row).collect()
}

/// The price after its factor; what is no number stays as it is, and is told by its column.
fn amount(price: &Price) -> String {
    let number = |text: &str| Decimal::from_str_exact(text).ok();
    match (number(&price.amount), number(&price.factor)) {
        (Some(amount), Some(factor)) => {
            amount.checked_mul(factor).map_or_else(|| price.amount.clone(), |product| product.normalize().to_string())
        }
        _ => price.amount.clone(),
    }
}

/// What of a product is left out.
pub(super) fn notes(product: &Product, kind: Kind, groups: &Groups) -> Vec<Problem> {
    let note = |what: &str| Problem::not_taken(product.line, what).with_value(&product.sku);
    if kind == Kind::Prices {
        let is_taken = |price: &Price| taken(product).any(|one| std::ptr::eq(one, price));
        let left_out = product.prices.iter().filter(|price| !is_taken(price));
        return left_out.map(|price| note(&format!("price_type=\"{}\" from {}", price.kind, bound(price)))).collect();
    }
    let mut notes: Vec<Problem> = product.left_out.iter().map(|element| note(element)).collect();
    notes.extend(packaging(product).map(|packaging| note(&packaging)));
    if groups.of(&product.sku).is_some_and(|(_, has_more)| has_more) {
        notes.push(note("CATALOG_GROUP_ID"));
    }
    notes
}

/// What one order unit holds, where it is more than itself. Packaging units take their place here once rows of products
/// bring them; prices name theirs already.
fn packaging(product: &Product) -> Option<String> {
    let is_itself = product.content_unit.is_empty() || product.content_unit == product.order_unit;
    let count = product.content_per_order_unit.as_str();
    (!is_itself && !matches!(count, "" | "1"))
        .then(|| format!("NO_CU_PER_OU {count} × {}", unit(&product.content_unit)))
}
