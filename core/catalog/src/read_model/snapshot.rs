//! One state of a tenant's catalogue, complete and unchanging.
//! Look-ups cost a hash or a short binary search; nothing here waits.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use kontor_contract::catalog::{CategoryRef, CodeKind};
use kontor_kernel::{BusinessDate, CategoryId, ChannelId, Currency, Locale, PriceListId, ProductId, Quantity, Rate};
use kontor_search::{Pocket, Synonyms};

use super::{
    assortments::Assortments,
    books::{Book, PriceUnits, split},
    categories::{Categories, Category},
    chains::{Buyer, Chains},
    chunks::{CHUNK, Product, ProductChunk},
    columns::Columns,
    orders::{Listing, Lists},
    visible::Onlooker,
};
use crate::{
    entities::{epoch, policy},
    model::{
        codes::{Named, Reader, choose, keys_of},
        kits,
        price::{Strategy, Unit},
        tax::Taxes,
        units::Units,
    },
};

/// Where products stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pub by_id: HashMap<ProductId, u32>,
    pub by_sku: HashMap<Box<str>, u32>,
}

/// What codes name, by their keys.
pub(super) type Codes = HashMap<Box<str>, Vec<Named>>;

/// How a tenant prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Policy {
    /// What happens when several lists have a price.
    pub strategy: policy::Strategy,
    /// The share of the price that must remain above the cost.
    pub margin_floor: Option<Rate>,
}

impl From<policy::Strategy> for Strategy {
    fn from(strategy: policy::Strategy) -> Self {
        match strategy {
            policy::Strategy::FirstMatch => Self::FirstMatch,
            policy::Strategy::Lowest => Self::Lowest,
        }
    }
}

/// One state of a tenant's catalogue.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    pub(super) marks: epoch::Model,
    pub(super) chunks: Vec<Arc<ProductChunk>>,
    pub(super) places: Arc<Places>,
    pub(super) codes: Arc<Codes>,
    pub(super) units: Arc<Units>,
    pub(super) lists: Arc<Lists>,
    pub(super) categories: Arc<Categories>,
    pub(super) books: HashMap<PriceListId, Arc<Book>>,
    /// Numbers of the units that prices are in.
    pub(super) price_units: Arc<PriceUnits>,
    /// Default lists by code.
    pub(super) defaults: Vec<PriceListId>,
    /// What goods cost, by currency.
    pub(super) costs: HashMap<Currency, PriceListId>,
    pub(super) chains: Arc<Chains>,
    pub(super) assortments: Arc<Assortments>,
    pub(super) policy: Policy,
    pub(super) taxes: Arc<Taxes>,
    pub(super) bytes: usize,
    /// Places mean the same products in all snapshots of a lineage.
    pub(super) lineage: u64,
    /// Another one where lists, or who sees what of them, may be others.
    pub(super) arrangement: u64,
    /// The names of categories, to be searched.
    pub(super) labels: Arc<Pocket>,
    /// The categories they are the names of.
    pub(super) label_ids: Arc<[CategoryId]>,
    pub(super) synonyms: Arc<Synonyms>,
    pub(super) columns: OnceLock<Arc<Columns>>,
    /// The columns of the state before, whose chunks may be shared.
    pub(super) older_columns: Option<Arc<Columns>>,
}

impl Snapshot {
    /// The state it is of.
    pub fn epoch(&self) -> i64 {
        self.marks.epoch
    }

    /// The state in which products last changed.
    pub fn products_epoch(&self) -> i64 {
        self.marks.products
    }

    /// Within a lineage a place always means the same product.
    pub fn lineage(&self) -> u64 {
        self.lineage
    }

    /// Another one where lists, or who sees what of them, may be others: what is counted of them holds as long as it is
    /// the same. Prices may change meanwhile.
    pub fn arrangement(&self) -> u64 {
        self.arrangement
    }

    /// How many places there are.
    pub fn places(&self) -> u32 {
        let last = self.chunks.len().saturating_sub(1);
        let of_last = self.chunks.last().map_or(0, |chunk| chunk.products.len());
        u32::try_from(last * CHUNK + of_last).unwrap_or(u32::MAX)
    }

    /// The places of products on sale in a category.
    pub fn places_in(&self, listing: Listing, channel: Option<ChannelId>, category: CategoryId) -> &[u32] {
        self.lists.of(listing, channel).places_in(category)
    }

