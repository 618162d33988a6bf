//! What becomes of a product of a catalogue: cells under the names of a kind's columns.
//! Pictures and relations have no column yet; each is told where it is left out.

use kontor_contract::imports::{PackagingRow, in_one_cell};
use kontor_kernel::Quantity;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{
    Head, LANGUAGES, Row,
    groups::Groups,
    product::{Feature, PackingUnit, Price, Product, Text},
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
    cells.set("category", groups.of(&product.sku).map(|(name, _)| name).unwrap_or_default());
    identify(&mut cells, product, head);
    match Packed::of(product) {
        Some(packed) => {
            cells.set("unit", unit(&product.content_unit));
            cells.set("packagings", packed.written(product));
        }
        None => {
            cells.set("unit", unit(&product.order_unit));
            cells.set("weight_g", grams(&product.weight));
            cells.set("gtin", in_one_cell(product.gtins.iter().map(String::as_str)));
            cells.set("packagings", outer(product, Quantity::ONE).join(" | "));
        }
    }
    let attributes = attributes(product);
    if !attributes.is_empty() {
        cells.set("attributes", Value::Object(attributes).to_string());
    }
    cells.row
}

/// The numbers of maker and supplier.
fn identify(cells: &mut Cells, product: &Product, head: &Head) {
    if !product.manufacturer_sku.is_empty() {
        cells.set("manufacturer", in_one_cell([product.manufacturer.as_str()]));
        cells.set("manufacturer_code", in_one_cell([product.manufacturer_sku.as_str()]));
    }
    if let Some(supplier) = &head.supplier {
        cells.set("supplier", in_one_cell([supplier.as_str()]));
        cells.set("supplier_code", in_one_cell([product.sku.as_str()]));
    }
}

/// An order unit that holds several content units. The product is counted in these, and ordered by the order unit.
struct Packed {
    unit: String,
    /// How many content units it holds, as it is written.
    count: String,
}

impl Packed {
    fn of(product: &Product) -> Option<Self> {
        let is_itself = product.content_unit.is_empty() || product.content_unit == product.order_unit;
        let count = product.content_per_order_unit.as_str();
        let is_one = count.is_empty() || count.parse() == Ok(Quantity::ONE);
        // Two codes may stand for one unit of ours.
        let unit_of = (unit(&product.order_unit), unit(&product.content_unit));
        (!is_itself && !is_one && unit_of.0 != unit_of.1).then(|| Self { unit: unit_of.0, count: count.to_owned() })
    }

    /// The packaging units of the product: its content unit, which is not ordered by itself, the order unit with what is
    /// said of it, and what that is packed in.
    fn written(&self, product: &Product) -> String {
        let Ok(factor) = self.count.parse::<Quantity>() else {
            // What is no number is told by its column.
            return format!("{}={}", self.unit, self.count);
        };
        let own = PackagingRow { is_orderable: false, ..PackagingRow::new("", Quantity::ONE) };
        let ordered = PackagingRow {
            weight_g: grams(&product.weight).parse().ok(),
            gtin: product.gtins.first().cloned(),
            is_usual: true,
            ..PackagingRow::new(self.unit.as_str(), factor)
        };
        let inner = PackagingRow::in_one_cell(&[own, ordered]);
        std::iter::once(inner).chain(outer(product, factor)).collect::<Vec<_>>().join(" | ")
    }
}

/// How many order units a packing unit holds, where it always holds the same.
fn held(packing: &PackingUnit) -> Option<Quantity> {
    let least: Quantity = packing.least.parse().ok()?;
    let most = if packing.most.is_empty() { None } else { Some(packing.most.parse::<Quantity>().ok()?) };
    (most == Some(least) && least > Quantity::ONE && !packing.code.is_empty()).then_some(least)
}

/// The packing units that always hold the same, counted in the product's own unit.
fn outer(product: &Product, per_order_unit: Quantity) -> Vec<String> {
    let packing = |packing: &PackingUnit| {
        let held = Decimal::from_str_exact(&held(packing)?.to_string()).ok()?;
        let per = Decimal::from_str_exact(&per_order_unit.to_string()).ok()?;
        let factor = held.checked_mul(per)?.normalize().to_string().parse().ok()?;
        Some(PackagingRow::in_one_cell(&[PackagingRow::new(unit(&packing.code), factor)]))
    };
    product.packing_units.iter().filter_map(packing).collect()
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
    let known = [("manufacturer", product.manufacturer.as_str()), ("keywords", &keywords)];
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
        cells.set("unit", Packed::of(product).map(|packed| packed.unit).unwrap_or_default());
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
    notes.extend(
        product.packing_units.iter().filter(|packing| held(packing).is_none()).map(|packing| {
            note(&format!("PACKING_UNIT {} for {}–{}", unit(&packing.code), packing.least, packing.most))
        }),
    );
    if Packed::of(product).is_some() {
        notes.extend(product.gtins.iter().skip(1).map(|gtin| note(&format!("INTERNATIONAL_PID {gtin}"))));
    }
    if groups.of(&product.sku).is_some_and(|(_, has_more)| has_more) {
        notes.push(note("CATALOG_GROUP_ID"));
    }
    notes
}
