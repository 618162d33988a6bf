//! One state of a tenant's catalogue, complete and unchanging.
//! Look-ups cost a hash or a short binary search; nothing here waits.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use kontor_contract::catalog::CategoryRef;
use kontor_kernel::{BusinessDate, CategoryId, CompanyId, Currency, Locale, PriceListId, ProductId, Quantity};
use kontor_search::{Pocket, Synonyms};

use super::{
    chunks::{CHUNK, PriceChunk, Product, ProductChunk},
    columns::Columns,
    orders::Orders,
};
use crate::{
    entities::epoch,
    model::{
        price::{Found, ListFacts, Offer, ladder, resolve},
        tax::Taxes,
    },
};

/// Where products stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pub by_id: HashMap<ProductId, u32>,
    pub by_sku: HashMap<Box<str>, u32>,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Its code.
    pub code: String,
    /// What its code is compared by.
    pub code_key: String,
    /// Its name in the tenant's own language.
    pub own_name: String,
    /// Its names in other languages.
    pub translations: Box<[(Locale, Box<str>)]>,
}

impl Category {
    /// Its name in a language, or in the tenant's own where there is no translation.
    pub fn name(&self, locale: Locale) -> &str {
        let translation = self.translations.iter().find(|(known, _)| *known == locale);
        translation.map_or(&self.own_name, |(_, name)| name)
    }
}

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
    pub(super) orders: Arc<Orders>,
    pub(super) categories: Arc<[Category]>,
    pub(super) books: HashMap<PriceListId, Arc<Book>>,
    /// Default lists by code.
    pub(super) defaults: Vec<PriceListId>,
    /// Lists of companies, their own or inherited from above.
    pub(super) assignments: Arc<HashMap<CompanyId, Arc<[PriceListId]>>>,
    pub(super) taxes: Arc<Taxes>,
    pub(super) bytes: usize,
    /// Places mean the same products in all snapshots of a lineage.
    pub(super) lineage: u64,
    /// The names of categories, to be searched.
    pub(super) labels: Arc<Pocket>,
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

    /// How many places there are.
    pub fn places(&self) -> u32 {
        let last = self.chunks.len().saturating_sub(1);
        let of_last = self.chunks.last().map_or(0, |chunk| chunk.products.len());
        u32::try_from(last * CHUNK + of_last).unwrap_or(u32::MAX)
    }

    /// The places of products on sale in a category.
    pub fn places_in(&self, category: CategoryId) -> &[u32] {
        self.orders.places_in(category)
    }

    /// The names of all categories, by their number among them.
    pub fn labels(&self) -> &Pocket {
        &self.labels
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

    /// The product at a place.
    pub fn at(&self, place: u32) -> Option<&Product> {
        let (chunk, offset) = split(place);
        Some(self.chunks.get(chunk as usize)?.products.get(usize::from(offset))?.as_ref())
    }

    /// All categories by their own name.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// A category by its code, whatever its case.
    pub fn category_by_code(&self, code: &str) -> Option<&Category> {
        let key = kontor_kernel::code_key(code);
        self.categories.iter().find(|category| category.code_key == key)
    }

    /// Code and name of a product's category in a language.
    pub fn category_of(&self, product: &Product, locale: Locale) -> Option<CategoryRef> {
        let id = product.category?;
        let category = self.categories.iter().find(|category| category.id == id)?;
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
