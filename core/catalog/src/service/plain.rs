//! Lists without words and attributes: the whole catalogue, or one category. What they can be narrowed by is the same for
//! everybody who sees the same, so it is counted once for each arrangement of products, and a page costs no more in a
//! large shop than in a small one.

use std::{collections::HashMap, sync::Arc};

use kontor_contract::catalog::{CategoryView, Facet, ProductQuery, ProductSort, SortedBy};
use kontor_kernel::{AssortmentId, CategoryId, ChannelId, Locale, PageRequest, TenantId};
use kontor_search::Hit;
use kontor_store::Ctx;
use quick_cache::{Weighter, sync::Cache};

use super::{
    browse::Eyes,
    facets::{Counts, Narrowing, only_category},
    search::{Cut, MOST_PRICED, Search, cut_out, first_of},
};
use crate::{
    error::CatalogResult,
    model::search::Words,
    read_model::{Category, Listing, Onlooker, Ordered, Snapshot},
};

/// So many bytes are remembered of all tenants together.
const MOST_BYTES: u64 = 16 << 20;
/// So many lists are thought to fit in there.
const ABOUT: usize = 1_000;

/// What somebody sees of a state of a tenant's catalogue: the same for everybody who sees the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Sight {
    tenant: TenantId,
    arrangement: u64,
    listing: Listing,
    channel: Option<ChannelId>,
    assortments: Box<[Box<[AssortmentId]>]>,
}

impl Sight {
    fn of(ctx: &Ctx, snapshot: &Snapshot, listing: Listing, onlooker: &Onlooker) -> Self {
        Self {
            tenant: ctx.tenant(),
            arrangement: snapshot.arrangement(),
            listing,
            channel: onlooker.channel,
            assortments: snapshot.sight_name(onlooker),
        }
    }

    fn bytes(&self) -> usize {
        let ids = self.assortments.iter().map(|any| any.len() * size_of::<AssortmentId>());
        size_of::<Self>() + ids.sum::<usize>()
    }
}

/// A list as somebody reads it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    sight: Sight,
    category: Option<CategoryId>,
    locale: Locale,
    /// Names what is known of attributes.
    facts: u64,
}

/// What a list holds.
#[derive(Debug)]
enum Held {
    /// So many of the products that stand in the order of its category, or of everything.
    Ordered(usize),
    /// What a category holds of styles: some are in it by a variant alone.
    Places(Box<[u32]>),
}

impl Held {
    fn len(&self) -> usize {
        match self {
            Self::Ordered(products) => *products,
            Self::Places(places) => places.len(),
        }
    }
}

/// A list, and what it can be narrowed by.
#[derive(Debug)]
struct List {
    held: Held,
    facets: Vec<Facet>,
    bytes: usize,
}

impl List {
    fn new(held: Held, facets: Vec<Facet>) -> Self {
        let values = facets.iter().flat_map(|facet| &facet.values);
        let texts = values.map(|value| size_of_val(value) + value.value.len() + value.label.len());
        let places = if let Held::Places(places) = &held { size_of_val(&**places) } else { 0 };
        let bytes = texts.sum::<usize>() + facets.len() * size_of::<Facet>() + places + size_of::<Self>();
        Self { held, facets, bytes }
    }
}

/// How many products each category holds.
type InCategories = HashMap<CategoryId, u64>;

#[derive(Debug, Clone)]
struct ByBytes;

impl Weighter<Key, Arc<List>> for ByBytes {
    fn weight(&self, key: &Key, list: &Arc<List>) -> u64 {
        (key.sight.bytes() + size_of::<Key>() + list.bytes) as u64
    }
}

impl Weighter<Sight, Arc<InCategories>> for ByBytes {
    fn weight(&self, sight: &Sight, counts: &Arc<InCategories>) -> u64 {
        (sight.bytes() + 64 + counts.capacity() * size_of::<(CategoryId, u64)>()) as u64
    }
}

/// What is remembered of plain lists. What belongs to a state that is gone is asked for no more, and makes room.
pub(super) struct Plain {
    lists: Cache<Key, Arc<List>, ByBytes>,
    categories: Cache<Sight, Arc<InCategories>, ByBytes>,
}

impl Default for Plain {
    fn default() -> Self {
        Self {
            lists: Cache::with_weighter(ABOUT, MOST_BYTES / 4 * 3, ByBytes),
            categories: Cache::with_weighter(ABOUT, MOST_BYTES / 4, ByBytes),
        }
    }
}

