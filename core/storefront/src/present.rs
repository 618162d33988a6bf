//! From the shapes of the contract to the views of the pages.
//! Nothing is computed here but words, tones and the legal entity's time.

mod ordering;
mod quick_order;
mod terms;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use kontor_contract::{
    attributes::{AttributeKind, AttributeView},
    catalog, inventory,
};
use kontor_kernel::{Quantity, Timestamp};
use kontor_store::Ctx;
use serde_json::Value;

pub(crate) use self::ordering::{cart, order, order_row, state_code};
pub(crate) use self::quick_order::quick_order;
pub(crate) use self::terms::terms;
use crate::{
    locale::Locale,
    views::{
        Attribute, Availability, Category, CategoryChoice, Code, Document, Expected, Field, KitPart, OwnPriceAnswer,
        Packaging, Packed, Photo, Price, ProductDetail, ProductRow, Related, Style, Tier, UnitChoice, Variant,
    },
};

pub(crate) fn category_choice(category: catalog::CategoryView, chosen: &str) -> CategoryChoice {
    let selected = category.code == chosen;
    CategoryChoice {
        code: category.code,
        name: category.name,
        level: category.level,
        products: category.products,
        selected,
    }
}

/// The label of a value to narrow by: yes and no in words, everything else as it is.
pub(crate) fn facet_value(locale: &Locale, label: &str) -> String {
    match label {
        "true" => locale.text("yes"),
        "false" => locale.text("no"),
        other => other.to_owned(),
    }
}

pub(crate) fn product_row(card: catalog::ProductCard) -> ProductRow {
    ProductRow {
        id: card.id.to_string(),
        sku: card.sku,
        name: card.name,
        category: card.category.map(category),
        units: unit_choices(&card.packagings, &card.unit),
        unit: card.unit,
        price: card.price.map(price),
        availability: availability(&card.availability),
        variants: Some(card.variants).filter(|count| *count > 0),
        added: None,
        added_unit: String::new(),
        field: "unit".to_owned(),
        quantity: Field::of("1"),
        picture: card.picture.map(picture),
    }
}

fn picture(view: catalog::PictureView) -> Photo {
    let catalog::PictureView { alt, src, srcset, width, height } = view;
    let last = srcset.rsplit(", ").next().and_then(|source| source.split(' ').next());
    Photo { largest: last.unwrap_or(&src).to_owned(), alt, src, srcset, width, height, is_later: false }
}

fn document(locale: &Locale, view: catalog::DocumentView) -> Document {
    let kind = match view.kind {
        catalog::DocumentKind::DataSheet => "data_sheet",
        catalog::DocumentKind::SafetySheet => "safety_sheet",
        catalog::DocumentKind::Certificate => "certificate",
        catalog::DocumentKind::Manual => "manual",
        catalog::DocumentKind::Drawing => "drawing",
        catalog::DocumentKind::Other => "other",
    };
    Document {
        title: view.title,
        kind: kind.to_owned(),
        language: view.language.map(|language| language.tag().to_owned()),
        format: view.media_type.ending().to_uppercase(),
        size: file_size(locale, view.bytes),
        href: view.href,
    }
}

/// How large a file is, to a tenth of a megabyte or to a kilobyte; a thousand bytes are one, as file managers say.
fn file_size(locale: &Locale, bytes: i64) -> String {
    let kilobytes = (bytes + 500) / 1_000;
    if kilobytes < 1_000 {
        return format!("{}\u{a0}kB", locale.quantity(&kilobytes.max(1).to_string(), ""));
    }
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}\u{a0}MB", locale.quantity(&format!("{}.{}", tenths / 10, tenths % 10), ""))
}

