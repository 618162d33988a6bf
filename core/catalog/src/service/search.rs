//! Searching: what was found in the order that was asked for, with what it can be narrowed by, and suggestions.
//! Everything is decided among the products that the caller may find; no other one leaves a trace.

use std::{
    cmp::Reverse,
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use kontor_contract::catalog::{
    Facet, FoundBy, FoundPage, ProductQuery, ProductSort, SortedBy, Suggestion, SuggestionKind,
};
use kontor_kernel::{Locale, PageRequest, Position};
use kontor_search::{Answer, Hit, Matched, Question, Ready, Sight, written};
use kontor_store::Ctx;

use super::{
    Catalogue,
    browse::Eyes,
    codes::reader_of,
    facets::{Counts, Narrowing},
};
use crate::{
    error::{CatalogError, CatalogResult},
    model::search::Words,
    read_model::{Category, Listing, Onlooker, Ordered, Product, Shown, Snapshot, group},
};

/// How long a search may take; what was found until then is the answer.
const TIME: Duration = Duration::from_millis(500);
/// More than these are not sorted by price: prices are the caller's own and computed one by one.
pub(super) const MOST_PRICED: usize = 2_000;
/// Hits worth this are named by their whole code and stand first in every order.
const NAMED: u32 = 800_000;
/// Suggestions at the most: of products, of categories, and of all kinds together.
const MOST_PRODUCTS: usize = 6;
const MOST_CATEGORIES: usize = 3;
const MOST_SUGGESTIONS: usize = 10;

/// What was found, before it is narrowed.
pub(super) struct Found {
    /// With what each place is worth.
    pub hits: Vec<Hit>,
    told: Told,
}

/// What is told of how something was found.
struct Told {
    by: FoundBy,
    did_you_mean: Option<String>,
    is_complete: bool,
}

impl Told {
    /// Nothing was looked for.
    const fn everything() -> Self {
        Self { by: FoundBy::Everything, did_you_mean: None, is_complete: true }
    }
}

/// The places of a page and how the list goes on.
pub(super) struct Cut {
    places: Vec<u32>,
    next_cursor: Option<String>,
    total: u64,
    sorted: SortedBy,
}

/// Where a page begins.
pub(super) fn first_of(page: &PageRequest) -> CatalogResult<usize> {
    match page.position() {
        Position::Cursor(None) => Ok(0),
        Position::Cursor(Some(cursor)) => {
            cursor.strip_prefix("m").and_then(|number| number.parse().ok()).ok_or(CatalogError::BadCursor)
        }
        Position::Number(_) => Ok(usize::try_from(page.offset()).unwrap_or(usize::MAX)),
    }
}

/// A page of these places, out of so many.
pub(super) fn cut_out(places: Vec<u32>, total: usize, sorted: SortedBy, page: &PageRequest) -> CatalogResult<Cut> {
    let end = first_of(page)?.saturating_add(page.limit() as usize);
    let has_more = end < total;
    let next_cursor = (has_more && !page.is_counted()).then(|| format!("m{end}"));
    Ok(Cut { places, next_cursor, total: total as u64, sorted })
}

/// What a search is made in: who looks at which state of the catalogue.
pub(super) struct Search<'a> {
    pub ctx: &'a Ctx,
    pub shown: &'a Arc<Shown>,
    pub onlooker: Onlooker,
    pub listing: Listing,
}

impl Catalogue {
    /// A page of what was found, with what it can be narrowed by.
    pub async fn search_products(
        &self,
        ctx: &Ctx,
        query: &ProductQuery,
        page: &PageRequest,
    ) -> CatalogResult<FoundPage> {
        let snapshot = self.cache.get(ctx).await?;
        let facts = self.facts(ctx, &snapshot).await?;
        let shown = Arc::new(Shown { snapshot, facts });
        let search = self.searching(ctx, &shown).await?;
        let snapshot = &shown.snapshot;
        if let Some((cut, facets)) = self.plain.page(&search, query, page)? {
            return self.found_page(ctx, snapshot, cut, facets, Told::everything()).await;
        }
        let found = self.find(&search, query.text.as_deref()).await;
        let narrowing = Narrowing::new(snapshot, snapshot.columns(), &shown.facts, ctx.locale(), query);
        let mut counts = Counts::default();
        let kept = narrowing.narrow(found.hits, |place| search.listed(place), &mut counts);
        let cut = search.cut(kept, query.sort, page)?;
        self.found_page(ctx, snapshot, cut, narrowing.facets(&counts), found.told).await
    }

