//! Pages of the catalogue as the caller's company sees it, from memory; at most a second old.
//! Guests see the default prices where their channel says so, and otherwise none.

use std::sync::Arc;

use kontor_contract::{
    catalog::{
        CategoryView, PackagingView, PriceSource, PriceView, ProductCard, ProductDetail, ProductQuery, ProductSort,
        SortedBy, TaxMode, TierView,
    },
    inventory::Availability,
};
use kontor_kernel::{BusinessDate, Currency, Page, PageRequest, Position, ProductId, Quantity, UnitPrice, code_key};
use kontor_store::{Ctx, Principal};

use super::{
    Catalogue, channel_of,
    codes::{code_views, reader_of},
    facets::only_category,
    media::{documents, first_picture, pictures},
    packagings::packaging_views,
    tax_country, today,
};
use crate::{
    error::{CatalogError, CatalogResult},
    model::{
        price::{Rung, Said, Unit, shown},
        search::Words,
        tax::display::Shown,
    },
    read_model::{Buyer, Onlooker, Ordered, PriceLists, Product, Snapshot},
};

/// Which prices a caller may see, if any.
pub(super) struct Eyes<'a> {
    lists: PriceLists<'a>,
    currency: Currency,
    on: BusinessDate,
    taxes: Shown<'a>,
}

impl<'a> Eyes<'a> {
    pub(super) fn of(ctx: &'a Ctx, snapshot: &'a Snapshot) -> CatalogResult<Option<Self>> {
        Self::on(ctx, snapshot, today(ctx)?)
    }

    /// The same on another day.
    pub(super) fn on(ctx: &'a Ctx, snapshot: &'a Snapshot, on: BusinessDate) -> CatalogResult<Option<Self>> {
        let is_guest = ctx.company().is_none() && matches!(ctx.principal(), Principal::Anonymous);
        let Some(channel) = ctx.channel().filter(|channel| !is_guest || channel.guests_see_prices) else {
            return Ok(None);
        };
        let lists = snapshot.lists_of(Buyer { company: ctx.company(), channel: Some(channel.id) });
        let taxes = Shown::of(snapshot.taxes(), ctx.shows_tax(), tax_country(ctx), on);
        Ok(Some(Self { lists, currency: channel.currency, on, taxes }))
    }

    /// The price of one unit that a page shows, in millionths of millionths, to be compared only.
    pub(super) fn price_of_one(&self, place: u32, class: &str) -> Option<i128> {
        let ladder = self.lists.ladder(place, (Unit::BASE, Quantity::ONE), self.currency, self.on);
        let (first, _) = shown(&ladder)?;
        let (shown, _) = self.taxes.of_class(class, first.found.tax_mode());
        let per = i128::from(first.found.per.millionths()).max(1);
        Some(i128::from(shown(first.found.unit_price).millionths()) * 1_000_000_000_000 / per)
    }

    /// A price of a class as its reader is used to it, and whether it then stands without or with tax.
    pub(super) fn shown(&self, class: &str, is: TaxMode, price: UnitPrice) -> (UnitPrice, TaxMode) {
        let (shown, mode) = self.taxes.of_class(class, is);
        (shown(price), mode)
    }

    /// The price of a product in one of its units, which holds `factor` of its own.
    pub(super) fn price(&self, place: u32, class: &str, (unit, factor): (Unit, Quantity)) -> Option<PriceView> {
        let ladder = self.lists.ladder(place, (unit, factor), self.currency, self.on);
        let (first, more) = shown(&ladder)?;
        let first = &first.found;
        let is_alike = |rung: &&Rung<'_>| rung.found.tax_mode() == first.tax_mode() && rung.found.per == first.per;
        let said = |rung: &Rung<'_>| Some((rung.min_quantity, rung.found.said(factor)?));
        let tiers: Vec<(Quantity, Said)> = more.iter().filter(is_alike).filter_map(said).collect();
        let one = first.said(factor)?;
        // All prices of a page are said of as many units as the finest of them needs.
        let per = tiers.iter().map(|(_, said)| said.per).fold(one.per, Ord::max);
        let (shown, tax_mode) = self.taxes.of_class(class, first.tax_mode());
        let text = |said: Said| Some(shown(said.of_more(per)?.unit_price).to_text(self.currency));
        let tier = |(min_quantity, said)| Some(TierView { min_quantity, unit_price: text(said)? });
        Some(PriceView {
            unit_price: text(one)?,
            currency: self.currency,
            per,
            tax_mode,
            tiers: tiers.into_iter().filter_map(tier).collect(),
            source: PriceSource { price_list: first.list.code.clone() },
        })
    }

    /// The price of a product in its own unit.
    fn own_price(&self, place: u32, class: &str) -> Option<PriceView> {
        self.price(place, class, (Unit::BASE, Quantity::ONE))
    }
}

