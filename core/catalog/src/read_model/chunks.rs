//! Products and prices in chunks of 256 places, so that a change of one row replaces one small chunk.
//! A product keeps its place for as long as the snapshot's tenant stays in memory; archived ones keep theirs, too.

use std::sync::Arc;

use kontor_contract::catalog::{ProductKind, RelationKind};
use kontor_kernel::{BusinessDate, CategoryId, ChannelId, Locale, ProductId, Quantity, Timestamp, code_key, sort_key};

use crate::{
    entities::{
        axis, channel_state, customer_code, kit_part, medium, packaging, product, product_category, product_code,
        product_text, relation, variant,
    },
    model::{
        codes::{Code, Owner},
        kits::Part,
        media::Medium,
        packaging::{OrderUnit, Packaging, Size, order_units},
        price::{Tier, Unit},
        publication::State,
        units::Units,
    },
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

/// A product's rows, each with the epoch of the product.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ProductRows {
    pub product: product::Model,
    pub texts: Vec<product_text::Model>,
    pub packagings: Vec<packaging::Model>,
    pub codes: Vec<product_code::Model>,
    pub customer_codes: Vec<customer_code::Model>,
    pub axes: Vec<axis::Model>,
    /// The style it is a variant of, at the most one.
    pub styles: Vec<variant::Model>,
    /// What it is sold as, where it is a style.
    pub variants: Vec<variant::Model>,
    pub relations: Vec<relation::Model>,
    pub kit_parts: Vec<kit_part::Model>,
    pub categories: Vec<product_category::Model>,
    pub channel_states: Vec<channel_state::Model>,
    pub media: Vec<medium::Model>,
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
    /// What the code of its unit is compared by.
    pub unit_key: Box<str>,
    /// Its packaging units in their order; its own unit among them where more is known of it.
    pub packagings: Box<[Packaging]>,
    /// The codes that others know it by.
    pub codes: Box<[Code]>,
    /// The attributes in which its variants differ; it is a style where there are any.
    pub axes: Box<[Box<str>]>,
    /// The style it is a variant of.
    pub style: Option<ProductId>,
    /// Its variants in their order.
    pub variants: Box<[ProductId]>,
    /// What others are to it, in their order.
    pub relations: Box<[(RelationKind, ProductId)]>,
    /// Its parts; it is a kit where there are any.
    pub parts: Box<[Part]>,
    /// Its pictures and documents in their order.
    pub media: Box<[Medium]>,
    /// How many decimals a quantity may have, 0 to 6.
    pub quantity_decimals: u8,
    /// Weight of one unit in grams.
    pub weight_g: i64,
    /// Its tax class.
    pub tax_class: Box<str>,
    /// The categories it lies in, first the one it is usually found in.
    pub categories: Box<[CategoryId]>,
    /// Attributes by name.
    pub attributes: serde_json::Value,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it is no longer sold.
    pub is_archived: bool,
    /// How far it has come on its way into the shop.
    pub state: State,
    /// How far it has come on single channels, where that is different.
    pub channel_states: Box<[(ChannelId, State)]>,
    /// The epoch of its last change.
    pub epoch: i64,
}