    async fn found_page(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        cut: Cut,
        facets: Vec<Facet>,
        told: Told,
    ) -> CatalogResult<FoundPage> {
        Ok(FoundPage {
            items: self.cards_with_stock(ctx, snapshot, &cut.places).await?,
            next_cursor: cut.next_cursor,
            total: cut.total,
            found_by: told.by,
            did_you_mean: told.did_you_mean,
            sorted: cut.sorted,
            facets,
            is_complete: told.is_complete,
        })
    }

    /// The places of a list that words, categories or prices decide, as a page of the plain list shows them: only what
    /// has all words.
    pub(super) async fn pick_found(
        &self,
        ctx: &Ctx,
        snapshot: &Arc<Snapshot>,
        query: &ProductQuery,
        page: &PageRequest,
    ) -> CatalogResult<(Vec<u32>, Option<String>, u64, SortedBy)> {
        let facts = self.facts(ctx, snapshot).await?;
        let shown = Arc::new(Shown { snapshot: Arc::clone(snapshot), facts });
        let search = self.searching(ctx, &shown).await?;
        let mut found = self.find(&search, query.text.as_deref()).await;
        if found.told.by == FoundBy::MostWords {
            found.hits.clear();
        }
        let narrowing = Narrowing::new(snapshot, snapshot.columns(), &shown.facts, ctx.locale(), query);
        let kept = narrowing.narrow(found.hits, |place| search.listed(place), &mut Counts::default());
        let cut = search.cut(kept, query.sort, page)?;
        Ok((cut.places, cut.next_cursor, cut.total, cut.sorted))
    }

    /// What whoever is typing may be looking for.
    pub async fn suggestions(&self, ctx: &Ctx, text: &str) -> CatalogResult<Vec<Suggestion>> {
        let snapshot = self.cache.get(ctx).await?;
        let facts = self.facts(ctx, &snapshot).await?;
        let shown = Arc::new(Shown { snapshot, facts });
        let search = self.searching(ctx, &shown).await?;
        if Words::parse(text).is_none() {
            return Ok(Vec::new());
        }
        let found = self.find(&search, Some(text)).await;
        let mut suggestions = Vec::new();
        suggestions.extend(found.told.did_you_mean.clone().map(|words| Suggestion {
            kind: SuggestionKind::Words,
            text: words,
            code: None,
        }));
        suggestions.extend(search.categories(text));
        suggestions.extend(search.products(found));
        suggestions.truncate(MOST_SUGGESTIONS);
        Ok(suggestions)
    }

    async fn searching<'a>(&self, ctx: &'a Ctx, shown: &'a Arc<Shown>) -> CatalogResult<Search<'a>> {
        Ok(Search { ctx, shown, onlooker: Onlooker::of(ctx), listing: self.listing(ctx).await? })
    }

    async fn find(&self, search: &Search<'_>, text: Option<&str>) -> Found {
        let Some(text) = text.filter(|text| Words::parse(text).is_some()) else { return search.everything() };
        match self.ready(search.ctx, search.shown).await {
            Some(ready) => search.ask(&ready, text),
            None => search.look_through(text),
        }
    }
}

