//! Categories, lists and pages of products, for guests and customers alike.
//! Which prices are shown follows from the company the caller acts for.

use std::sync::Arc;

use axum::extract::State;
use kontor_contract::catalog::{
    CategoryView, EXPLAIN_OWN_PRICES, FoundByCode, FoundPage, OwnPriceExplanation, OwnPriceQuestion, ProductCard,
    ProductDetail, ProductQuery, ProductSort, SortedBy, Suggestion,
};
use kontor_kernel::{BusinessDate, Quantity};
use kontor_web::{Access, Caller, Json, Paging, Path, Problem, Query, Routes, Sort};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::service::Catalogue;

const SORTS: &[&str] = &["relevance", "name", "-name", "sku", "-sku", "newest", "price", "-price"];

/// Categories.
#[derive(Debug, Serialize, JsonSchema)]
struct Categories {
    /// By name.
    items: Vec<CategoryView>,
}

/// What is looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Search {
    /// Words in any form: codes first, then names, categories, attributes and descriptions.
    q: Option<String>,
    /// Codes of categories by commas; any of them will do.
    category: Option<String>,
    /// Attributes as a query of their own, such as `thread=M8&thread=M10&material=A2`, encoded: of one attribute any value
    /// will do, and all attributes must fit.
    filter: Option<String>,
}

impl Search {
    fn query(self, sort: &Sort) -> Result<ProductQuery, Problem> {
        let categories = self.category.as_deref().unwrap_or_default().split(',').map(str::trim);
        Ok(ProductQuery {
            text: self.q,
            categories: categories.filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            attributes: self.filter.as_deref().map_or_else(|| Ok(Vec::new()), attributes_of)?,
            sort: sort_of(sort)?,
        })
    }
}

/// Reads attributes and their values; a filter that cannot be read is refused, so that it does not show everything.
fn attributes_of(filter: &str) -> Result<Vec<(String, String)>, Problem> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(filter.as_bytes()).into_owned().collect();
    let is_good = |(code, value): &(String, String)| !code.is_empty() && !value.is_empty() && !value.contains('\0');
    if pairs.len() <= MOST_FILTERS && pairs.iter().all(is_good) {
        return Ok(pairs);
    }
    let message = "write attributes as code=value, joined by & and encoded";
    Err(Problem::bad_request().code("request.invalid_parameter").detail(format!("filter: {message}")).field(
        "filter",
        "invalid_value",
        message,
    ))
}

/// So many values of attributes can be chosen at once.
const MOST_FILTERS: usize = 50;

/// What somebody is typing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Typed {
    /// What was typed so far.
    q: Option<String>,
}

/// Suggestions.
#[derive(Debug, Serialize, JsonSchema)]
struct Suggestions {
    /// Other words first, then categories, then products.
    items: Vec<Suggestion>,
}

/// A page of products.
#[derive(Debug, Serialize, JsonSchema)]
struct ProductPage {
    /// The products.
    items: Vec<ProductCard>,
    /// Names the next page where one exists.
    next_cursor: Option<String>,
    /// How many products the whole list has, where it was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    /// Why the list is not in the order that was asked for; nothing where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_sorted: Option<SortedBy>,
}

#[derive(Debug, Clone, Copy)]
enum Field {
    Relevance,
    Name,
    Sku,
    Newest,
    Price,
}

/// Of which price the reason is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OwnPriceQuery {
    /// How many of the unit; one where nothing is said.
    quantity: Option<Quantity>,
    /// The code of a unit in which it can be ordered; the product's own one where none is named.
    unit: Option<String>,
    /// On which day, today or later; today where none is named.
    date: Option<BusinessDate>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/categories", Access::Public)
        .summary("List categories that hold products")
        .returns::<Categories>(200)
        .handle(Arc::clone(service), list_categories);
    routes
        .get("/api/v1/products", Access::Public)
        .summary("List products with the caller's prices")
        .query::<Search>()
        .paged()
        .sortable(SORTS)
        .returns::<ProductPage>(200)
        .handle(Arc::clone(service), list_products);
    add_search(routes, service);
    routes
        .get("/api/v1/products/{sku}", Access::Public)
        .summary("Show a product by its code, whatever its case")
        .returns::<ProductDetail>(200)
        .handle(Arc::clone(service), show_product);
    routes
        .get("/api/v1/products/by-code/{code}", Access::Public)
        .summary("Find a product by its code, a barcode, its maker's number or the caller's own code for it")
        .returns::<FoundByCode>(200)
        .handle(Arc::clone(service), find_product_by_code);
}

