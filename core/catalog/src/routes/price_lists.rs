//! Price lists and their prices for staff.
//! Setting prices leaves alone what it does not name; a price of `null` takes it out of the list.

use std::sync::Arc;

use axum::extract::State;
use kontor_contract::catalog::TaxMode;
use kontor_kernel::{BusinessDate, Currency, Page, PriceListId, Quantity, UnitPrice};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::AppliedView;
use crate::{
    manifest::{PRICES_READ, PRICES_WRITE},
    service::{
        Catalogue,
        prices::{ListedPrice, NewPriceList, PriceListView, PriceSetting},
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
    /// From how many units on; one unless said otherwise.
    min_quantity: Option<Quantity>,
    /// The price; `null` takes it out of the list.
    unit_price: Option<UnitPrice>,
    /// For how many units it stands; one unless said otherwise.
    per: Option<Quantity>,
    /// The first day on which it holds.
    valid_from: Option<BusinessDate>,
    /// The last day on which it holds.
    valid_to: Option<BusinessDate>,
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
    let new = NewPriceList {
        code: new.code,
        name: new.name,
        currency: new.currency,
        tax_mode: new.tax_mode.unwrap_or(TaxMode::Net),
        is_default: new.is_default,
    };
    Ok(Created(catalogue.create_price_list(&ctx, new).await?))
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
    if new.prices.len() > MOST_PRICES {
        let detail = format!("At most {MOST_PRICES} prices are taken at once; import a file for more.");
        return Err(Problem::unprocessable()
            .code("catalog.too_many_prices")
            .field("/prices", "too_many", detail.clone())
            .detail(detail));
    }
    let settings: Vec<PriceSetting> = new.prices.into_iter().map(PriceSetting::from).collect();
    Ok(Json(catalogue.set_prices(&ctx, list, &settings).await?.into()))
}

impl From<NewPrice> for PriceSetting {
    fn from(new: NewPrice) -> Self {
        Self {
            sku: new.sku,
            min_quantity: new.min_quantity.unwrap_or(Quantity::ONE),
            unit_price: new.unit_price,
            per: new.per.unwrap_or(Quantity::ONE),
            valid_from: new.valid_from,
            valid_to: new.valid_to,
        }
    }
}
