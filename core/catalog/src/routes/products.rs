//! Products for staff: listing, making and changing them.
//! A change holds only what shall be different; `null` empties what may be empty.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::State as Service;
use kontor_contract::catalog::ProductKind;
use kontor_kernel::{Page, ProductId};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{PRODUCTS_READ, PRODUCTS_WRITE},
    model::publication::State,
    service::{
        Catalogue,
        products::{ProductChange, ProductFilter, ProductView},
    },
};

/// Which products are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Part of a name or code.
    q: Option<String>,
    /// A category's code.
    category: Option<String>,
    /// Only archived ones, or only those on sale.
    archived: Option<bool>,
    /// Only those that have come so far on their way into the shop.
    state: Option<State>,
    /// Only those of which nothing is missing anywhere, or only the others.
    complete: Option<bool>,
}

/// A new product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewProduct {
    /// Its code, unique whatever its case.
    sku: String,
    /// Its name in the tenant's own language.
    name: String,
    /// Its names in other languages, by tag.
    names: Option<BTreeMap<String, String>>,
    /// What it is.
    description: Option<String>,
    /// Goods unless said otherwise.
    kind: Option<ProductKind>,
    /// Its unit of measure, `pcs` unless said otherwise.
    unit: Option<String>,
    /// How many decimals a quantity may have, 0 to 6.
    quantity_scale: Option<u8>,
    /// Weight of one unit in grams.
    weight_g: Option<i64>,
    /// Its tax class, `standard` unless said otherwise.
    tax_class: Option<String>,
    /// The code of its category.
    category_code: Option<String>,
    /// The codes of other categories it lies in.
    more_category_codes: Option<Vec<String>>,
    /// Attributes by name.
    attributes: Option<serde_json::Value>,
    /// Its id in another system.
    external_id: Option<String>,
    /// Whether it is not sold.
    archived: Option<bool>,
}

/// A change of a product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChangedProduct {
    /// Its code, unique whatever its case.
    sku: Option<String>,
    /// Its name in the tenant's own language.
    name: Option<String>,
    /// Its names in other languages, by tag.
    names: Option<BTreeMap<String, String>>,
    /// What it is.
    description: Option<String>,
    /// Goods or a service.
    kind: Option<ProductKind>,
    /// Its unit of measure.
    unit: Option<String>,
    /// How many decimals a quantity may have, 0 to 6.
    quantity_scale: Option<u8>,
    /// Weight of one unit in grams.
    weight_g: Option<i64>,
    /// Its tax class.
    tax_class: Option<String>,
    /// The code of its category; `null` takes it out of its category.
    #[serde(default, deserialize_with = "super::given")]
    category_code: Option<Option<String>>,
    /// The codes of all other categories it lies in.
    more_category_codes: Option<Vec<String>>,
    /// Attributes by name.
    attributes: Option<serde_json::Value>,
    /// Its id in another system; `null` forgets it.
    #[serde(default, deserialize_with = "super::given")]
    external_id: Option<Option<String>>,
    /// Whether it is no longer sold.
    archived: Option<bool>,
    /// The version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

impl From<NewProduct> for ProductChange {
    fn from(new: NewProduct) -> Self {
        Self {
            sku: Some(new.sku),
            name: Some(new.name),
            names: new.names,
            description: new.description,
            kind: new.kind,
            unit: new.unit,
            quantity_scale: new.quantity_scale,
            weight_g: new.weight_g,
            tax_class: new.tax_class,
            category_code: new.category_code.map(Some),
            more_category_codes: new.more_category_codes,
            attributes: new.attributes,
            external_id: new.external_id.map(Some),
            archived: new.archived,
            version: None,
        }
    }
}

impl From<ChangedProduct> for ProductChange {
    fn from(changed: ChangedProduct) -> Self {
        Self {
            sku: changed.sku,
            name: changed.name,
            names: changed.names,
            description: changed.description,
            kind: changed.kind,
            unit: changed.unit,
            quantity_scale: changed.quantity_scale,
            weight_g: changed.weight_g,
            tax_class: changed.tax_class,
            category_code: changed.category_code,
            more_category_codes: changed.more_category_codes,
            attributes: changed.attributes,
            external_id: changed.external_id,
            archived: changed.archived,
            version: changed.version,
        }
    }
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/products", Access::Staff(PRODUCTS_READ))
        .summary("List products by code, archived ones among them")
        .query::<Filter>()
        .paged()
        .returns::<Page<ProductView>>(200)
        .handle(Arc::clone(service), list_products);
    routes
        .post("/api/v1/admin/products", Access::Staff(PRODUCTS_WRITE))
        .summary("Make a product")
        .body::<NewProduct>()
        .returns::<ProductView>(201)
        .creates()
        .handle(Arc::clone(service), create_product);
    routes
        .get("/api/v1/admin/products/{id}", Access::Staff(PRODUCTS_READ))
        .summary("Show a product with everything that buyers do not see")
        .returns::<ProductView>(200)
        .handle(Arc::clone(service), show_product);
    routes
        .patch("/api/v1/admin/products/{id}", Access::Staff(PRODUCTS_WRITE))
        .summary("Change what is given of a product")
        .body::<ChangedProduct>()
        .returns::<ProductView>(200)
        .handle(Arc::clone(service), change_product);
}

async fn list_products(
    Service(catalogue): Service<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<ProductView>>, Problem> {
    let Filter { q, category, archived, state, complete } = filter;
    let filter = ProductFilter { text: q, category, archived, state, complete };
    Ok(Json(catalogue.list_products(&ctx, &filter, &page).await?))
}

async fn create_product(
    Service(catalogue): Service<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(new): Json<NewProduct>,
) -> Result<Created<ProductView>, Problem> {
    Ok(Created(catalogue.create_product(&ctx, new.into()).await?))
}

async fn show_product(
    Service(catalogue): Service<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<ProductView>, Problem> {
    Ok(Json(catalogue.read_product(&ctx, id).await?))
}

async fn change_product(
    Service(catalogue): Service<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(changed): Json<ChangedProduct>,
) -> Result<Json<ProductView>, Problem> {
    Ok(Json(catalogue.change_product(&ctx, id, changed.into()).await?))
}