fn add_search(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/products/search", Access::Public)
        .summary("Search products, with what the search can be narrowed by")
        .query::<Search>()
        .paged()
        .sortable(SORTS)
        .returns::<FoundPage>(200)
        .handle(Arc::clone(service), search_products);
    routes
        .get("/api/v1/products/suggestions", Access::Public)
        .summary("Suggest words, categories and products to somebody who is typing")
        .query::<Typed>()
        .returns::<Suggestions>(200)
        .handle(Arc::clone(service), suggest);
}

/// What buyers ask of their own prices.
pub(super) fn add_own_prices(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/products/{sku}/price-explanation", Access::Buyer(EXPLAIN_OWN_PRICES))
        .summary("Explain why one's own company pays what it pays")
        .query::<OwnPriceQuery>()
        .returns::<OwnPriceExplanation>(200)
        .handle(Arc::clone(service), explain_own_price);
}

async fn list_categories(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
) -> Result<Json<Categories>, Problem> {
    Ok(Json(Categories { items: catalogue.all_categories(&ctx).await? }))
}

async fn list_products(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Query(search): Query<Search>,
    Paging(page): Paging,
    sort: Sort,
) -> Result<Json<ProductPage>, Problem> {
    let found = catalogue.browse(&ctx, &search.query(&sort)?, &page).await?;
    Ok(Json(ProductPage {
        items: found.page.items,
        next_cursor: found.page.next_cursor,
        total: found.page.total,
        not_sorted: Some(found.sorted).filter(|sorted| *sorted != SortedBy::AsAsked),
    }))
}

async fn search_products(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Query(search): Query<Search>,
    Paging(page): Paging,
    sort: Sort,
) -> Result<Json<FoundPage>, Problem> {
    Ok(Json(catalogue.search_products(&ctx, &search.query(&sort)?, &page).await?))
}

async fn suggest(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Query(typed): Query<Typed>,
) -> Result<Json<Suggestions>, Problem> {
    Ok(Json(Suggestions { items: catalogue.suggestions(&ctx, typed.q.as_deref().unwrap_or_default()).await? }))
}

fn sort_of(sort: &Sort) -> Result<ProductSort, Problem> {
    let fields = [
        ("relevance", Field::Relevance),
        ("name", Field::Name),
        ("sku", Field::Sku),
        ("newest", Field::Newest),
        ("price", Field::Price),
    ];
    Ok(match sort.one_of(&fields)? {
        None | Some((Field::Relevance, false)) => ProductSort::Relevance,
        Some((Field::Name, false)) => ProductSort::Name,
        Some((Field::Name, true)) => ProductSort::NameDescending,
        Some((Field::Sku, false)) => ProductSort::Sku,
        Some((Field::Sku, true)) => ProductSort::SkuDescending,
        Some((Field::Newest, false)) => ProductSort::Newest,
        Some((Field::Price, false)) => ProductSort::Price,
        Some((Field::Price, true)) => ProductSort::PriceDescending,
        Some((Field::Newest, true)) => return Err(one_way("newest has no other direction")),
        Some((Field::Relevance, true)) => return Err(one_way("relevance has no other direction")),
    })
}

fn one_way(message: &str) -> Problem {
    let problem = Problem::bad_request().code("request.invalid_parameter").detail(format!("sort: {message}"));
    problem.field("sort", "invalid_value", message)
}

async fn show_product(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
) -> Result<Json<ProductDetail>, Problem> {
    catalogue.detail(&ctx, &sku).await?.map(Json).ok_or_else(Problem::not_found)
}

async fn find_product_by_code(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
) -> Result<Json<FoundByCode>, Problem> {
    catalogue.find_by_code(&ctx, &code).await?.map(Json).ok_or_else(Problem::not_found)
}

async fn explain_own_price(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
    Query(asked): Query<OwnPriceQuery>,
) -> Result<Json<OwnPriceExplanation>, Problem> {
    let quantity = asked.quantity.unwrap_or(Quantity::ONE);
    let question = OwnPriceQuestion { sku, quantity, unit: asked.unit, date: asked.date };
    Ok(Json(catalogue.explain_own_price(&ctx, &question).await?))
}
