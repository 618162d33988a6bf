//! The product list and the product page.
//! Names follow the JSON interface, so that both surfaces speak of the same things.

use serde::Serialize;

use super::{Choice, Field, Link, Pager, View};
use crate::locale::Locale;

/// The list of products with its search, filters and pages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProductList {
    /// Words searched for.
    pub q: String,
    /// Code of the category shown; empty for all.
    pub category: String,
    /// Name of the category shown.
    pub category_name: Option<String>,
    /// Order of the list, as in the address.
    pub sort: String,
    /// Categories to narrow to.
    pub categories: Vec<CategoryChoice>,
    /// Orders to choose from.
    pub sorts: Vec<Choice>,
    /// Attributes to narrow to, as they stand in the address.
    pub filter: String,
    /// What the list can be narrowed by besides categories.
    pub facets: Vec<FacetChoice>,
    /// Where everything stands that the words find, whatever else was chosen; nothing where nothing else was.
    pub all_url: Option<String>,
    /// Words that may have been meant, with the list they lead to.
    pub did_you_mean: Option<Link>,
    /// Whether nothing has all words, so that these have most of them.
    pub most_words: bool,
    /// Why the list is not in the order that was chosen, in a sentence.
    pub not_sorted: Option<String>,
    /// The products of this page.
    pub items: Vec<ProductRow>,
    /// Where in the whole list they are.
    pub pager: Pager,
}

impl View for ProductList {
    const TEMPLATE: &'static str = "pages/products";

    fn title(&self, locale: &Locale) -> String {
        self.category_name.clone().unwrap_or_else(|| locale.text("products-title"))
    }
}

/// A category as a filter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CategoryChoice {
    /// The category's code.
    pub code: String,
    /// Its name in the visitor's language.
    pub name: String,
    /// How deep it stands; roots stand at 0.
    pub level: usize,
    /// Products in it.
    pub products: u64,
    /// Whether it is the one shown.
    pub selected: bool,
}

/// Something that the list can be narrowed by.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FacetChoice {
    /// What it is called.
    pub label: String,
    /// Its values.
    pub values: Vec<FacetLink>,
}

/// A value that the list can be narrowed to, or that is chosen and can be let go.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FacetLink {
    /// What it is called.
    pub label: String,
    /// Products that have it.
    pub products: u64,
    /// Whether it is chosen.
    pub selected: bool,
    /// The list with it, or without it where it is chosen.
    pub url: String,
}

/// A product's category.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Category {
    /// The category's code.
    pub code: String,
    /// Its name in the visitor's language.
    pub name: String,
}

/// A product in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProductRow {
    /// The product's id; marks its row.
    pub id: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Name in the visitor's language.
    pub name: String,
    /// Its category, if it has one.
    pub category: Option<Category>,
    /// Code of the unit it is sold in.
    pub unit: String,
    /// The visitor's price; `None` where there is none or it is hidden.
    pub price: Option<Price>,
    /// Stock as far as the visitor may see it.
    pub availability: Availability,
    /// As how many variants it is sold; none where it is sold itself.
    pub variants: Option<usize>,
    /// Quantity that was added to the cart just now.
    pub added: Option<String>,
    /// The unit it was added in.
    pub added_unit: String,
    /// The quantity field: what was typed, or the least quantity that can be ordered.
    pub quantity: Field,
    /// The units it can be ordered in; none where that is only its own.
    pub units: Vec<UnitChoice>,
    /// The name of the field in which one of them is chosen.
    pub field: String,
    /// The picture that stands for it; a tile is drawn where there is none.
    pub picture: Option<Photo>,
}

/// A picture of a product.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Photo {
    /// What it shows.
    pub alt: String,
    /// Address of a middling size.
    pub src: String,
    /// Addresses of all sizes, with their widths.
    pub srcset: String,
    /// Address of the largest size.
    pub largest: String,
    /// Width of the largest size in pixels.
    pub width: u32,
    /// Height of the largest size in pixels.
    pub height: u32,
    /// Whether it stands below what is seen first.
    pub is_later: bool,
}

/// A document to be saved.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// `data_sheet`, `safety_sheet`, `certificate`, `manual`, `drawing` or `other`.
    pub kind: String,
    /// Tag of the language it is written in, where that is said.
    pub language: Option<String>,
    /// What its file is, `PDF`.
    pub format: String,
    /// How large it is, `1.2 MB`.
    pub size: String,
    /// Its address.
    pub href: String,
}

/// A unit to order something in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UnitChoice {
    /// The unit's code.
    pub unit: String,
    /// Its name in the visitor's language.
    pub name: String,
    /// How many of the product's own unit it holds, when that is not one.
    pub holds: Option<String>,
    /// Code of the product's own unit.
    pub base_unit: String,
    /// The visitor's price of it, where it is shown.
    pub price: Option<Price>,
    /// Whether it is the one chosen.
    pub selected: bool,
}

/// A price for this visitor.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Price {
    /// Price of `per` units.
    pub unit_price: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Units the price is for, when it is not one: `"100"`.
    pub per: Option<String>,
    /// `net` or `gross`.
    pub tax_mode: String,
    /// Prices from larger quantities on, rising.
    pub tiers: Vec<Tier>,
    /// The lowest of the tiers.
    pub best_tier: Option<Tier>,
}

