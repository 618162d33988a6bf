//! Price lists, their prices and quantities for staff.
//! Setting prices leaves alone what it does not name; a price of `null` takes it out of the list.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use kontor_contract::catalog::TaxMode;
use kontor_kernel::{BusinessDate, Currency, Page, PriceListId, Quantity, UnitPrice};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{AppliedView, given};
use crate::{
    entities::price_list::{Purpose, State as ListState},
    manifest::{PRICES_READ, PRICES_WRITE},
    model::price::{QuantityRule, WrittenEnding, WrittenRule},
    service::{
        Catalogue,
        price_lists::{ListChange, NewPriceList, PriceListView},
        prices::{ListedPrice, PriceSetting},
        quantity_rules::{ListedQuantities, QuantitySetting},
    },
};

/// Prices that one request may set. More belong into an import.
const MOST_PRICES: usize = 2_000;

/// A new price list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewList {
    /// Its code, unique whatever its case.
    code: String,
    /// Its name; the code unless said otherwise.
    name: Option<String>,
    /// The currency of all its prices; the channel's unless said otherwise.
    currency: Option<Currency>,
    /// Net unless said otherwise.
    tax_mode: Option<TaxMode>,
    /// Whether everybody falls back to it; the first list of a currency does unless said otherwise.
    is_default: Option<bool>,
    /// Sales unless said otherwise. It stays what it is.
    purpose: Option<Purpose>,
    /// In force at once unless said otherwise.
    state: Option<ListState>,
    /// The first day on which it is in force, in the legal entity's zone.
    valid_from: Option<BusinessDate>,
    /// The last day on which it is in force.
    valid_to: Option<BusinessDate>,
    /// The code of the list whose prices its rules call `price`.
    base_list: Option<String>,
    /// At most 50 rules for what it does not hold itself; the first that holds makes the price.
    rules: Option<Vec<WrittenRule>>,
    /// What prices by its rules end in.
    ending: Option<WrittenEnding>,
    /// What staff note about it, at most 2,000 characters.
    note: Option<String>,
}

/// What to change of a price list; what is left out stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Changes {
    name: Option<String>,
    is_default: Option<bool>,
    /// A list that was in force does not become a draft again.
    state: Option<ListState>,
    #[serde(default, deserialize_with = "given")]
    valid_from: Option<Option<BusinessDate>>,
    #[serde(default, deserialize_with = "given")]
    valid_to: Option<Option<BusinessDate>>,
    #[serde(default, deserialize_with = "given")]
    base_list: Option<Option<String>>,
    rules: Option<Vec<WrittenRule>>,
    #[serde(default, deserialize_with = "given")]
    ending: Option<Option<WrittenEnding>>,
    note: Option<String>,
    /// The version the change was made from; any where none is named.
    version: Option<i64>,
}

/// Which prices are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only those of the product with this code.
    sku: Option<String>,
}

/// Prices to be set.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPrices {
    /// At most 2,000.
    prices: Vec<NewPrice>,
}

/// A price to be set.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPrice {
    /// The product's code.
    sku: String,
    /// The code of one of its packaging units, which quantity and price are in; its own unit unless said otherwise.
    unit: Option<String>,
    /// From how many units on; one unless said otherwise.
    min_quantity: Option<Quantity>,
    /// The price; `null` takes it out of the list.
    unit_price: Option<UnitPrice>,
    /// For how many units it stands; one unless said otherwise.
    per: Option<Quantity>,
    /// The first day on which it holds; from the beginning unless said otherwise. Of several prices for the same unit and
    /// quantity the one that began last holds.
    valid_from: Option<BusinessDate>,
    /// The last day on which it holds.
    valid_to: Option<BusinessDate>,
}

/// Quantities to be set.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewQuantities {
    /// At most 2,000.
    quantities: Vec<NewQuantity>,
}

/// In which quantities a product may be ordered, in its own unit; with none of them it may be in any.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewQuantity {
    /// The product's code.
    sku: String,
    /// At least so many.
    minimum: Option<Quantity>,
    /// At most so many.
    maximum: Option<Quantity>,
    /// A multiple of this.
    increment: Option<Quantity>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/price-lists", Access::Staff(PRICES_READ))
        .summary("List price lists by code")
        .paged()
        .returns::<Page<PriceListView>>(200)
        .handle(Arc::clone(service), list_price_lists);
    routes
        .post("/api/v1/admin/price-lists", Access::Staff(PRICES_WRITE))
        .summary("Make a price list")
        .body::<NewList>()
        .returns::<PriceListView>(201)
        .creates()
        .handle(Arc::clone(service), create_price_list);
    routes
        .get("/api/v1/admin/price-lists/{id}", Access::Staff(PRICES_READ))
        .summary("See a price list without its prices")
        .returns::<PriceListView>(200)
        .handle(Arc::clone(service), read_price_list);
    routes
        .patch("/api/v1/admin/price-lists/{id}", Access::Staff(PRICES_WRITE))
        .summary("Change a price list")
        .body::<Changes>()
        .returns::<PriceListView>(200)
        .handle(Arc::clone(service), change_price_list);
    add_prices(routes, service);
}