impl Search<'_> {
    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.shown.snapshot
    }

    pub(super) fn is_visible(&self, place: u32) -> bool {
        self.snapshot().is_visible(place, &self.onlooker)
    }

    /// The languages whose forms of words are looked for: the reader's and those of the channel.
    fn languages(&self) -> Vec<Locale> {
        let spoken = self.ctx.channel().map_or(&[][..], |channel| channel.languages.as_slice());
        let others = spoken.iter().copied().filter(|locale| *locale != self.ctx.locale());
        if spoken.is_empty() {
            Locale::ALL.to_vec()
        } else {
            std::iter::once(self.ctx.locale()).chain(others).collect()
        }
    }

    /// Where lists show the product at a place: a variant as its style, or a style only as its variants.
    pub(super) fn listed(&self, place: u32) -> Option<u32> {
        let snapshot = self.snapshot();
        let product = snapshot.at(place)?;
        match (self.listing, product.style) {
            (Listing::Variants, _) => Some(place).filter(|_| !product.is_style()),
            (Listing::Styles, None) => Some(place),
            (Listing::Styles, Some(style)) => {
                let is_sold_so =
                    |place: &u32| snapshot.at(*place).is_some_and(Product::is_style) && self.is_visible(*place);
                snapshot.place_of(style).filter(is_sold_so).or(Some(place))
            }
        }
    }

    pub(super) fn everything(&self) -> Found {
        let all = 0..self.snapshot().places();
        let hits = all.filter(|place| self.is_visible(*place)).map(|place| Hit { place, score: 0 }).collect();
        Found { hits, told: Told::everything() }
    }

    fn question(&self, text: &str) -> Option<Question> {
        let snapshot = self.snapshot();
        let mut question = Question::read(text, &self.languages(), snapshot.synonyms())?;
        // A category stands for all below it.
        let names = |number: u32| match snapshot.labelled(number) {
            Some(category) => snapshot.categories().with_below(category.id).into_iter().map(group).collect(),
            None => Vec::new(),
        };
        question.add_groups(snapshot.labels(), names);
        Some(question)
    }

    fn ask(&self, ready: &Ready, text: &str) -> Found {
        let Some(question) = self.question(text) else {
            return Found { hits: Vec::new(), told: Told { by: FoundBy::Nothing, ..Told::everything() } };
        };
        let is_visible = |place: u32| self.is_visible(place);
        let sight = Sight { is_visible: &is_visible, until: Instant::now() + TIME };
        let answer = ready.ask(&question, &sight);
        let did_you_mean = self.meant(ready, &question, &answer, &sight);
        let mut hits = answer.hits;
        self.put_named_first(text, &mut hits);
        let by = match answer.matched {
            _ if hits.is_empty() => FoundBy::Nothing,
            Matched::Most => FoundBy::MostWords,
            Matched::All | Matched::Nothing => FoundBy::AllWords,
        };
        Found { hits, told: Told { by, did_you_mean, is_complete: answer.is_complete } }
    }

    /// The product that what was written is a code of stands first: among codes those that answer to the caller only.
    fn put_named_first(&self, text: &str, hits: &mut Vec<Hit>) {
        let named = self.snapshot().find_by_code(text, reader_of(self.ctx), &self.onlooker).map(|(place, ..)| place);
        let Some(place) = named.filter(|place| self.is_visible(*place)) else { return };
        match hits.iter_mut().find(|hit| hit.place == place) {
            Some(hit) => hit.score = u32::MAX,
            None => hits.push(Hit { place, score: u32::MAX }),
        }
    }

    /// The question with the words that may have been meant, where that finds something.
    fn meant(&self, ready: &Ready, question: &Question, answer: &Answer, sight: &Sight<'_>) -> Option<String> {
        let mut words: Vec<String> = question.words().map(str::to_owned).collect();
        if answer.corrections.is_empty() {
            return None;
        }
        for correction in &answer.corrections {
            let word = words.get_mut(correction.word)?;
            *word = self.written(correction.place, &correction.term);
        }
        let meant = words.join(" ");
        let found = ready.ask(&self.question(&meant)?, sight);
        (found.matched == Matched::All).then_some(meant)
    }

    /// A word as the product at a place writes it.
    fn written(&self, place: u32, folded: &str) -> String {
        let product = self.snapshot().at(place);
        let texts = product.into_iter().flat_map(|product| {
            let others = product.translations.iter().map(|(_, text)| text);
            let all: Vec<&str> = std::iter::once(&product.text)
                .chain(others)
                .flat_map(|text| [&*text.name, &*text.description])
                .collect();
            all
        });
        texts.into_iter().find_map(|text| written(text, folded)).unwrap_or_else(|| folded.to_owned())
    }

    /// While the index of a large catalogue is being made: words in names and codes, as they stand there.
    fn look_through(&self, text: &str) -> Found {
        let snapshot = self.snapshot();
        let locale = self.ctx.locale();
        let Some(words) = Words::parse(text) else { return self.everything() };
        let fits = |place: &u32| {
            snapshot.at(*place).is_some_and(|product| {
                words.occur_in([&product.text(locale).name_key, &product.sku_fold])
                    || words.occur_in([&product.text.name_key, &product.sku_fold])
            })
        };
        let until = Instant::now() + TIME;
        let in_time = (0..snapshot.places()).enumerate().take_while(|(at, _)| at % 1024 != 0 || Instant::now() < until);
        let places = in_time.map(|(_, place)| place).filter(|place| self.is_visible(*place) && fits(place));
        let mut hits: Vec<Hit> = places.map(|place| Hit { place, score: 1 }).collect();
        self.put_named_first(text, &mut hits);
        let by = if hits.is_empty() { FoundBy::Nothing } else { FoundBy::AllWords };
        Found { hits, told: Told { by, did_you_mean: None, is_complete: false } }
    }

    /// Sorts what was found and cuts a page out of it.
    pub(super) fn cut(&self, mut hits: Vec<Hit>, sort: ProductSort, page: &PageRequest) -> CatalogResult<Cut> {
        let (first, limit) = (first_of(page)?, page.limit() as usize);
        let sorted = self.sort(&mut hits, sort, first.saturating_add(limit))?;
        let places = hits.iter().skip(first).take(limit).map(|hit| hit.place).collect();
        cut_out(places, hits.len(), sorted, page)
    }

    /// Sorts what was found, as far as the end of the page.
    fn sort(&self, hits: &mut [Hit], sort: ProductSort, end: usize) -> CatalogResult<SortedBy> {
        let is_by_price = matches!(sort, ProductSort::Price | ProductSort::PriceDescending);
        let mut sorted = SortedBy::AsAsked;
        if is_by_price {
            sorted = self.sort_by_price(hits, sort == ProductSort::PriceDescending)?;
            if sorted == SortedBy::AsAsked {
                return Ok(sorted);
            }
        }
        let list = Ordered::new(self.snapshot(), (self.listing, self.onlooker.channel), sort, self.ctx.locale(), None);
        let rank = |hit: &Hit| u64::from(list.rank(hit.place));
        if is_by_price || sort == ProductSort::Relevance {
            // By how well they fit, and what has the same worth by name.
            sort_until(hits, end, |hit| u64::from(u32::MAX - hit.score) << 32 | rank(hit));
        } else {
            sort_until(hits, end, |hit| u64::from(hit.score < NAMED) << 32 | rank(hit));
        }
        Ok(sorted)
    }

    /// Sorts by the caller's price of one unit; what has none stands last.
    fn sort_by_price(&self, hits: &mut [Hit], is_descending: bool) -> CatalogResult<SortedBy> {
        let Some(eyes) = Eyes::of(self.ctx, self.snapshot())? else { return Ok(SortedBy::NotByPriceUnseen) };
        if hits.len() > MOST_PRICED {
            return Ok(SortedBy::NotByPriceTooMany);
        }
        let names = Ordered::new(
            self.snapshot(),
            (self.listing, self.onlooker.channel),
            ProductSort::Name,
            self.ctx.locale(),
            None,
        );
        hits.sort_by_cached_key(|hit| {
            let price =
                self.snapshot().at(hit.place).and_then(|product| eyes.price_of_one(hit.place, &product.tax_class));
            let key = if is_descending { price.map(|price| -price) } else { price };
            (key.is_none(), key, names.rank(hit.place))
        });
        Ok(SortedBy::AsAsked)
    }

    /// Categories whose names have the words, as far as they hold anything the caller may find.
    fn categories(&self, text: &str) -> Vec<Suggestion> {
        let snapshot = self.snapshot();
        let Some(question) = Question::read(text, &self.languages(), snapshot.synonyms()) else { return Vec::new() };
        let named = question.labels(snapshot.labels()).into_iter().filter_map(|number| snapshot.labelled(number));
        let holds = |category: &&Category| {
            snapshot
                .places_in(self.listing, self.onlooker.channel, category.id)
                .iter()
                .any(|place| self.is_visible(*place))
        };
        let suggestion = |category: &Category| Suggestion {
            kind: SuggestionKind::Category,
            text: category.name(self.ctx.locale()).to_owned(),
            code: Some(category.code.clone()),
        };
        named.filter(holds).take(MOST_CATEGORIES).map(suggestion).collect()
    }

    fn products(&self, found: Found) -> Vec<Suggestion> {
        let names = Ordered::new(
            self.snapshot(),
            (self.listing, self.onlooker.channel),
            ProductSort::Relevance,
            self.ctx.locale(),
            None,
        );
        let mut hits: Vec<Hit> = Vec::new();
        let mut shown: HashSet<u32> = HashSet::new();
        let mut all = found.hits;
        all.sort_by_key(|hit| Reverse(hit.score));
        for hit in all {
            if let Some(place) = self.listed(hit.place).filter(|place| shown.insert(*place)) {
                hits.push(Hit { place, ..hit });
            }
        }
        let rank = |hit: &Hit| u64::from(names.rank(hit.place));
        sort_until(&mut hits, MOST_PRODUCTS, |hit| u64::from(u32::MAX - hit.score) << 32 | rank(hit));
        let products = hits.iter().filter_map(|hit| self.snapshot().at(hit.place));
        let suggestion = |product: &Product| Suggestion {
            kind: SuggestionKind::Product,
            text: product.text(self.ctx.locale()).name.to_string(),
            code: Some(product.sku.to_string()),
        };
        products.take(MOST_PRODUCTS).map(suggestion).collect()
    }
}

/// Puts those with the smallest keys in front, in order; what stands behind the end may be in any.
fn sort_until(hits: &mut [Hit], end: usize, key: impl Fn(&Hit) -> u64) {
    if end < hits.len() {
        hits.select_nth_unstable_by_key(end, &key);
    }
    let end = end.min(hits.len());
    hits[..end].sort_unstable_by_key(key);
}
