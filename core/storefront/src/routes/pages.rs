//! Products to choose from, and the language to read them in.
//! Anybody on the shop's host may look; which prices they see is the catalogue's decision.

use axum::{extract::State, response::Response};
use kontor_contract::catalog::{Browse, ProductQuery, ProductSort};
use kontor_kernel::{Locale as Language, Page, PageRequest, Position};
use kontor_web::{Access, Form, LOCALE_COOKIE, Paging, Path, Problem, Query, Routes, Sort, SortBy};
use serde::Deserialize;

use super::{PAGE_SIZE, attributes};
use crate::{
    locale::Locale,
    present,
    shop::{Section, Shop, go_to, with_cookie},
    views::{Choice, Pager, ProductDetail, ProductList},
    visit::{Visit, set_cookie, way_back},
};

const SORTS: [(&str, ProductSort); 5] = [
    ("name", ProductSort::Name),
    ("-name", ProductSort::NameDescending),
    ("sku", ProductSort::Sku),
    ("-sku", ProductSort::SkuDescending),
    ("newest", ProductSort::Newest),
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
    q: Option<String>,
    category: Option<String>,
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
    let code = sort_code(sort);
    let (code, by) = *SORTS.iter().find(|(known, _)| *known == code).unwrap_or(&SORTS[0]);
    let query = ProductQuery { text: filter.q.clone(), category: filter.category.clone(), sort: by };
    let page = PageRequest::new(PAGE_SIZE, Position::Number(page_of(paging)));
    let found = browse.products(&visit.ctx, &query, &page).await?;
    let categories = browse.categories(&visit.ctx).await?;
    let q = filter.q.clone().unwrap_or_default();
    let category = filter.category.clone().unwrap_or_default();
    let shown_sort = if code == SORTS[0].0 { "" } else { code };
    let address = [("q", q.as_str()), ("category", category.as_str()), ("sort", shown_sort)];
    Ok(ProductList {
        pager: pager("/products", &address, paging, &found),
        category_name: categories.iter().find(|known| known.code == category).map(|known| known.name.clone()),
        categories: categories.into_iter().map(|known| present::category_choice(known, &category)).collect(),
        sorts: sort_choices(shop.locale(&visit.ctx), &SORTS, code),
        sort: shown_sort.to_owned(),
        items: found.items.into_iter().map(|card| row(visit, card)).collect(),
        q,
        category,
    })
}

fn row(visit: &Visit, card: kontor_contract::catalog::ProductCard) -> crate::views::ProductRow {
    let added = visit.added(&card.sku);
    crate::views::ProductRow { added, ..present::product_row(card) }
}

/// The pager of a list that was counted.
pub(super) fn pager<T>(path: &str, query: &[(&str, &str)], paging: &PageRequest, found: &Page<T>) -> Pager {
    let total = found.total.unwrap_or(found.items.len() as u64);
    Pager::new(path, query, u64::from(page_of(paging)), u64::from(PAGE_SIZE), total)
}

async fn show_product(State(shop): State<Shop>, visit: Visit, Path(sku): Path<String>) -> Result<Response, Problem> {
    let view = product_detail(&shop, &visit, &sku).await?.ok_or_else(Problem::not_found)?;
    shop.page(&visit, Section::Products, &view).await
}

pub(super) async fn product_detail(shop: &Shop, visit: &Visit, sku: &str) -> Result<Option<ProductDetail>, Problem> {
    let found = shop.port::<dyn Browse>()?.product(&visit.ctx, sku).await?;
    let known = attributes::public_of(shop, &visit.ctx, "product").await?;
    Ok(found.map(|product| {
        let mut view = present::product_detail(shop.locale(&visit.ctx), product, &known);
        view.product.added = visit.added(&view.product.sku);
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
