//! Products and prices in chunks of 256 places, so that a change of one row replaces one small chunk.
//! A product keeps its place for as long as the snapshot's tenant stays in memory; archived ones keep theirs, too.

use std::sync::Arc;

use kontor_contract::catalog::ProductKind;
use kontor_kernel::{CategoryId, Locale, ProductId, Timestamp, sort_key};

use crate::{
    entities::{product, product_text},
    model::price::Tier,
};

/// How many products share a chunk.
pub(super) const CHUNK: usize = 256;

/// A name and description in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    /// The name.
    pub name: Box<str>,
    /// What it is sorted and searched by.
    pub name_key: Box<str>,
    /// What it is.
    pub description: Box<str>,
}

/// A product as pages and prices need it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its code as the tenant writes it.
    pub sku: Box<str>,
    /// What its code is compared by.
    pub sku_key: Box<str>,
    /// What its code is searched by.
    pub sku_fold: Box<str>,
    /// In the tenant's own language.
    pub text: Text,
    /// In other languages.
    pub translations: Box<[(Locale, Text)]>,
    /// Goods or a service.
    pub kind: ProductKind,
    /// Its unit of measure.
    pub unit: Box<str>,
    /// How many decimals a quantity may have, 0 to 6.
    pub quantity_decimals: u8,
    /// Weight of one unit in grams.
    pub weight_g: i64,
    /// Its tax class.
    pub tax_class: Box<str>,
    /// Its category.
    pub category: Option<CategoryId>,
    /// Attributes by name.
    pub attributes: serde_json::Value,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it is no longer sold.
    pub is_archived: bool,
    /// The epoch of its last change.
    pub epoch: i64,
}

impl Product {
    /// From its rows.
    pub fn from_rows(row: product::Model, texts: Vec<product_text::Model>) -> Self {
        let is_archived = row.archived_at.is_some();
        let translation = |text: product_text::Model| {
            let locale = text.locale;
            (locale, Text::new(text.name, text.name_key, text.description))
        };
        Self {
            id: row.id,
            sku_fold: sort_key(&row.sku).into(),
            sku: row.sku.into(),
            sku_key: row.sku_key.into(),
            // Nobody reads the prose of what is archived.
            text: Text::new(row.name, row.name_key, if is_archived { String::new() } else { row.description }),
            translations: if is_archived { Box::default() } else { texts.into_iter().map(translation).collect() },
            kind: row.kind.into(),
            unit: row.unit.into(),
            quantity_decimals: u8::try_from(row.quantity_decimals).unwrap_or(0).min(6),
            weight_g: row.weight_g,
            tax_class: row.tax_class.into(),
            category: row.category_id,
            attributes: if is_archived { serde_json::Value::Null } else { row.attributes },
            created_at: row.created_at,
            is_archived,
            epoch: row.epoch,
        }
    }

    /// Name and description in a language, or in the tenant's own where there is no translation.
    pub fn text(&self, locale: Locale) -> &Text {
        let translation = self.translations.iter().find(|(known, _)| *known == locale);
        translation.map_or(&self.text, |(_, text)| text)
    }

    /// Whether the other one stands elsewhere in some list.
    pub(super) fn is_ordered_like(&self, other: &Self) -> bool {
        let keys = |product: &Self| {
            product.translations.iter().map(|(locale, text)| (*locale, text.name_key.clone())).collect::<Vec<_>>()
        };
        self.text.name_key == other.text.name_key
            && self.sku_key == other.sku_key
            && self.category == other.category
            && self.is_archived == other.is_archived
            && self.created_at == other.created_at
            && keys(self) == keys(other)
    }

    /// Bytes it takes, roughly.
    pub(super) fn bytes(&self) -> usize {
        let texts = std::iter::once(&self.text).chain(self.translations.iter().map(|(_, text)| text));
        let texts: usize = texts.map(|text| text.name.len() + text.name_key.len() + text.description.len()).sum();
        let codes = self.sku.len() + self.sku_key.len() + self.sku_fold.len() + self.unit.len() + self.tax_class.len();
        size_of::<Self>()
            + texts
            + codes
            + self.translations.len() * size_of::<(Locale, Text)>()
            + json_bytes(&self.attributes)
    }
}

impl Text {
    fn new(name: String, name_key: String, description: String) -> Self {
        Self { name: name.into(), name_key: name_key.into(), description: description.into() }
    }
}

fn json_bytes(value: &serde_json::Value) -> usize {
    let inner = match value {
        serde_json::Value::String(text) => text.len(),
        serde_json::Value::Array(items) => items.iter().map(json_bytes).sum(),
        serde_json::Value::Object(fields) => {
            fields.iter().map(|(name, value)| name.len() + 32 + json_bytes(value)).sum()
        }
        _ => 0,
    };
    size_of::<serde_json::Value>() + inner
}

/// Products of 256 places.
#[derive(Debug, Clone, Default)]
pub(super) struct ProductChunk {
    pub products: Vec<Arc<Product>>,
    pub bytes: usize,
}

/// Prices of one list for the products of one chunk, by place and then quantity.
#[derive(Debug, Clone, Default)]
pub(super) struct PriceChunk {
    places: Vec<u8>,
    tiers: Vec<Tier>,
}

impl PriceChunk {
    /// The tiers of the product at a place of the chunk, rising by quantity.
    pub fn tiers(&self, place: u8) -> &[Tier] {
        let from = self.places.partition_point(|known| *known < place);
        let count = self.places[from..].partition_point(|known| *known == place);
        &self.tiers[from..from + count]
    }

    /// The same chunk with one price set, or taken out.
    pub fn set(&mut self, place: u8, tier: Tier, is_archived: bool) {
        let key = (place, tier.min_quantity);
        let found = self.position(key);
        match (found, is_archived) {
            (Ok(at), false) => self.tiers[at] = tier,
            (Ok(at), true) => {
                self.places.remove(at);
                self.tiers.remove(at);
            }
            (Err(at), false) => {
                self.places.insert(at, place);
                self.tiers.insert(at, tier);
            }
            (Err(_), true) => {}
        }
    }

    fn position(&self, key: (u8, kontor_kernel::Quantity)) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.places.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match (self.places[middle], self.tiers[middle].min_quantity).cmp(&key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Ok(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    /// Bytes it takes, roughly.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.places.len() * (1 + size_of::<Tier>())
    }
}