pub(crate) fn product_detail(
    locale: &Locale,
    detail: catalog::ProductDetail,
    known: &[AttributeView],
) -> ProductDetail {
    let units = unit_choices(&detail.packagings, &detail.unit);
    let mut pictures = detail.pictures.into_iter().map(picture);
    let first = pictures.next();
    let paragraphs = detail.description.split('\n').map(str::trim).filter(|line| !line.is_empty());
    ProductDetail {
        description: paragraphs.map(str::to_owned).collect(),
        attributes: attributes(locale, &detail.attributes, &detail.attribute_units, known),
        weight_g: u64::try_from(detail.weight_g).ok().filter(|grams| *grams > 0),
        tax_rate: Some(detail.tax_rate.to_string()),
        packagings: packagings(locale, detail.packagings),
        codes: detail.codes.into_iter().filter(|code| code.unit.is_none()).map(code).collect(),
        sold: detail.sold,
        replacement: replacement(detail.sold, &detail.related),
        style: detail.style.map(style),
        kit_parts: detail.kit_parts.into_iter().map(kit_part).collect(),
        related: detail.related.into_iter().map(related).collect(),
        why: None,
        product: ProductRow {
            id: detail.id.to_string(),
            sku: detail.sku,
            name: detail.name,
            category: detail.category.map(category),
            unit: detail.unit,
            price: detail.price.map(price),
            availability: availability(&detail.availability),
            variants: None,
            added: None,
            added_unit: String::new(),
            units,
            field: "unit".to_owned(),
            quantity: Field::of("1"),
            picture: first,
        },
        pictures: pictures.collect(),
        documents: detail.documents.into_iter().map(|view| document(locale, view)).collect(),
    }
}

/// The units to order something in; the usual one is chosen. None where that is only its own.
fn unit_choices(units: &[catalog::PackagingView], base_unit: &str) -> Vec<UnitChoice> {
    if units.iter().all(|unit| unit.unit == *base_unit) {
        return Vec::new();
    }
    let choice = |unit: &catalog::PackagingView| UnitChoice {
        selected: unit.usual,
        unit: unit.unit.clone(),
        name: unit.name.clone(),
        holds: per(unit.factor),
        base_unit: base_unit.to_owned(),
        price: unit.price.clone().map(price),
    };
    units.iter().map(choice).collect()
}

/// What a line in a packaging unit holds.
fn packed(unit: &str, factor: Quantity, base: Quantity, base_unit: &str) -> Option<Packed> {
    let is_own = base_unit.is_empty() || unit == base_unit;
    (!is_own).then(|| Packed {
        holds: factor.to_string(),
        base_quantity: base.to_string(),
        base_unit: base_unit.to_owned(),
    })
}

/// Where there is nothing to choose, nothing is shown.
fn packagings(locale: &Locale, units: Vec<catalog::PackagingView>) -> Vec<Packaging> {
    if units.iter().all(|unit| unit.factor == Quantity::ONE) {
        return Vec::new();
    }
    let size = |unit: &catalog::PackagingView| {
        let sides = [unit.length_mm?, unit.width_mm?, unit.height_mm?];
        Some(format!("{} mm", sides.map(|side| locale.quantity(&side.to_string(), "")).join(" × ")))
    };
    let view = |unit: catalog::PackagingView| Packaging {
        size: size(&unit),
        name: unit.name,
        unit: unit.unit,
        holds: unit.factor.to_string(),
        price: unit.price.map(price),
        weight_g: unit.weight_g.filter(|grams| *grams > 0),
        barcode: unit.barcode,
    };
    units.into_iter().map(view).collect()
}

/// What stands in for something that cannot be ordered.
fn replacement(sold: bool, related: &[catalog::RelatedView]) -> Option<ProductRow> {
    let stands_in = |one: &&catalog::RelatedView| !sold && one.kind == catalog::RelationKind::Replacement;
    related.iter().find(stands_in).map(|one| product_row(one.product.clone()))
}

fn style(style: catalog::StyleView) -> Style {
    let variant = |variant: catalog::VariantView| Variant {
        product: product_row(variant.product),
        values: variant.values,
        shown: variant.shown,
    };
    Style {
        name: style.name,
        axes: style.axes.into_iter().map(|axis| axis.label).collect(),
        variants: style.variants.into_iter().map(variant).collect(),
    }
}

fn kit_part(part: catalog::KitPartView) -> KitPart {
    let quantity = part.quantity.to_string();
    KitPart { sku: part.sku, name: part.name, quantity, unit: part.unit, optional: part.optional }
}

fn related(related: catalog::RelatedView) -> Related {
    let kind = match related.kind {
        catalog::RelationKind::Accessory => "accessory",
        catalog::RelationKind::Replacement => "replacement",
        catalog::RelationKind::SparePart => "spare_part",
        catalog::RelationKind::CrossSell => "cross_sell",
    };
    Related { kind: kind.to_owned(), product: product_row(related.product) }
}