    /// Whether anything is sold in variants.
    pub fn has_styles(&self) -> bool {
        self.lists.has_styles()
    }

    /// The names of the shop's categories, by their number.
    pub fn labels(&self) -> &Pocket {
        &self.labels
    }

    /// The category that a label is the name of.
    pub fn labelled(&self, number: u32) -> Option<&Category> {
        self.categories.get(*self.label_ids.get(number as usize)?)
    }

    /// Words that mean the same.
    pub fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    /// What products are counted and filtered by, where somebody has asked before.
    pub fn known_columns(&self) -> Option<&Arc<Columns>> {
        self.columns.get()
    }

    /// What products are counted and filtered by; made where nobody has asked before, which may take a while.
    pub fn columns(&self) -> &Arc<Columns> {
        self.columns.get_or_init(|| Arc::new(Columns::next(self.older_columns.as_deref(), self)))
    }

    /// Where a product stands.
    pub fn place_of(&self, product: ProductId) -> Option<u32> {
        self.places.by_id.get(&product).copied()
    }

    /// Where the product with a code key stands.
    pub fn place_of_sku(&self, sku_key: &str) -> Option<u32> {
        self.places.by_sku.get(sku_key).copied()
    }

    /// What a code of any kind names for a reader: where the product stands, whose code it is, and the key of the packaging unit
    /// it is on, empty for the product's own. Archived products are named by nothing.
    pub fn find_by_code(&self, code: &str, reader: Reader, onlooker: &Onlooker) -> Option<(u32, CodeKind, &str)> {
        let (key, barcode) = keys_of(code);
        let is_on_sale = |place: u32| self.is_visible(place, onlooker);
        let named = |key: &str| self.codes.get(key).into_iter().flatten();
        let others =
            named(&key).chain(barcode.as_deref().filter(|barcode| *barcode != key).into_iter().flat_map(named));
        let own = self.place_of_sku(&key).filter(|place| is_on_sale(*place));
        choose(own, others.filter(|named| is_on_sale(named.place)), reader)
    }

    /// The units of measure.
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// The product at a place.
    pub fn at(&self, place: u32) -> Option<&Product> {
        let (chunk, offset) = split(place);
        Some(self.chunks.get(chunk as usize)?.products.get(usize::from(offset))?.as_ref())
    }

    /// All categories.
    pub fn categories(&self) -> &Categories {
        &self.categories
    }

    /// How many products a category and what lies below it hold on a channel.
    pub fn count_in(&self, listing: Listing, channel: Option<ChannelId>, category: CategoryId) -> usize {
        self.places_in(listing, channel, category).len()
    }

    /// All products, archived ones among them.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.chunks.iter().flat_map(|chunk| &chunk.products).map(AsRef::as_ref)
    }

    /// Whether everybody on a channel has a price of a product in a currency.
    pub fn has_price(&self, product: ProductId, channel: ChannelId, currency: Currency, on: BusinessDate) -> bool {
        let place = self.place_of(product);
        let buyer = Buyer { company: None, channel: Some(channel) };
        place.is_some_and(|place| {
            !self.lists_of(buyer).ladder(place, (Unit::BASE, Quantity::ONE), currency, on).is_empty()
        })
    }

    /// A product by its id, archived or not.
    pub fn product(&self, id: ProductId) -> Option<&Product> {
        self.at(self.place_of(id)?)
    }

    /// What one unit of a product weighs in grams: a kit of which nothing is said weighs what its parts weigh.
    pub fn weight_of(&self, product: &Product) -> i64 {
        if product.weight_g > 0 || product.parts.is_empty() {
            return product.weight_g;
        }
        let needed = product.parts.iter().filter(|part| !part.is_optional);
        kits::weight_g(needed.filter_map(|part| Some((part.quantity, self.product(part.product)?.weight_g))))
    }

    /// How the tenant prices.
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// Code and name of the category of the shop that a product is first found in, in a language.
    pub fn category_of(&self, product: &Product, locale: Locale) -> Option<CategoryRef> {
        let mut all = product.categories.iter().filter_map(|id| self.categories.get(*id));
        let category = all.find(|category| category.is_shown())?;
        Some(CategoryRef { code: category.code.clone(), name: category.name(locale).to_owned() })
    }

    /// The tax rates.
    pub fn taxes(&self) -> &Taxes {
        &self.taxes
    }
}

const _: () = assert!(CHUNK == 256, "a place within a chunk is one byte");
