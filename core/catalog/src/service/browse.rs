//! Pages of the catalogue as the caller's company sees it, from memory; at most a second old.
//! Guests see the default prices where their channel says so, and otherwise none.

use std::{collections::HashMap, sync::Arc};

use kontor_contract::{
    catalog::{
        CategoryView, PriceSource, PriceView, ProductCard, ProductDetail, ProductQuery, ProductSort, SortedBy, TierView,
    },
    inventory::{Availability, Stock},
};
use kontor_kernel::{BusinessDate, Currency, Page, PageRequest, Position, ProductId, code_key, sort_key};
use kontor_store::{Ctx, Principal};

use super::{Catalogue, facets::only_category, tax_country, today};
use crate::{
    error::{CatalogError, CatalogResult},
    model::{
        price::{Found, shown},
        search::Words,
    },
    read_model::{Onlooker, Ordered, PriceLists, Snapshot},
};

/// Which prices a caller may see, if any.
pub(super) struct Eyes<'a> {
    lists: PriceLists<'a>,
    currency: Currency,
    on: BusinessDate,
}

impl<'a> Eyes<'a> {
    pub(super) fn of(ctx: &Ctx, snapshot: &'a Snapshot) -> CatalogResult<Option<Self>> {
        let is_guest = ctx.company().is_none() && matches!(ctx.principal(), Principal::Anonymous);
        let Some(channel) = ctx.channel().filter(|channel| !is_guest || channel.guests_see_prices) else {
            return Ok(None);
        };
        let lists = snapshot.lists_of(ctx.company());
        Ok(Some(Self { lists, currency: channel.currency, on: today(ctx)? }))
    }

    /// The price of one unit that a page shows, in millionths of millionths, to be compared only.
    pub(super) fn price_of_one(&self, place: u32) -> Option<i128> {
        let ladder = self.lists.ladder(place, self.currency, self.on);
        let (first, _) = shown(&ladder)?;
        let per = i128::from(first.tier.per.millionths()).max(1);
        Some(i128::from(first.tier.unit_price.millionths()) * 1_000_000_000_000 / per)
    }

    fn price(&self, place: u32) -> Option<PriceView> {
        let ladder = self.lists.ladder(place, self.currency, self.on);
        let (first, more) = shown(&ladder)?;
        let is_alike = |rung: &&Found<'_>| rung.list.tax_mode == first.list.tax_mode && rung.tier.per == first.tier.per;
        let tier = |rung: &Found<'_>| TierView {
            min_quantity: rung.tier.min_quantity,
            unit_price: rung.tier.unit_price.to_text(self.currency),
        };
        Some(PriceView {
            unit_price: first.tier.unit_price.to_text(self.currency),
            currency: self.currency,
            per: first.tier.per,
            tax_mode: first.list.tax_mode,
            tiers: more.iter().filter(is_alike).map(tier).collect(),
            source: PriceSource { price_list: first.list.code.clone() },
        })
    }
}

/// The places of a page, and how the list goes on.
struct Picked {
    places: Vec<u32>,
    next_cursor: Option<String>,
    total: Option<u64>,
    sorted: SortedBy,
}

/// A page of a list, and whether its order is the one asked for.
pub(crate) struct Browsed {
    pub page: Page<ProductCard>,
    pub sorted: SortedBy,
}

impl Catalogue {
    /// A page of products on sale.
    pub async fn browse(&self, ctx: &Ctx, query: &ProductQuery, page: &PageRequest) -> CatalogResult<Browsed> {
        let snapshot = self.cache.get(ctx).await?;
        let picked = self.pick(ctx, &snapshot, query, page).await?;
        let items = self.cards_with_stock(ctx, &snapshot, &picked.places).await?;
        let page = Page { items, next_cursor: picked.next_cursor, total: picked.total };
        Ok(Browsed { page, sorted: picked.sorted })
    }

    /// The places a query asks for.
    async fn pick(
        &self,
        ctx: &Ctx,
        snapshot: &Arc<Snapshot>,
        query: &ProductQuery,
        page: &PageRequest,
    ) -> CatalogResult<Picked> {
        let is_plain = query.text.as_deref().and_then(Words::parse).is_none()
            && query.attributes.is_empty()
            && query.categories.len() < 2
            && !matches!(query.sort, ProductSort::Price | ProductSort::PriceDescending);
        if is_plain {
            let category = only_category(snapshot, query);
            if category.is_none() && !query.categories.is_empty() {
                let total = page.is_counted().then_some(0);
                return Ok(Picked { places: Vec::new(), next_cursor: None, total, sorted: SortedBy::AsAsked });
            }
            return pick_from(&Ordered::new(snapshot, query.sort, ctx.locale(), category), page);
        }
        let (places, next_cursor, total, sorted) = self.pick_found(ctx, snapshot, query, page).await?;
        Ok(Picked { places, next_cursor, total: page.is_counted().then_some(total), sorted })
    }