impl Product {
    /// From its rows.
    pub fn from_rows(rows: ProductRows) -> Self {
        let ProductRows { product: row, texts, packagings, codes, customer_codes, .. } = rows;
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
            unit_key: code_key(&row.unit).into(),
            unit: row.unit.into(),
            packagings: packagings_of(packagings),
            codes: codes_of(codes, customer_codes),
            axes: in_order(rows.axes, |row| row.position, |row| row.attribute.into()),
            style: rows.styles.first().map(|row| row.style_id),
            variants: in_order(rows.variants, |row| row.position, |row| row.product_id),
            relations: in_order(rows.relations, |row| row.position, |row| (row.kind.into(), row.related_id)),
            parts: in_order(rows.kit_parts, |row| row.position, Part::from),
            media: in_order(rows.media, |row| row.position, Medium::from),
            quantity_decimals: u8::try_from(row.quantity_decimals).unwrap_or(0).min(6),
            weight_g: row.weight_g,
            tax_class: row.tax_class.into(),
            categories: categories_of(row.category_id, &rows.categories),
            attributes: if is_archived { serde_json::Value::Null } else { row.attributes },
            created_at: row.created_at,
            is_archived,
            state: row.state.map_or(State::Published, State::from),
            channel_states: rows.channel_states.iter().map(|row| (row.channel_id, row.state.into())).collect(),
            epoch: row.epoch,
        }
    }

    /// Name and description in a language, or in the tenant's own where there is no translation.
    pub fn text(&self, locale: Locale) -> &Text {
        let translation = self.translations.iter().find(|(known, _)| *known == locale);
        translation.map_or(&self.text, |(_, text)| text)
    }

    /// Whether it is sold as its variants.
    pub fn is_style(&self) -> bool {
        !self.axes.is_empty()
    }

    /// Whether it has come into the shop, on a channel or where none is known.
    pub fn is_published(&self, channel: Option<ChannelId>) -> bool {
        let own = self.channel_states.iter().find(|(known, _)| Some(*known) == channel);
        own.map_or(self.state, |(_, state)| *state) == State::Published
    }

    /// Whether visitors of a channel see it among what is on sale.
    pub fn is_on_sale(&self, channel: Option<ChannelId>) -> bool {
        !self.is_archived && self.is_published(channel)
    }

    /// Whether it can be ordered on a channel.
    pub fn is_sold(&self, channel: Option<ChannelId>) -> bool {
        self.is_on_sale(channel) && !self.is_style()
    }

    /// The product that stands in for it.
    pub fn replacement(&self) -> Option<ProductId> {
        self.relations.iter().find(|(kind, _)| *kind == RelationKind::Replacement).map(|(_, id)| *id)
    }

    /// The units in which it can be ordered, its own one first.
    pub fn order_units<'a>(&'a self, units: &'a Units) -> impl Iterator<Item = OrderUnit<'a>> + 'a {
        let own = OrderUnit {
            unit: &self.unit,
            factor: Quantity::ONE,
            decimals: self.quantity_decimals,
            base_decimals: self.quantity_decimals,
            weight_g: Some(self.weight_g),
            size: None,
            is_usual: false,
        };
        order_units(own, &self.unit_key, &self.packagings, |key| units.decimals(key))
    }

    /// The unit somebody orders it in: the one they name, whatever its case, or its own one. Nothing where it cannot be ordered in
    /// that.
    pub fn order_unit<'a>(&'a self, units: &'a Units, named: Option<&str>) -> Option<OrderUnit<'a>> {
        let key = named.map_or_else(|| self.unit_key.to_string(), code_key);
        self.order_units(units).find(|unit| code_key(unit.unit) == key)
    }

    /// What one of a unit weighs in grams where somebody has said so of the unit itself.
    pub fn packed_weight_g(&self, unit_key: &str) -> Option<i64> {
        self.packagings.iter().find(|one| *one.unit_key == *unit_key)?.weight_g
    }

    /// Whether the other one stands elsewhere in some list.
    pub(super) fn is_ordered_like(&self, other: &Self) -> bool {
        let keys = |product: &Self| {
            product.translations.iter().map(|(locale, text)| (*locale, text.name_key.clone())).collect::<Vec<_>>()
        };
        self.text.name_key == other.text.name_key
            && self.sku_key == other.sku_key
            && self.categories == other.categories
            && self.is_archived == other.is_archived
            && self.is_style() == other.is_style()
            && self.style == other.style
            && self.state == other.state
            && self.channel_states == other.channel_states
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
            + self.packagings.len() * (size_of::<Packaging>() + 16)
            + self.codes.iter().map(|code| size_of::<Code>() + code.code.len() + 2 * code.key.len() + 48).sum::<usize>()
            + self.categories.len() * size_of::<CategoryId>()
            + (self.variants.len() + self.relations.len() + self.parts.len()) * size_of::<Part>()
            + self.media.iter().map(Medium::memory).sum::<usize>()
            + self.translations.len() * size_of::<(Locale, Text)>()
            + json_bytes(&self.attributes)
    }
}