/// What stands in a list.
fn add_prices(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/price-lists/{id}/prices", Access::Staff(PRICES_READ))
        .summary("List the prices of a list")
        .query::<Filter>()
        .paged()
        .returns::<Page<ListedPrice>>(200)
        .handle(Arc::clone(service), list_prices);
    routes
        .put("/api/v1/admin/price-lists/{id}/prices", Access::Staff(PRICES_WRITE))
        .summary("Set prices of a list; others stay as they are")
        .body::<NewPrices>()
        .returns::<AppliedView>(200)
        .handle(Arc::clone(service), set_prices);
    routes
        .get("/api/v1/admin/price-lists/{id}/quantities", Access::Staff(PRICES_READ))
        .summary("List in which quantities products may be ordered from a list")
        .paged()
        .returns::<Page<ListedQuantities>>(200)
        .handle(Arc::clone(service), list_quantities);
    routes
        .put("/api/v1/admin/price-lists/{id}/quantities", Access::Staff(PRICES_WRITE))
        .summary("Set in which quantities products may be ordered from a list; others stay as they are")
        .body::<NewQuantities>()
        .returns_nothing(204)
        .handle(Arc::clone(service), set_quantities);
}

async fn list_price_lists(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Paging(page): Paging,
) -> Result<Json<Page<PriceListView>>, Problem> {
    Ok(Json(catalogue.list_price_lists(&ctx, &page).await?))
}

async fn create_price_list(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(new): Json<NewList>,
) -> Result<Created<PriceListView>, Problem> {
    let facts = ListChange {
        name: new.name,
        is_default: new.is_default,
        state: None,
        valid_from: Some(new.valid_from),
        valid_to: Some(new.valid_to),
        base_list: Some(new.base_list),
        rules: new.rules,
        ending: Some(new.ending),
        note: new.note,
        version: None,
    };
    let new = NewPriceList {
        code: new.code,
        currency: new.currency,
        tax_mode: new.tax_mode.unwrap_or(TaxMode::Net),
        purpose: new.purpose.unwrap_or(Purpose::Sales),
        state: new.state.unwrap_or(ListState::Active),
        facts,
    };
    Ok(Created(catalogue.create_price_list(&ctx, new).await?))
}

async fn read_price_list(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(list): Path<PriceListId>,
) -> Result<Json<PriceListView>, Problem> {
    Ok(Json(catalogue.read_price_list(&ctx, list).await?))
}

async fn change_price_list(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(list): Path<PriceListId>,
    Json(changes): Json<Changes>,
) -> Result<Json<PriceListView>, Problem> {
    Ok(Json(catalogue.change_price_list(&ctx, list, changes.into()).await?))
}

async fn list_prices(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(list): Path<PriceListId>,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<ListedPrice>>, Problem> {
    Ok(Json(catalogue.list_prices(&ctx, list, filter.sku.as_deref(), &page).await?))
}

async fn set_prices(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(list): Path<PriceListId>,
    Json(new): Json<NewPrices>,
) -> Result<Json<AppliedView>, Problem> {
    refuse_too_many(new.prices.len(), "/prices")?;
    let settings: Vec<PriceSetting> = new.prices.into_iter().map(PriceSetting::from).collect();
    Ok(Json(catalogue.set_prices(&ctx, list, &settings).await?.into()))
}

async fn list_quantities(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(list): Path<PriceListId>,
    Paging(page): Paging,
) -> Result<Json<Page<ListedQuantities>>, Problem> {
    Ok(Json(catalogue.list_quantities(&ctx, list, &page).await?))
}

async fn set_quantities(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(list): Path<PriceListId>,
    Json(new): Json<NewQuantities>,
) -> Result<StatusCode, Problem> {
    refuse_too_many(new.quantities.len(), "/quantities")?;
    let settings: Vec<QuantitySetting> = new.quantities.into_iter().map(QuantitySetting::from).collect();
    catalogue.set_quantities(&ctx, list, &settings).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn refuse_too_many(rows: usize, pointer: &str) -> Result<(), Problem> {
    if rows <= MOST_PRICES {
        return Ok(());
    }
    let detail = format!("At most {MOST_PRICES} prices are taken at once; import a file for more.");
    Err(Problem::unprocessable()
        .code("catalog.too_many_prices")
        .field(pointer, "too_many", detail.clone())
        .detail(detail))
}

impl From<Changes> for ListChange {
    fn from(changes: Changes) -> Self {
        Self {
            name: changes.name,
            is_default: changes.is_default,
            state: changes.state,
            valid_from: changes.valid_from,
            valid_to: changes.valid_to,
            base_list: changes.base_list,
            rules: changes.rules,
            ending: changes.ending,
            note: changes.note,
            version: changes.version,
        }
    }
}

impl From<NewPrice> for PriceSetting {
    fn from(new: NewPrice) -> Self {
        Self {
            sku: new.sku,
            unit: new.unit,
            min_quantity: new.min_quantity.unwrap_or(Quantity::ONE),
            unit_price: new.unit_price,
            per: new.per.unwrap_or(Quantity::ONE),
            valid_from: new.valid_from,
            valid_to: new.valid_to,
        }
    }
}

impl From<NewQuantity> for QuantitySetting {
    fn from(new: NewQuantity) -> Self {
        let (minimum, maximum, increment) = (new.minimum, new.maximum, new.increment);
        Self { sku: new.sku, rule: QuantityRule { minimum, maximum, increment } }
    }
}