/// A price from a quantity on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tier {
    /// The quantity it begins with.
    pub min_quantity: String,
    /// The price from there on.
    pub unit_price: String,
}

/// Stock in words and, where the tenant shows it, in numbers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Availability {
    /// `in_stock`, `low`, `out_of_stock` or `not_tracked`; empty where nothing is told.
    pub state: String,
    /// Quantity available to promise.
    pub quantity: Option<String>,
    /// Whether there is more than `quantity`.
    pub is_at_least: bool,
    /// Whether more may be ordered than there is.
    pub backorder: bool,
    /// When more is to be had.
    pub expected: Option<Expected>,
}

/// When more of a product is to be had.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Expected {
    /// The day.
    pub on: String,
    /// Quantity available to promise then.
    pub quantity: Option<String>,
    /// Whether there is more than `quantity`.
    pub is_at_least: bool,
}

/// One product.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProductDetail {
    /// What lists show of it too.
    pub product: ProductRow,
    /// Description in paragraphs.
    pub description: Vec<String>,
    /// Attributes with names for reading.
    pub attributes: Vec<Attribute>,
    /// Weight of one unit in grams.
    pub weight_g: Option<u64>,
    /// Tax rate in percent.
    pub tax_rate: Option<String>,
    /// The units it can be ordered in; none where that is only its own.
    pub packagings: Vec<Packaging>,
    /// Codes that others know it by.
    pub codes: Vec<Code>,
    /// Whether it can be ordered.
    pub sold: bool,
    /// What stands in for it, where it is no longer sold.
    pub replacement: Option<ProductRow>,
    /// The style it is, or whose variant it is.
    pub style: Option<Style>,
    /// The parts of a kit.
    pub kit_parts: Vec<KitPart>,
    /// Other products that belong to it.
    pub related: Vec<Related>,
    /// Its further pictures.
    pub pictures: Vec<Photo>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// Where the visitor may ask why they pay what they pay.
    pub why: Option<OwnPrice>,
}

/// The question why the visitor pays what they pay, and the answer once it was asked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OwnPrice {
    /// How many.
    pub quantity: Field,
    /// The units to choose from; none where there is only the product's own.
    pub units: Vec<UnitChoice>,
    /// The name of the field in which one of them is chosen.
    pub field: String,
    /// Code of the product's own unit.
    pub unit: String,
    /// The day, ISO.
    pub date: Field,
    /// The first day that can be asked for, ISO.
    pub first_date: String,
    /// Whether it was asked.
    pub asked: bool,
    /// Why it cannot be answered, where no field says it.
    pub error: Option<String>,
    /// The answer.
    pub answer: Option<OwnPriceAnswer>,
}

/// Why the visitor pays what they pay.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OwnPriceAnswer {
    /// How many were asked for.
    pub quantity: String,
    /// The unit they were asked for in.
    pub unit: String,
    /// The day, ISO.
    pub date: String,
    /// The price; `None` where there is none.
    pub price: Option<Price>,
    /// Tax rate in percent.
    pub tax_rate: Option<String>,
    /// Why, one sentence after the other.
    pub reasons: Vec<String>,
}

/// A product that is sold as its variants.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Style {
    /// Its name in the visitor's language.
    pub name: String,
    /// In what its variants differ.
    pub axes: Vec<String>,
    /// What it is sold as.
    pub variants: Vec<Variant>,
}

/// A variant of a style.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Variant {
    /// What lists show of it.
    pub product: ProductRow,
    /// Its values, one for each axis.
    pub values: Vec<String>,
    /// Whether this page is its own.
    pub shown: bool,
}

/// A part of a kit.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KitPart {
    /// Stock keeping unit.
    pub sku: String,
    /// Its name in the visitor's language.
    pub name: String,
    /// How many one kit holds.
    pub quantity: String,
    /// The unit it is counted in.
    pub unit: String,
    /// Whether it comes only where it is asked for.
    pub optional: bool,
}

/// Another product that belongs to one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Related {
    /// `accessory`, `replacement`, `spare_part` or `cross_sell`.
    pub kind: String,
    /// What lists show of it.
    pub product: ProductRow,
}

/// A unit that a product can be ordered in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Packaging {
    /// Its name in the visitor's language.
    pub name: String,
    /// The unit's code.
    pub unit: String,
    /// How many of the product's own unit it holds.
    pub holds: String,
    /// The visitor's price of it; `None` where there is none or it is hidden.
    pub price: Option<Price>,
    /// Weight of one of it in grams.
    pub weight_g: Option<i64>,
    /// Length, width and height in millimetres.
    pub size: Option<String>,
    /// The barcode on it.
    pub barcode: Option<String>,
}

/// A code that others know a product by.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Code {
    /// `barcode`, `manufacturer`, `supplier` or `customer`.
    pub kind: String,
    /// The maker or supplier, where one is named.
    pub owner: Option<String>,
    /// The code.
    pub code: String,
}

impl View for ProductDetail {
    const TEMPLATE: &'static str = "pages/product";

    fn title(&self, _: &Locale) -> String {
        self.product.name.clone()
    }
}

/// A product attribute.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Attribute {
    /// What it is.
    pub name: String,
    /// How much or which.
    pub value: String,
}