impl Text {
    fn new(name: String, name_key: String, description: String) -> Self {
        Self { name: name.into(), name_key: name_key.into(), description: description.into() }
    }
}

/// The categories of a product, first the one it is usually found in.
fn categories_of(usual: Option<CategoryId>, more: &[product_category::Model]) -> Box<[CategoryId]> {
    let more = more.iter().map(|more| more.category_id).filter(|more| Some(*more) != usual);
    usual.into_iter().chain(more).collect()
}

/// Rows in their order, each as memory keeps it.
fn in_order<R, T>(mut rows: Vec<R>, position: impl Fn(&R) -> i32, kept: impl Fn(R) -> T) -> Box<[T]> {
    rows.sort_by_key(position);
    rows.into_iter().map(kept).collect()
}

impl From<kit_part::Model> for Part {
    fn from(row: kit_part::Model) -> Self {
        Self { product: row.part_id, quantity: row.quantity, is_optional: row.is_optional }
    }
}

impl From<medium::Model> for Medium {
    fn from(row: medium::Model) -> Self {
        let texts = row.texts.as_object().into_iter().flatten();
        let text = |(tag, text): (&String, &serde_json::Value)| Some((tag.parse().ok()?, text.as_str()?.into()));
        Self {
            file: row.file_id,
            hash: row.content_hash.into(),
            media_type: row.media_type.into(),
            bytes: row.bytes,
            sizes: serde_json::from_value(row.sizes).unwrap_or_default(),
            name: row.name.into(),
            role: row.role.into(),
            audience: row.audience.into(),
            kind: row.document_kind.map(Into::into),
            language: row.language,
            texts: texts.filter_map(text).collect(),
        }
    }
}

fn packagings_of(mut rows: Vec<packaging::Model>) -> Box<[Packaging]> {
    rows.sort_by(|left, right| (left.position, &left.unit_key).cmp(&(right.position, &right.unit_key)));
    rows.into_iter().map(Packaging::from).collect()
}

impl From<packaging::Model> for Packaging {
    fn from(row: packaging::Model) -> Self {
        let size = match (row.length_mm, row.width_mm, row.height_mm) {
            (Some(length_mm), Some(width_mm), Some(height_mm)) => Some(Size { length_mm, width_mm, height_mm }),
            _ => None,
        };
        Self {
            unit: row.unit.into(),
            unit_key: row.unit_key.into(),
            factor: row.factor,
            weight_g: row.weight_g,
            size,
            is_orderable: row.is_orderable,
            is_usual: row.is_usual,
        }
    }
}

fn codes_of(mut rows: Vec<product_code::Model>, customers: Vec<customer_code::Model>) -> Box<[Code]> {
    rows.sort_by(|left, right| (left.position, &left.code_key).cmp(&(right.position, &right.code_key)));
    let code = |row: product_code::Model| Code {
        owner: match row.kind {
            product_code::Kind::Barcode => Owner::Barcode,
            product_code::Kind::Manufacturer => Owner::Manufacturer(row.owner.into()),
            product_code::Kind::Supplier => Owner::Supplier(row.owner.into()),
        },
        code: row.code.into(),
        key: row.code_key.into(),
        unit_key: row.unit_key.into(),
    };
    let own = |row: customer_code::Model| Code {
        owner: Owner::Customer(row.company_id),
        code: row.code.into(),
        key: row.code_key.into(),
        unit_key: Box::default(),
    };
    rows.into_iter().map(code).chain(customers.into_iter().map(own)).collect()
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

/// Where a price stands among those of its product.
type TierPlace = (Unit, Quantity, BusinessDate);

/// Products of 256 places.
#[derive(Debug, Clone, Default)]
pub(super) struct ProductChunk {
    pub products: Vec<Arc<Product>>,
    pub bytes: usize,
}

/// Prices of one list for the products of one chunk, by place and then by unit, quantity and first day.
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
        let found = self.position((place, tier.place()));
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

    fn position(&self, key: (u8, TierPlace)) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.places.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match (self.places[middle], self.tiers[middle].place()).cmp(&key) {
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
