//! Tax rates for staff: read together, and replaced together.
//! Orders that were placed keep the rate they were placed with.

use std::sync::Arc;

use axum::extract::State;
use kontor_contract::catalog::TaxRateRow;
use kontor_kernel::{BusinessDate, Rate};
use kontor_web::{Access, Caller, Json, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::{PRODUCTS_READ, TAXES_WRITE},
    service::Catalogue,
};

/// Rates of a request may not be more than that: every country and class there is.
const MOST_RATES: usize = 2_000;

/// All tax rates of the tenant.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TaxRates {
    /// By country, class and date.
    rates: Vec<TaxRate>,
}

/// A tax rate.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TaxRate {
    /// ISO 3166-1 alpha-2, or a part of a country that is taxed otherwise: AT-JUM, FR-20R, PT-20, PT-30.
    country: String,
    /// The class that products name.
    class: String,
    /// In per cent.
    rate: Rate,
    /// The first day on which it holds.
    valid_from: BusinessDate,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/tax-rates", Access::Staff(PRODUCTS_READ))
        .summary("List tax rates")
        .returns::<TaxRates>(200)
        .handle(Arc::clone(service), list_tax_rates);
    routes
        .put("/api/v1/admin/tax-rates", Access::Staff(TAXES_WRITE))
        .summary("Replace all tax rates")
        .body::<TaxRates>()
        .returns::<TaxRates>(200)
        .handle(Arc::clone(service), replace_tax_rates);
}

async fn list_tax_rates(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
) -> Result<Json<TaxRates>, Problem> {
    let view = |row: TaxRateRow| TaxRate {
        country: row.country,
        class: row.class,
        rate: row.rate,
        valid_from: row.valid_from,
    };
    Ok(Json(TaxRates { rates: catalogue.tax_rates(&ctx).await?.into_iter().map(view).collect() }))
}

async fn replace_tax_rates(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(new): Json<TaxRates>,
) -> Result<Json<TaxRates>, Problem> {
    if new.rates.len() > MOST_RATES {
        return Err(Problem::unprocessable()
            .code("catalog.too_many_rates")
            .detail(format!("At most {MOST_RATES} rates are taken.")));
    }
    let row = |rate: TaxRate| TaxRateRow {
        country: rate.country,
        class: rate.class,
        rate: rate.rate,
        valid_from: rate.valid_from,
    };
    let rows: Vec<TaxRateRow> = new.rates.into_iter().map(row).collect();
    catalogue.replace_rates(&ctx, &rows).await?;
    list_tax_rates(State(catalogue), Caller(ctx)).await
}