fn code(code: catalog::CodeView) -> Code {
    let kind = match code.kind {
        catalog::CodeKind::Sku => "sku",
        catalog::CodeKind::Barcode => "barcode",
        catalog::CodeKind::Manufacturer => "manufacturer",
        catalog::CodeKind::Supplier => "supplier",
        catalog::CodeKind::Customer => "customer",
    };
    Code { kind: kind.to_owned(), owner: code.owner, code: code.code }
}

fn category(category: catalog::CategoryRef) -> Category {
    Category { code: category.code, name: category.name }
}

fn price(price: catalog::PriceView) -> Price {
    let tiers: Vec<Tier> = price.tiers.into_iter().map(tier).collect();
    Price {
        unit_price: price.unit_price,
        currency: price.currency.to_string(),
        per: per(price.per),
        tax_mode: tax_mode(price.tax_mode).to_owned(),
        best_tier: tiers.last().cloned(),
        tiers,
    }
}

fn tier(tier: catalog::TierView) -> Tier {
    Tier { min_quantity: tier.min_quantity.to_string(), unit_price: tier.unit_price }
}

const fn tax_mode(mode: catalog::TaxMode) -> &'static str {
    match mode {
        catalog::TaxMode::Net => "net",
        catalog::TaxMode::Gross => "gross",
    }
}

/// Why a visitor pays what they pay.
pub(crate) fn own_price(told: catalog::OwnPriceExplanation) -> OwnPriceAnswer {
    let (currency, tiers) = (told.currency, told.tiers);
    let price = told.price.map(|price| {
        let tiers: Vec<Tier> = tiers.into_iter().map(tier).collect();
        Price {
            unit_price: price.unit_price,
            currency: currency.to_string(),
            per: per(price.per),
            tax_mode: tax_mode(price.tax_mode).to_owned(),
            best_tier: tiers.last().cloned(),
            tiers,
        }
    });
    OwnPriceAnswer {
        quantity: told.quantity.to_string(),
        unit: told.unit,
        date: told.date.to_string(),
        price,
        tax_rate: told.tax_rate.map(|rate| rate.to_string()),
        reasons: told.reasons,
    }
}

/// A price of one unit says nothing about it.
fn per(per: Quantity) -> Option<String> {
    (per != Quantity::ONE).then(|| per.to_string())
}

fn availability(availability: &inventory::Availability) -> Availability {
    use inventory::AvailabilityState::{Hidden, InStock, Low, NotTracked, OutOfStock};
    let state = match availability.state {
        InStock => "in_stock",
        Low => "low",
        OutOfStock => "out_of_stock",
        NotTracked => "not_tracked",
        Hidden => "",
    };
    let expected = |expected: inventory::ExpectedStock| Expected {
        on: expected.on.to_string(),
        quantity: expected.quantity.map(|quantity| quantity.to_string()),
        is_at_least: expected.is_at_least,
    };
    Availability {
        state: state.to_owned(),
        quantity: availability.quantity.map(|quantity| quantity.to_string()),
        is_at_least: availability.is_at_least,
        backorder: availability.backorder && availability.state == OutOfStock,
        expected: availability.expected.map(expected),
    }
}