/// The units in which a product can be ordered, with what somebody pays for each.
fn packagings(
    ctx: &Ctx,
    snapshot: &Snapshot,
    (place, product): (u32, &Product),
    eyes: Option<&Eyes<'_>>,
) -> Vec<PackagingView> {
    let mut views = packaging_views(product, snapshot.units(), ctx.locale());
    for view in &mut views {
        let unit = snapshot.price_unit(product, &code_key(&view.unit));
        view.price = eyes.and_then(|eyes| eyes.price(place, &product.tax_class, (unit, view.factor)));
    }
    views
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
        let listing = self.listing(ctx).await?;
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
            let list = Ordered::new(snapshot, (listing, channel_of(ctx)), query.sort, ctx.locale(), category);
            let onlooker = Onlooker::of(ctx);
            if snapshot.sees_all(&onlooker) {
                return pick_from(&list, page);
            }
            return pick_visible(&list, page, |place| snapshot.is_visible(place, &onlooker));
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
        let stock = self.to_be_had(ctx, snapshot, &ids).await?;
        for card in &mut cards {
            card.availability = stock.get(&card.id).copied().unwrap_or(Availability::NOT_TRACKED);
        }
        Ok(cards)
    }

    /// One product on sale by its code, whatever its case.
    pub async fn detail(&self, ctx: &Ctx, sku: &str) -> CatalogResult<Option<ProductDetail>> {
        let snapshot = self.cache.get(ctx).await?;
        let Some(mut detail) = detail(ctx, &snapshot, sku)? else { return Ok(None) };
        self.tell_around(ctx, &snapshot, &mut detail).await?;
        detail.attributes = self.public_attributes(ctx, detail.attributes).await?;
        Ok(Some(detail))
    }

    /// The shop's categories that hold products on sale, each followed by those below it.
    pub async fn all_categories(&self, ctx: &Ctx) -> CatalogResult<Vec<CategoryView>> {
        let snapshot = self.cache.get(ctx).await?;
        Ok(self.plain.categories(ctx, &snapshot, self.listing(ctx).await?))
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

/// The same for somebody from whom products are hidden: no number and no cursor tells of those.
fn pick_visible(list: &Ordered<'_>, page: &PageRequest, is_visible: impl Fn(u32) -> bool) -> CatalogResult<Picked> {
    let (from, skipped) = match page.position() {
        Position::Cursor(None) => (0, 0),
        Position::Cursor(Some(cursor)) => (list.position_after(cursor).ok_or(CatalogError::BadCursor)?, 0),
        Position::Number(_) => (0, usize::try_from(page.offset()).unwrap_or(usize::MAX)),
    };
    let limit = page.limit() as usize;
    let mut places: Vec<u32> =
        list.from(from).filter(|place| is_visible(*place)).skip(skipped).take(limit.saturating_add(1)).collect();
    let has_more = places.len() > limit;
    places.truncate(limit);
    let next_cursor = places.last().filter(|_| has_more).and_then(|last| list.cursor_after(*last));
    let total = page.is_counted().then(|| list.from(0).filter(|place| is_visible(*place)).count() as u64);
    Ok(Picked { places, next_cursor, total, sorted: SortedBy::AsAsked })
}

pub(super) fn cards(ctx: &Ctx, snapshot: &Snapshot, places: &[u32]) -> CatalogResult<Vec<ProductCard>> {
    let eyes = Eyes::of(ctx, snapshot)?;
    let card = |place: &u32| {
        let product = snapshot.at(*place)?;
        let eyes = eyes.as_ref().filter(|_| product.is_sold(channel_of(ctx)));
        Some(ProductCard {
            id: product.id,
            sku: product.sku.to_string(),
            name: product.text(ctx.locale()).name.to_string(),
            kind: product.kind,
            unit: product.unit.to_string(),
            category: snapshot.category_of(product, ctx.locale()),
            price: eyes.and_then(|eyes| eyes.own_price(*place, &product.tax_class)),
            availability: Availability::NOT_TRACKED,
            variants: product.variants.len(),
            packagings: if product.packagings.is_empty() {
                Vec::new()
            } else {
                packagings(ctx, snapshot, (*place, product), eyes)
            },
            picture: first_picture(ctx, product),
        })
    };
    Ok(places.iter().filter_map(card).collect())
}

fn detail(ctx: &Ctx, snapshot: &Snapshot, sku: &str) -> CatalogResult<Option<ProductDetail>> {
    let Some(place) = snapshot.place_of_sku(&code_key(sku)) else { return Ok(None) };
    let is_shown = snapshot.has_page(place, &Onlooker::of(ctx));
    let Some(product) = snapshot.at(place).filter(|_| is_shown) else { return Ok(None) };
    let eyes = Eyes::of(ctx, snapshot)?;
    let eyes = eyes.as_ref().filter(|_| product.is_sold(channel_of(ctx)));
    let text = product.text(ctx.locale());
    let described = if text.description.is_empty() { &product.text.description } else { &text.description };
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
        price: eyes.and_then(|eyes| eyes.own_price(place, &product.tax_class)),
        availability: Availability::NOT_TRACKED,
        description: described.to_string(),
        attributes: product.attributes.clone(),
        attribute_units: snapshot.categories().units_of(&product.categories),
        weight_g: snapshot.weight_of(product),
        tax_rate,
        packagings: packagings(ctx, snapshot, (place, product), eyes),
        codes: code_views(product, reader_of(ctx)),
        sold: product.is_sold(channel_of(ctx)),
        style: None,
        related: Vec::new(),
        kit_parts: Vec::new(),
        pictures: pictures(ctx, product),
        documents: documents(ctx, product),
    }))
}
