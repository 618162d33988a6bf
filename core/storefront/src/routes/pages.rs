//! Products to choose from, and the language to read them in.
//! Anybody on the shop's host may look; which prices they see is the catalogue's decision.

use axum::{extract::State, response::Response};
use kontor_contract::catalog::{Browse, FoundBy, ProductSort, SortedBy};
use kontor_kernel::{Locale as Language, Page, PageRequest, Position};
use kontor_web::{Access, Form, LOCALE_COOKIE, Paging, Path, Problem, Query, Routes, Sort, SortBy};
use serde::Deserialize;

use super::{
    PAGE_SIZE, attributes,
    narrowing::Narrowed,
    own_price::{self, WhyQuery},
};
use crate::{
    locale::Locale,
    present,
    shop::{Section, Shop, go_to, with_cookie},
    views::{Choice, Pager, ProductDetail, ProductList, ProductRow},
    visit::{Visit, set_cookie, way_back},
};

/// The orders of the list, by their messages.
pub(super) const SORTS: [(&str, ProductSort); 8] = [
    ("relevance", ProductSort::Relevance),
    ("name", ProductSort::Name),
    ("-name", ProductSort::NameDescending),
    ("sku", ProductSort::Sku),
    ("-sku", ProductSort::SkuDescending),
    ("newest", ProductSort::Newest),
    ("price", ProductSort::Price),
    ("-price", ProductSort::PriceDescending),
];
const A_YEAR_S: i64 = 365 * 24 * 60 * 60;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get("/", Access::Public).page().handle(shop.clone(), show_home);
    routes.get("/products", Access::Public).page().handle(shop.clone(), list_products);
    routes.get("/products/{sku}", Access::Public).page().handle(shop.clone(), show_product);
    routes.post("/language", Access::Public).page().handle(shop.clone(), choose_language);
}

async fn show_home() -> Response {
    go_to("/products")
}

/// What narrows the list of products. Other parameters, such as those of campaigns, are passed over.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Filter {
    pub(super) q: Option<String>,
    pub(super) category: Option<String>,
    pub(super) filter: Option<String>,
}

async fn list_products(
    State(shop): State<Shop>,
    visit: Visit,
    Query(filter): Query<Filter>,
    Paging(paging): Paging,
    Sort(sort): Sort,
) -> Result<Response, Problem> {
    let view = product_list(&shop, &visit, &filter, &paging, sort.as_ref()).await?;
    match last_page(&view.pager, &paging) {
        Some(url) => Ok(go_to(&url)),
        None => shop.page(&visit, Section::Products, &view).await,
    }
}

/// Where to go instead of a page that lies beyond the end of a list.
pub(super) fn last_page(pager: &Pager, asked: &PageRequest) -> Option<String> {
    let is_beyond = u64::from(page_of(asked)) > pager.pages;
    is_beyond.then(|| pager.links.last().and_then(|link| link.url.clone())).flatten()
}

/// The page asked for, from 1.
pub(super) const fn page_of(request: &PageRequest) -> u32 {
    match request.position() {
        Position::Number(page) => *page,
        Position::Cursor(_) => 1,
    }
}

/// The code of an order of a list as it stands in addresses.
pub(super) fn sort_code(sort: Option<&SortBy>) -> String {
    sort.map(|sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.field)).unwrap_or_default()
}

/// The orders a list can have, by their messages.
pub(super) fn sort_choices<T>(locale: &Locale, sorts: &[(&str, T)], chosen: &str) -> Vec<Choice> {
    let choice = |(code, _): &(&str, T)| Choice {
        value: (*code).to_owned(),
        label: locale.text(&format!("sort-{code}")),
        selected: *code == chosen,
    };
    sorts.iter().map(choice).collect()
}