/// A product's attributes: by the labels and in the order that the tenant gave them, or by their names where it has
/// defined none.
fn attributes(
    locale: &Locale,
    attributes: &Value,
    units: &BTreeMap<String, String>,
    known: &[AttributeView],
) -> Vec<Attribute> {
    let fields = attributes.as_object();
    let in_unit = |code: &str, value: String| match units.get(code) {
        Some(unit) => format!("{value} {}", locale.unit(unit)),
        None => value,
    };
    if known.is_empty() {
        let named = |(name, value): (&String, &Value)| {
            Some(Attribute { name: name.clone(), value: in_unit(name, plain(value)?) })
        };
        return fields.into_iter().flatten().filter_map(named).collect();
    }
    let labelled = |view: &AttributeView| {
        let value = attribute_text(locale, view, fields?.get(&view.code)?)?;
        Some(Attribute { name: view.label.clone(), value: in_unit(&view.code, value) })
    };
    known.iter().filter_map(labelled).collect()
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The value of an attribute in words: entries by their labels, yes and no, numbers and days as the language writes them.
pub(crate) fn attribute_text(locale: &Locale, view: &AttributeView, value: &Value) -> Option<String> {
    let label = |code: &str| {
        let option = view.options.iter().find(|option| option.code == code);
        option.map_or_else(|| code.to_owned(), |option| option.label.clone())
    };
    let text = match (view.kind, value) {
        (AttributeKind::Flag, Value::Bool(is_so)) => locale.text(if *is_so { "yes" } else { "no" }),
        (AttributeKind::Number, value) => locale.quantity(&plain(value)?, ""),
        (AttributeKind::Date, Value::String(day)) => locale.date(day),
        (AttributeKind::Choice, Value::String(code)) => label(code),
        (AttributeKind::Choices, Value::Array(codes)) => {
            codes.iter().filter_map(Value::as_str).map(label).collect::<Vec<_>>().join(", ")
        }
        (_, value) => plain(value)?,
    };
    (!text.is_empty()).then_some(text)
}

/// The day of an instant where the shop's books are kept.
pub(crate) fn day(locale: &Locale, ctx: &Ctx, at: Timestamp) -> String {
    locale.date(&local(at, &zone_of(ctx)))
}

/// Day and time of an instant where the shop's books are kept.
pub(crate) fn moment(locale: &Locale, ctx: &Ctx, at: Timestamp) -> String {
    locale.date_time(&local(at, &zone_of(ctx)))
}

fn zone_of(ctx: &Ctx) -> TimeZone {
    let name = ctx.channel().map_or("UTC", |channel| channel.legal_entity.time_zone.as_str());
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// An instant as the legal entity's clock shows it, ISO without offset.
pub(crate) fn local(at: Timestamp, zone: &TimeZone) -> String {
    let instant = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    instant.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use kontor_contract::attributes::OptionView;

    use super::*;

    #[test]
    fn instants_are_shown_in_the_legal_entity_s_time() {
        let warsaw = TimeZone::get("Europe/Warsaw").unwrap();
        let at: Timestamp = "2026-12-31T23:30:00Z".parse().unwrap();
        assert_eq!(local(at, &warsaw), "2027-01-01T00:30:00");
    }

    #[test]
    fn a_price_of_one_unit_names_no_quantity() {
        assert_eq!(per(Quantity::ONE), None);
        assert_eq!(per("100".parse().unwrap()), Some("100".to_owned()));
    }

    #[test]
    fn attributes_show_texts_and_numbers() {
        let locale = Locale::new("pl", &["yes = tak\n"]).unwrap();
        let free = serde_json::json!({ "Thread": "M8", "Length": 40, "internal": { "a": 1 } });
        assert_eq!(pairs(&attributes(&locale, &free, &BTreeMap::new(), &[])), [("Length", "40"), ("Thread", "M8")]);
    }

    #[test]
    fn attributes_that_the_tenant_defined_show_labels_of_themselves_and_of_their_entries() {
        let locale = Locale::new("pl", &["yes = tak\n"]).unwrap();
        let option = |code: &str, label: &str| OptionView { code: code.into(), label: label.into() };
        let view = |code: &str, label: &str, kind| AttributeView {
            code: code.into(),
            label: label.into(),
            help: String::new(),
            kind,
            is_required: false,
            is_public: true,
            options: vec![option("zn", "ocynk"), option("a2", "nierdzewna")],
        };
        let known = [
            view("finish", "Wykończenie", AttributeKind::Choices),
            view("length", "Długość", AttributeKind::Number),
            view("food", "Do żywności", AttributeKind::Flag),
            view("none", "Nic", AttributeKind::Text),
        ];
        let values = serde_json::json!({ "finish": ["a2", "zn"], "length": "12.5", "food": true, "gone": "x" });
        let shown = attributes(&locale, &values, &BTreeMap::new(), &known);
        let expected = [("Wykończenie", "nierdzewna, ocynk"), ("Długość", "12,5"), ("Do żywności", "tak")];
        assert_eq!(pairs(&shown), expected);
    }

    fn pairs(shown: &[Attribute]) -> Vec<(&str, &str)> {
        shown.iter().map(|attribute| (attribute.name.as_str(), attribute.value.as_str())).collect()
    }
}