impl Plain {
    /// A page of a plain list, and what the list can be narrowed by; nothing where a query asks for more than that.
    pub fn page(
        &self,
        search: &Search<'_>,
        query: &ProductQuery,
        page: &PageRequest,
    ) -> CatalogResult<Option<(Cut, Vec<Facet>)>> {
        let snapshot = search.snapshot();
        let category = only_category(snapshot, query);
        let is_plain = query.text.as_deref().and_then(Words::parse).is_none()
            && query.attributes.is_empty()
            && query.categories.len() == usize::from(category.is_some());
        if !is_plain {
            return Ok(None);
        }
        let list = self.list(search, query, category);
        Ok(Some((list.cut(search, query.sort, category, page)?, list.facets.clone())))
    }

    fn list(&self, search: &Search<'_>, query: &ProductQuery, category: Option<CategoryId>) -> Arc<List> {
        let key = Key {
            sight: Sight::of(search.ctx, search.snapshot(), search.listing, &search.onlooker),
            category,
            locale: search.ctx.locale(),
            facts: search.shown.facts.shown(),
        };
        // Whoever asks for the same meanwhile waits for the answer rather than count beside it.
        let made = self.lists.get_or_insert_with(&key, || Ok(Arc::new(List::count(search, query, category))));
        made.unwrap_or_else(|never: std::convert::Infallible| match never {})
    }

    /// The categories that hold something for an onlooker, as they stand in the shop.
    pub fn categories(&self, ctx: &Ctx, snapshot: &Snapshot, listing: Listing) -> Vec<CategoryView> {
        let onlooker = Onlooker::of(ctx);
        let shown = snapshot.categories().in_language(ctx.locale());
        let count = || {
            let counted = shown.iter().map(|category| category.id);
            let counts = counted.map(|id| (id, snapshot.count_visible(listing, id, &onlooker) as u64));
            Ok(Arc::new(counts.filter(|(_, products)| *products > 0).collect()))
        };
        let counts = self.categories.get_or_insert_with(&Sight::of(ctx, snapshot, listing, &onlooker), count);
        let counts = counts.unwrap_or_else(|never: std::convert::Infallible| match never {});
        let view = |category: &Category| {
            Some(CategoryView {
                products: *counts.get(&category.id)?,
                id: category.id,
                code: category.code.clone(),
                name: category.name(ctx.locale()).to_owned(),
                parent: category.parent.and_then(|id| snapshot.categories().get(id)).map(|parent| parent.code.clone()),
                level: category.level,
            })
        };
        shown.iter().filter_map(|category| view(category)).collect()
    }
}

impl List {
    /// Looks at every product.
    fn count(search: &Search<'_>, query: &ProductQuery, category: Option<CategoryId>) -> Self {
        let snapshot = search.snapshot();
        let narrowing = Narrowing::new(snapshot, snapshot.columns(), &search.shown.facts, search.ctx.locale(), query);
        let mut counts = Counts::default();
        let kept = narrowing.narrow(search.everything().hits, |place| search.listed(place), &mut counts);
        let held = match category {
            Some(_) if snapshot.has_styles() => Held::Places(kept.iter().map(|hit| hit.place).collect()),
            _ => Held::Ordered(kept.len()),
        };
        Self::new(held, narrowing.facets(&counts))
    }

    /// A page of it, in an order.
    fn cut(
        &self,
        search: &Search<'_>,
        sort: ProductSort,
        category: Option<CategoryId>,
        page: &PageRequest,
    ) -> CatalogResult<Cut> {
        let is_by_price = matches!(sort, ProductSort::Price | ProductSort::PriceDescending);
        let sorted = match is_by_price {
            true if Eyes::of(search.ctx, search.snapshot())?.is_none() => SortedBy::NotByPriceUnseen,
            true if self.held.len() > MOST_PRICED => SortedBy::NotByPriceTooMany,
            _ => SortedBy::AsAsked,
        };
        let (snapshot, lists) = (search.snapshot(), (search.listing, search.onlooker.channel));
        let list = Ordered::new(snapshot, lists, sort, search.ctx.locale(), category);
        let sees_all = snapshot.sees_all(&search.onlooker);
        let hit = |place: u32| Hit { place, score: 0 };
        match &self.held {
            Held::Places(places) => search.cut(places.iter().copied().map(hit).collect(), sort, page),
            Held::Ordered(_) if is_by_price && sorted == SortedBy::AsAsked => {
                search.cut(list.from(0).filter(|place| search.is_visible(*place)).map(hit).collect(), sort, page)
            }
            Held::Ordered(total) => {
                let (first, limit) = (first_of(page)?, page.limit() as usize);
                let places: Vec<u32> = match sees_all {
                    true => list.from(first.min(*total)).take(limit).collect(),
                    false => list.from(0).filter(|place| search.is_visible(*place)).skip(first).take(limit).collect(),
                };
                Ok(cut_out(places, *total, sorted, page)?)
            }
        }
    }
}
