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
        category_attributes::{CategoryAttributeList, WantedAttribute},
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
    /// The tree it stands in, small letters, digits and hyphens: that of the category above it, or `shop`, which visitors see.
    tree: Option<String>,
    /// The code of the category above it.
    parent_code: Option<String>,
    /// Its place among its siblings; 0 unless said otherwise.
    position: Option<i32>,
}

/// A change of a category; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CategoryPatch {
    /// Its name in the tenant's own language.
    name: Option<String>,
    /// Its names in other languages, by tag; all of them are replaced.
    names: Option<BTreeMap<Locale, String>>,
    /// The code of the category above it, in the same tree; `null` makes it a root. What is below it moves with it.
    #[serde(default, deserialize_with = "super::given")]
    parent_code: Option<Option<String>>,
    /// Its place among its siblings.
    position: Option<i32>,
    /// Whether nothing can be put into it any more; refused while products on sale lie in it.
    archived: Option<bool>,
}

/// The attributes that a category adds to those above it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CategoryAttributesBody {
    /// All of them in their order; those left out are gone.
    attributes: Vec<CategoryAttributeBody>,
}

/// An attribute that products of a category have.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CategoryAttributeBody {
    /// The attribute's code.
    attribute: String,
    /// Whether products of the category must have it; they need not unless said otherwise.
    required: Option<bool>,
    /// The unit of measure its values are in.
    unit: Option<String>,
}

/// Categories.
#[derive(Debug, Serialize, JsonSchema)]
struct CategoryList {
    /// Tree by tree, each followed by those below it; archived ones behind.
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
    add_attributes(routes, service);
}

fn add_attributes(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/categories/{id}/attributes", Access::Staff(PRODUCTS_READ))
        .summary("List the attributes that products of a category have, inherited ones among them")
        .returns::<CategoryAttributeList>(200)
        .handle(Arc::clone(service), list_category_attributes);
    routes
        .put("/api/v1/admin/categories/{id}/attributes", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace the attributes that a category adds to those above it")
        .body::<CategoryAttributesBody>()
        .returns::<CategoryAttributeList>(200)
        .handle(Arc::clone(service), set_category_attributes);
}

async fn list_category_attributes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<CategoryId>,
) -> Result<Json<CategoryAttributeList>, Problem> {
    Ok(Json(catalogue.read_category_attributes(&ctx, id).await?))
}

async fn set_category_attributes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<CategoryId>,
    Json(body): Json<CategoryAttributesBody>,
) -> Result<Json<CategoryAttributeList>, Problem> {
    let wanted = |one: CategoryAttributeBody| WantedAttribute {
        attribute: one.attribute,
        is_required: one.required.unwrap_or(false),
        unit: one.unit,
    };
    let wanted: Vec<WantedAttribute> = body.attributes.into_iter().map(wanted).collect();
    Ok(Json(catalogue.set_category_attributes(&ctx, id, &wanted).await?))
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
    let new = NewCategory {
        code: body.code,
        name: body.name,
        names: body.names.unwrap_or_default(),
        tree: body.tree,
        parent_code: body.parent_code,
        position: body.position.unwrap_or(0),
    };
    Ok(Created(catalogue.create_category(&ctx, new).await?))
}

async fn change_category(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<CategoryId>,
    Json(body): Json<CategoryPatch>,
) -> Result<Json<CategoryDetail>, Problem> {
    let change = CategoryChange {
        name: body.name,
        names: body.names,
        parent_code: body.parent_code,
        position: body.position,
        archived: body.archived,
    };
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
