//! Categories, lists and pages of products, for guests and customers alike.
//! Which prices are shown follows from the company the caller acts for.

use std::sync::Arc;

use axum::extract::State;
use kontor_contract::catalog::{CategoryView, FoundByCode, ProductCard, ProductDetail, ProductQuery, ProductSort};
use kontor_kernel::Page;
use kontor_web::{Access, Caller, Json, Paging, Path, Problem, Query, Routes, Sort};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::service::Catalogue;

const SORTS: &[&str] = &["name", "-name", "sku", "-sku", "newest"];

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
    /// Words that name or code contain.
    q: Option<String>,
    /// A category's code.
    category: Option<String>,
}

#[derive(Debug, Clone, Copy)]
enum Field {
    Name,
    Sku,
    Newest,
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
        .returns::<Page<ProductCard>>(200)
        .handle(Arc::clone(service), list_products);
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
) -> Result<Json<Page<ProductCard>>, Problem> {
    let query = ProductQuery { text: search.q, category: search.category, sort: sort_of(&sort)? };
    Ok(Json(catalogue.browse(&ctx, &query, &page).await?))
}

fn sort_of(sort: &Sort) -> Result<ProductSort, Problem> {
    let chosen = sort.one_of(&[("name", Field::Name), ("sku", Field::Sku), ("newest", Field::Newest)])?;
    Ok(match chosen {
        None | Some((Field::Name, false)) => ProductSort::Name,
        Some((Field::Name, true)) => ProductSort::NameDescending,
        Some((Field::Sku, false)) => ProductSort::Sku,
        Some((Field::Sku, true)) => ProductSort::SkuDescending,
        Some((Field::Newest, false)) => ProductSort::Newest,
        Some((Field::Newest, true)) => {
            return Err(Problem::bad_request()
                .code("request.invalid_parameter")
                .detail("sort: newest has no other direction")
                .field("sort", "invalid_value", "newest has no other direction"));
        }
    })
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
