//! One state of a tenant's catalogue, complete and unchanging.
//! Look-ups cost a hash or a short binary search; nothing here waits.

use std::{collections::HashMap, sync::Arc};

use kontor_contract::catalog::{CategoryRef, CodeKind};
use kontor_kernel::{
    BusinessDate, CategoryId, ChannelId, CompanyId, Currency, Locale, PriceListId, ProductId, Quantity,
};

use super::{
    categories::Categories,
    chunks::{CHUNK, PriceChunk, Product, ProductChunk},
    orders::{Listing, Lists},
};
use crate::{
    entities::epoch,
    model::{
        codes::{Named, Reader, choose, keys_of},
        kits,
        price::{Found, ListFacts, Offer, ladder, resolve},
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

/// A price list with its prices by chunk, rising.
#[derive(Debug, Clone)]
pub(super) struct Book {
    pub facts: ListFacts,
    pub chunks: Vec<(u32, Arc<PriceChunk>)>,
}

impl Book {
    fn offer(&self, place: u32) -> Offer<'_> {
        let (chunk, offset) = split(place);
        let found = self.chunks.binary_search_by_key(&chunk, |(number, _)| *number);
        let tiers = found.map_or(&[][..], |at| self.chunks[at].1.tiers(offset));
        (&self.facts, tiers)
    }
}

/// The number of a place's chunk, and the place within it.
pub(super) fn split(place: u32) -> (u32, u8) {
    let [low, ..] = place.to_le_bytes();
    (place >> 8, low)
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
    /// Default lists by code.
    pub(super) defaults: Vec<PriceListId>,
    /// Lists of companies, their own or inherited from above.
    pub(super) assignments: Arc<HashMap<CompanyId, Arc<[PriceListId]>>>,
    pub(super) taxes: Arc<Taxes>,
    pub(super) bytes: usize,
}

impl Snapshot {
    /// The state it is of.
    pub fn epoch(&self) -> i64 {
        self.marks.epoch
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
    pub fn find_by_code(&self, code: &str, reader: Reader) -> Option<(u32, CodeKind, &str)> {
        let (key, barcode) = keys_of(code);
        let is_on_sale = |place: u32| self.at(place).is_some_and(|product| product.is_on_sale(reader.channel));
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
        self.lists.of(listing, channel).count_in(category)
    }

    /// All products, archived ones among them.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.chunks.iter().flat_map(|chunk| &chunk.products).map(AsRef::as_ref)
    }

    /// Whether everybody has a price of a product in a currency.
    pub fn has_price(&self, product: ProductId, currency: Currency, on: BusinessDate) -> bool {
        let place = self.place_of(product);
        place.is_some_and(|place| !self.lists_of(None).ladder(place, currency, on).is_empty())
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

    /// The lists of a company in the order in which they are asked: its own or those of the nearest company above that has
    /// some, by priority, then the default ones.
    pub fn lists_of(&self, company: Option<CompanyId>) -> PriceLists<'_> {
        let own = company.and_then(|company| self.assignments.get(&company)).map_or(&[][..], AsRef::as_ref);
        let fallback = self.defaults.iter().filter(|list| !own.contains(list));
        PriceLists {
            books: own.iter().chain(fallback).filter_map(|list| self.books.get(list)).map(AsRef::as_ref).collect(),
        }
    }
}

/// The lists that somebody's prices come from.
pub(crate) struct PriceLists<'a> {
    books: Vec<&'a Book>,
}

impl<'a> PriceLists<'a> {
    /// The price of a quantity of a product.
    pub fn price(&self, place: u32, currency: Currency, quantity: Quantity, on: BusinessDate) -> Option<Found<'a>> {
        resolve(self.offers(place), currency, quantity, on)
    }

    /// All prices of a product, rising by quantity.
    pub fn ladder(&self, place: u32, currency: Currency, on: BusinessDate) -> Vec<Found<'a>> {
        ladder(self.offers(place), currency, on)
    }

    fn offers(&self, place: u32) -> impl Iterator<Item = Offer<'a>> {
        self.books.iter().map(move |book| book.offer(place))
    }
}

const _: () = assert!(CHUNK == 256, "a place within a chunk is one byte");
