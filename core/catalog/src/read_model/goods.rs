//! Products as the search index sees them: their codes, texts, public attributes and category.
//! What is indexed of an attribute follows from what the tenant has defined; another definition is another version.

use std::{
    collections::{BTreeMap, HashSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    sync::Arc,
};

use kontor_contract::attributes::{AttributeKind, AttributeView};
use kontor_kernel::{CategoryId, Locale, ProductId};
use kontor_search::{CodeKind, Document, Goods, Part, Stamp};
use serde_json::Value;

use super::{Product, Snapshot, each_value};
use crate::model::codes::Owner;

/// What everybody may know of the attributes of products.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    /// The attributes' codes that nobody has made private.
    public: HashSet<String>,
    /// What is defined, in each language.
    defined: BTreeMap<Locale, Vec<AttributeView>>,
    /// Another one where anything else would be indexed.
    hash: u64,
    /// Another one where anything else would be shown.
    shown: u64,
}

impl Facts {
    /// From the codes that are public, and the definitions in each language.
    pub fn new(public: HashSet<String>, defined: BTreeMap<Locale, Vec<AttributeView>>) -> Self {
        let mut hasher = DefaultHasher::new();
        let mut sorted: Vec<&String> = public.iter().collect();
        sorted.sort_unstable();
        sorted.hash(&mut hasher);
        for (locale, views) in &defined {
            for view in views {
                let options = view.options.iter().map(|option| (option.code.as_str(), option.label.as_str()));
                (locale, &view.code, options.collect::<Vec<_>>()).hash(&mut hasher);
            }
        }
        let hash = hasher.finish();
        defined.hash(&mut hasher);
        Self { public, defined, hash, shown: hasher.finish() }
    }

    /// Another one where anything else would be shown of attributes.
    pub const fn shown(&self) -> u64 {
        self.shown
    }

    /// Whether everybody may know an attribute.
    pub fn is_public(&self, code: &str) -> bool {
        self.public.contains(code)
    }

    /// What is defined, for a reader.
    pub fn defined(&self, locale: Locale) -> &[AttributeView] {
        self.defined.get(&locale).map_or(&[], Vec::as_slice)
    }

    /// The definition of an attribute, for a reader.
    pub fn definition(&self, code: &str, locale: Locale) -> Option<&AttributeView> {
        self.defined(locale).iter().find(|view| view.code == code)
    }
}

/// The products of a state of the catalogue.
pub(crate) struct Shown {
    pub snapshot: Arc<Snapshot>,
    pub facts: Arc<Facts>,
}

impl Goods for Shown {
    fn stamp(&self) -> Stamp {
        let products = u64::try_from(self.snapshot.products_epoch()).unwrap_or(0);
        Stamp { lineage: self.snapshot.lineage(), state: products ^ self.facts.hash }
    }

    fn places(&self) -> u32 {
        self.snapshot.places()
    }

    fn key(&self, place: u32) -> Option<u128> {
        Some(self.snapshot.at(place)?.id.uuid().as_u128())
    }

    fn place_of(&self, key: u128) -> Option<u32> {
        self.snapshot.place_of(ProductId::from_uuid(uuid::Uuid::from_u128(key)))
    }

    fn version(&self, place: u32) -> Option<u64> {
        let product = self.snapshot.at(place).filter(|product| !product.is_archived)?;
        Some((u64::try_from(product.epoch).unwrap_or(0) ^ self.facts.hash).max(1))
    }

    fn document(&self, place: u32) -> Document {
        let mut document = Document::new();
        if let Some(product) = self.snapshot.at(place) {
            add_codes(&mut document, product);
            add_texts(&mut document, product);
            self.add_attributes(&mut document, product);
            for category in &product.categories {
                document.group(&group(*category));
            }
        }
        document
    }
}

/// Names a category in the index.
pub(crate) fn group(category: CategoryId) -> String {
    category.uuid().simple().to_string()
}

/// The codes that everybody finds a product by. Those of customers and suppliers answer to some only, and are asked for
/// where it is known who asks.
fn add_codes(document: &mut Document, product: &Product) {
    document.code(CodeKind::Sku, &product.sku);
    for code in &product.codes {
        match code.owner {
            Owner::Barcode => document.code(CodeKind::Barcode, &code.code),
            Owner::Manufacturer(_) => document.code(CodeKind::Maker, &code.code),
            Owner::Supplier(_) | Owner::Customer(_) => {}
        }
    }
}

fn add_texts(document: &mut Document, product: &Product) {
    document.text(Part::Name, None, &product.text.name);
    document.text(Part::Prose, None, &product.text.description);
    document.title(None, &product.text.name);
    for (locale, text) in &product.translations {
        document.text(Part::Name, Some(*locale), &text.name);
        document.text(Part::Prose, Some(*locale), &text.description);
        document.title(Some(*locale), &text.name);
    }
}

impl Shown {
    fn add_attributes(&self, document: &mut Document, product: &Product) {
        let attributes = product.attributes.as_object().into_iter().flatten();
        for (code, value) in attributes.filter(|(code, _)| self.facts.is_public(code)) {
            match code_kind(code) {
                Some(kind) => each_value(value, &mut |text| document.code(kind, text)),
                None => self.add_attribute(document, code, value),
            }
        }
    }

    fn add_attribute(&self, document: &mut Document, code: &str, value: &Value) {
        let is_choice = |view: &AttributeView| matches!(view.kind, AttributeKind::Choice | AttributeKind::Choices);
        let known = self.facts.definition(code, Locale::ALL[0]);
        match known {
            // A choice is known by its names, not by its code.
            Some(view) if is_choice(view) => {
                for locale in Locale::ALL {
                    each_value(value, &mut |chosen| {
                        if let Some(label) = option_label(self.facts.definition(code, locale), chosen) {
                            document.text(Part::Fact, Some(locale), label);
                        }
                    });
                }
            }
            Some(view) if matches!(view.kind, AttributeKind::Flag | AttributeKind::Date) => {}
            _ => each_value(value, &mut |text| document.text(Part::Fact, None, text)),
        }
    }
}

/// What an option is called.
pub(crate) fn option_label<'a>(view: Option<&'a AttributeView>, chosen: &str) -> Option<&'a str> {
    let option = view?.options.iter().find(|option| option.code == chosen)?;
    Some(&option.label)
}

/// Attributes that are codes by their usual names.
fn code_kind(attribute: &str) -> Option<CodeKind> {
    match attribute.to_ascii_lowercase().as_str() {
        "ean" | "ean13" | "gtin" | "barcode" | "bar_code" => Some(CodeKind::Barcode),
        "mpn" | "manufacturer_code" => Some(CodeKind::Maker),
        _ => None,
    }
}