/// The view of a list of products; an order that does not exist falls back to the first.
pub(super) async fn product_list(
    shop: &Shop,
    visit: &Visit,
    filter: &Filter,
    paging: &PageRequest,
    sort: Option<&SortBy>,
) -> Result<ProductList, Problem> {
    let browse = shop.port::<dyn Browse>()?;
    let narrowed = Narrowed::new(filter, &sort_code(sort));
    let page = PageRequest::new(PAGE_SIZE, Position::Number(page_of(paging)));
    let mut found = browse.search(&visit.ctx, &narrowed.query(), &page).await?;
    let categories = browse.categories(&visit.ctx).await?;
    let locale = shop.locale(&visit.ctx);
    let sorts: Vec<_> = SORTS.iter().filter(|(_, by)| narrowed.offers(*by)).copied().collect();
    Ok(ProductList {
        pager: narrowed.pager(paging, found.total),
        category_name: categories.iter().find(|known| known.code == narrowed.category).map(|known| known.name.clone()),
        categories: narrowed.categories(categories, &found.facets),
        sorts: sort_choices(locale, &sorts, narrowed.sort),
        sort: narrowed.sort_in_address().to_owned(),
        facets: found.facets.iter().filter_map(|facet| narrowed.facet(locale, facet)).collect(),
        all_url: (!narrowed.attributes.is_empty()).then(|| narrowed.without_attributes()),
        did_you_mean: found.did_you_mean.take().map(|words| narrowed.meant(words)),
        most_words: found.found_by == FoundBy::MostWords,
        not_sorted: not_sorted(locale, found.sorted),
        items: rows(visit, found.items),
        filter: narrowed.filter(),
        q: narrowed.q,
        category: narrowed.category,
    })
}

fn not_sorted(locale: &Locale, sorted: SortedBy) -> Option<String> {
    match sorted {
        SortedBy::AsAsked => None,
        SortedBy::NotByPriceUnseen => Some(locale.text("not-sorted-unseen")),
        SortedBy::NotByPriceTooMany => Some(locale.text("not-sorted-too-many")),
    }
}

/// So many rows are seen at once on a large screen; pictures further down are fetched when they come into sight.
const SEEN_FIRST: usize = 12;

fn rows(visit: &Visit, cards: Vec<kontor_contract::catalog::ProductCard>) -> Vec<ProductRow> {
    let mut rows: Vec<ProductRow> = cards.into_iter().map(|card| row(visit, card)).collect();
    for picture in rows.iter_mut().skip(SEEN_FIRST).filter_map(|row| row.picture.as_mut()) {
        picture.is_later = true;
    }
    rows
}

fn row(visit: &Visit, card: kontor_contract::catalog::ProductCard) -> ProductRow {
    with_added(visit, present::product_row(card))
}

/// A product with what was added of it just now.
fn with_added(visit: &Visit, row: ProductRow) -> ProductRow {
    match visit.added(&row.sku) {
        Some((added, added_unit)) => ProductRow { added: Some(added), added_unit, ..row },
        None => row,
    }
}

/// The pager of a list that was counted.
pub(super) fn pager<T>(path: &str, query: &[(&str, &str)], paging: &PageRequest, found: &Page<T>) -> Pager {
    let total = found.total.unwrap_or(found.items.len() as u64);
    Pager::new(path, query, u64::from(page_of(paging)), u64::from(PAGE_SIZE), total)
}

async fn show_product(
    State(shop): State<Shop>,
    visit: Visit,
    Path(sku): Path<String>,
    Query(asked): Query<WhyQuery>,
) -> Result<Response, Problem> {
    let mut view = product_detail(&shop, &visit, &sku).await?.ok_or_else(Problem::not_found)?;
    if let Some(why) = &mut view.why {
        own_price::answer(&shop, &visit, &sku, &asked, why).await?;
    }
    shop.page(&visit, Section::Products, &view).await
}

pub(super) async fn product_detail(shop: &Shop, visit: &Visit, sku: &str) -> Result<Option<ProductDetail>, Problem> {
    let found = shop.port::<dyn Browse>()?.product(&visit.ctx, sku).await?;
    let known = attributes::public_of(shop, &visit.ctx, "product").await?;
    Ok(found.map(|product| {
        let mut view = present::product_detail(shop.locale(&visit.ctx), product, &known);
        view.product = with_added(visit, view.product);
        view.why = own_price::question(&visit.ctx, &view.product);
        view
    }))
}

#[derive(Debug, Deserialize)]
struct LanguageForm {
    language: String,
    return_to: Option<String>,
}

async fn choose_language(Form(form): Form<LanguageForm>) -> Response {
    let back = go_to(&way_back(form.return_to.as_deref(), "/products"));
    let chosen = form.language.parse::<Language>().ok();
    with_cookie(back, chosen.and_then(|language| set_cookie(LOCALE_COOKIE, language.tag(), A_YEAR_S)))
}