    /// The cards of products, with their stock.
    pub(super) async fn cards_with_stock(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        places: &[u32],
    ) -> CatalogResult<Vec<ProductCard>> {
        let mut cards = cards(ctx, snapshot, places)?;
        let ids: Vec<ProductId> = cards.iter().map(|card| card.id).collect();
        let stock = self.availability(ctx, &ids).await?;
        for card in &mut cards {
            card.availability = stock.get(&card.id).copied().unwrap_or(Availability::NOT_TRACKED);
        }
        Ok(cards)
    }

    /// One product on sale by its code, whatever its case.
    pub async fn detail(&self, ctx: &Ctx, sku: &str) -> CatalogResult<Option<ProductDetail>> {
        let snapshot = self.cache.get(ctx).await?;
        let Some(mut detail) = detail(ctx, &snapshot, sku)? else { return Ok(None) };
        let stock = self.availability(ctx, &[detail.id]).await?;
        detail.availability = stock.get(&detail.id).copied().unwrap_or(Availability::NOT_TRACKED);
        detail.attributes = self.public_attributes(ctx, detail.attributes).await?;
        Ok(Some(detail))
    }

    /// All categories that hold products on sale, by their name in the caller's language.
    pub async fn all_categories(&self, ctx: &Ctx) -> CatalogResult<Vec<CategoryView>> {
        let snapshot = self.cache.get(ctx).await?;
        let onlooker = Onlooker::of(ctx);
        let view = |category: &crate::read_model::Category| CategoryView {
            id: category.id,
            code: category.code.clone(),
            name: category.name(ctx.locale()).to_owned(),
            products: snapshot.count_visible(category.id, &onlooker) as u64,
        };
        let mut views: Vec<CategoryView> =
            snapshot.categories().iter().map(view).filter(|view| view.products > 0).collect();
        views.sort_by_cached_key(|view| sort_key(&view.name));
        Ok(views)
    }

    async fn availability(&self, ctx: &Ctx, ids: &[ProductId]) -> CatalogResult<HashMap<ProductId, Availability>> {
        match self.boot.ports.find::<dyn Stock>() {
            Some(stock) => Ok(stock.availability(ctx, ids).await?),
            None => Ok(HashMap::new()),
        }
    }
}

fn pick_from(list: &Ordered<'_>, page: &PageRequest) -> CatalogResult<Picked> {
    let first = match page.position() {
        Position::Cursor(None) => 0,
        Position::Cursor(Some(cursor)) => list.position_after(cursor).ok_or(CatalogError::BadCursor)?,
        Position::Number(_) => usize::try_from(page.offset()).unwrap_or(usize::MAX),
    };
    let limit = page.limit() as usize;
    let places: Vec<u32> = list.from(first).take(limit).collect();
    let has_more = first.saturating_add(limit) < list.len();
    let next_cursor = places.last().filter(|_| has_more).and_then(|last| list.cursor_after(*last));
    let total = page.is_counted().then_some(list.len() as u64);
    Ok(Picked { places, next_cursor, total, sorted: SortedBy::AsAsked })
}

fn cards(ctx: &Ctx, snapshot: &Snapshot, places: &[u32]) -> CatalogResult<Vec<ProductCard>> {
    let eyes = Eyes::of(ctx, snapshot)?;
    let card = |place: &u32| {
        let product = snapshot.at(*place)?;
        Some(ProductCard {
            id: product.id,
            sku: product.sku.to_string(),
            name: product.text(ctx.locale()).name.to_string(),
            kind: product.kind,
            unit: product.unit.to_string(),
            category: snapshot.category_of(product, ctx.locale()),
            price: eyes.as_ref().and_then(|eyes| eyes.price(*place)),
            availability: Availability::NOT_TRACKED,
        })
    };
    Ok(places.iter().filter_map(card).collect())
}

fn detail(ctx: &Ctx, snapshot: &Snapshot, sku: &str) -> CatalogResult<Option<ProductDetail>> {
    let Some(place) = snapshot.place_of_sku(&code_key(sku)) else { return Ok(None) };
    let is_visible = snapshot.is_visible(place, &Onlooker::of(ctx));
    let Some(product) = snapshot.at(place).filter(|_| is_visible) else { return Ok(None) };
    let eyes = Eyes::of(ctx, snapshot)?;
    let text = product.text(ctx.locale());
    // A page is shown even where a rate is missing; an order is not taken then.
    let tax_rate = snapshot.taxes().rate(tax_country(ctx), &product.tax_class, today(ctx)?).unwrap_or_default();
    Ok(Some(ProductDetail {
        id: product.id,
        sku: product.sku.to_string(),
        name: text.name.to_string(),
        kind: product.kind,
        unit: product.unit.to_string(),
        quantity_decimals: product.quantity_decimals,
        category: snapshot.category_of(product, ctx.locale()),
        price: eyes.as_ref().and_then(|eyes| eyes.price(place)),
        availability: Availability::NOT_TRACKED,
        description: if text.description.is_empty() {
            product.text.description.to_string()
        } else {
            text.description.to_string()
        },
        attributes: product.attributes.clone(),
        weight_g: product.weight_g,
        tax_rate,
    }))
}
