//! One state of a tenant's catalogue, complete and unchanging.
//! Look-ups cost a hash or a short binary search; nothing here waits.

use std::{collections::HashMap, sync::Arc};

use kontor_contract::catalog::CategoryRef;
use kontor_kernel::{CategoryId, Currency, Locale, PriceListId, ProductId, Rate};

use super::{
    books::{Book, Units, split},
    chains::Chains,
    chunks::{CHUNK, Product, ProductChunk},
    orders::Orders,
};
use crate::{
    entities::{epoch, policy},
    model::{price::Strategy, tax::Taxes},
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
    pub(super) orders: Arc<Orders>,
    pub(super) categories: Arc<[Category]>,
    pub(super) books: HashMap<PriceListId, Arc<Book>>,
    pub(super) units: Arc<Units>,
    /// Default lists by code.
    pub(super) defaults: Vec<PriceListId>,
    /// What goods cost, by currency.
    pub(super) costs: HashMap<Currency, PriceListId>,
    pub(super) chains: Arc<Chains>,
    pub(super) policy: Policy,
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

    /// How many products on sale a category holds.
    pub fn count_in(&self, category: CategoryId) -> usize {
        self.orders.count_in(category)
    }

    /// The code of a product's category; nothing where it has none.
    pub fn category_code(&self, product: &Product) -> &str {
        let category = product.category.and_then(|id| self.categories.iter().find(|category| category.id == id));
        category.map_or("", |category| &category.code)
    }

    /// How the tenant prices.
    pub const fn policy(&self) -> Policy {
        self.policy
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
}

const _: () = assert!(CHUNK == 256, "a place within a chunk is one byte");
