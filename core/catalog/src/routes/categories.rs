//! Categories for staff: listing, making, naming and archiving them.
//! What they are called in each language is what visitors of the shop read.

use std::{collections::BTreeMap, sync::Arc};

use axum::{extract::State, http::StatusCode};
use kontor_kernel::{CategoryId, Locale};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::{PRODUCTS_READ, PRODUCTS_WRITE},
    service::{
        Catalogue,
        categories::{CategoryChange, CategoryDetail, NewCategory},
    },
};

/// Which categories.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only archived ones, or only those in use.
    archived: Option<bool>,
}

/// A new category.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CategoryBody {
    /// Small letters, digits and hyphens, as it stands in addresses of the shop; made from the name unless said
    /// otherwise. It never changes.
    code: Option<String>,
    /// Its name in the tenant's own language.
    name: String,
    /// Its names in other languages, by tag.
    names: Option<BTreeMap<Locale, String>>,
}

/// A change of a category; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CategoryPatch {
    /// Its name in the tenant's own language.
    name: Option<String>,
    /// Its names in other languages, by tag; all of them are replaced.
    names: Option<BTreeMap<Locale, String>>,
    /// Whether nothing can be put into it any more; refused while products on sale lie in it.
    archived: Option<bool>,
}

/// Categories.
#[derive(Debug, Serialize, JsonSchema)]
struct CategoryList {
    /// By name, archived ones behind.
    items: Vec<CategoryDetail>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/categories", Access::Staff(PRODUCTS_READ))
        .summary("List categories with their names in every language")
        .query::<Filter>()
        .returns::<CategoryList>(200)
        .handle(Arc::clone(service), list_all_categories);
    routes
        .post("/api/v1/admin/categories", Access::Staff(PRODUCTS_WRITE))
        .summary("Make a category")
        .body::<CategoryBody>()
        .returns::<CategoryDetail>(201)
        .creates()
        .handle(Arc::clone(service), create_category);
    routes
        .patch("/api/v1/admin/categories/{id}", Access::Staff(PRODUCTS_WRITE))
        .summary("Change what is given of a category")
        .body::<CategoryPatch>()
        .returns::<CategoryDetail>(200)
        .handle(Arc::clone(service), change_category);
    routes
        .delete("/api/v1/admin/categories/{id}", Access::Staff(PRODUCTS_WRITE))
        .summary("Archive a category in which no products on sale lie")
        .returns_nothing(204)
        .handle(Arc::clone(service), archive_category);
}

async fn list_all_categories(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
) -> Result<Json<CategoryList>, Problem> {
    Ok(Json(CategoryList { items: catalogue.list_categories(&ctx, filter.archived).await? }))
}

async fn create_category(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(body): Json<CategoryBody>,
) -> Result<Created<CategoryDetail>, Problem> {
    let new = NewCategory { code: body.code, name: body.name, names: body.names.unwrap_or_default() };
    Ok(Created(catalogue.create_category(&ctx, new).await?))
}

async fn change_category(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<CategoryId>,
    Json(body): Json<CategoryPatch>,
) -> Result<Json<CategoryDetail>, Problem> {
    let change = CategoryChange { name: body.name, names: body.names, archived: body.archived };
    Ok(Json(catalogue.change_category(&ctx, id, change).await?))
}

async fn archive_category(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<CategoryId>,
) -> Result<StatusCode, Problem> {
    let change = CategoryChange { archived: Some(true), ..CategoryChange::default() };
    catalogue.change_category(&ctx, id, change).await?;
    Ok(StatusCode::NO_CONTENT)
}
