//! Files that go out: products, prices, customers and stock, each for whoever may read them, as far as their reach goes.
//! They are written while they are read, however many rows there are, and can be imported again.

use std::sync::Arc;

use axum::{body::Body, extract::State, response::Response};
use kontor_contract::exports::{ExportFilter, ExportSource};
use kontor_web::{Access, Caller, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Written, download};
use crate::{
    error::ImportError,
    service::{Service, export},
};

// Whoever owns the rows says who may read them; the names are theirs.
const PRODUCTS_READ: &str = "catalog.products.read";
const PRICES_READ: &str = "catalog.prices.read";
const COMPANIES_READ: &str = "identity.companies.read";
const STOCK_READ: &str = "inventory.stock.read";

/// How the file is written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ExportQuery")]
struct PlainQuery {
    /// CSV unless said otherwise.
    format: Option<Written>,
}

/// How the file is written, and which prices are in it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PriceQuery {
    /// CSV unless said otherwise.
    format: Option<Written>,
    /// Only those of the list with this code.
    price_list: Option<String>,
}

/// How the file is written, and which stock is in it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StockQuery {
    /// CSV unless said otherwise.
    format: Option<Written>,
    /// Only that of the warehouse with this code.
    warehouse: Option<String>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/exports/products", Access::Staff(PRODUCTS_READ))
        .permission_of("catalog")
        .summary("Download all products that are not archived, as a file that can be imported again")
        .query::<PlainQuery>()
        .returns_nothing(200)
        .handle(service.clone(), export_products);
    routes
        .get("/api/v1/admin/exports/prices", Access::Staff(PRICES_READ))
        .permission_of("catalog")
        .summary("Download the prices of all lists or of one, as a file that can be imported again")
        .query::<PriceQuery>()
        .returns_nothing(200)
        .handle(service.clone(), export_prices);
    routes
        .get("/api/v1/admin/exports/customers", Access::Staff(COMPANIES_READ))
        .permission_of("identity")
        .summary("Download all customers that are not archived, as a file that can be imported again")
        .query::<PlainQuery>()
        .returns_nothing(200)
        .handle(service.clone(), export_customers);
    routes
        .get("/api/v1/admin/exports/stock", Access::Staff(STOCK_READ))
        .permission_of("inventory")
        .summary("Download the stock of all warehouses or of one, as a file that can be imported again")
        .query::<StockQuery>()
        .returns_nothing(200)
        .handle(service.clone(), export_stock);
}

fn source(service: &Service, kind: &str) -> Result<Arc<dyn ExportSource>, ImportError> {
    let sources = service.boot.ports.all::<dyn ExportSource>();
    let found = sources.iter().find(|source| source.kind() == kind).cloned();
    found.ok_or(ImportError::NothingToExport)
}

async fn export_products(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(query): Query<PlainQuery>,
) -> Result<Response, Problem> {
    let (source, written) = (source(&service, "products")?, query.format.unwrap_or_default());
    let rows = export::file(ctx, source, ExportFilter::default(), written);
    Ok(download(Body::from_stream(rows), written, "products"))
}

async fn export_prices(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(query): Query<PriceQuery>,
) -> Result<Response, Problem> {
    let (source, written) = (source(&service, "prices")?, query.format.unwrap_or_default());
    let filter = ExportFilter { within: query.price_list };
    source.check(&ctx, &filter).await?;
    Ok(download(Body::from_stream(export::file(ctx, source, filter, written)), written, "prices"))
}

async fn export_customers(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(query): Query<PlainQuery>,
) -> Result<Response, Problem> {
    let (source, written) = (source(&service, "customers")?, query.format.unwrap_or_default());
    let rows = export::file(ctx, source, ExportFilter::default(), written);
    Ok(download(Body::from_stream(rows), written, "customers"))
}

async fn export_stock(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(query): Query<StockQuery>,
) -> Result<Response, Problem> {
    let (source, written) = (source(&service, "stock")?, query.format.unwrap_or_default());
    let filter = ExportFilter { within: query.warehouse };
    source.check(&ctx, &filter).await?;
    Ok(download(Body::from_stream(export::file(ctx, source, filter, written)), written, "stock"))
}
