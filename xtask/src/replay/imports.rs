//! Brings products, prices, customers and stock in through the import API and waits until each is done.
//! A refused file ends the run with the places the server named.

use super::client::{Client, Request};
use super::documents;
use super::input::Encoding;
use super::plan::Plan;
use crate::failure::{Failure, Outcome};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How often and how long to ask whether an import is done.
const ASK_EVERY: Duration = Duration::from_millis(100);
const DONE_WITHIN: Duration = Duration::from_secs(300);

/// The price list all customers of the run buy from.
#[derive(Debug, Clone)]
pub struct PriceList {
    pub code: String,
    pub currency: String,
}

/// Imports everything the orders need; doing it again changes nothing.
pub async fn import_all(client: &mut Client, plan: &Plan, encoding: Encoding, list: &PriceList) -> Outcome {
    let products = encoding.encode(&documents::products_csv(&plan.products)?);
    import(client, "products", encoding, products).await?;
    ensure_price_list(client, list).await?;
    let prices = documents::prices_csv(&plan.products, &list.code, &list.currency)?;
    import(client, "prices", Encoding::Utf8, prices.into_bytes()).await?;
    let customers = documents::customers_csv(&plan.customers, &list.code)?;
    import(client, "customers", Encoding::Utf8, customers.into_bytes()).await?;
    let stock = documents::stock_csv(&plan.products)?;
    import(client, "stock", Encoding::Utf8, stock.into_bytes()).await
}

async fn ensure_price_list(client: &mut Client, list: &PriceList) -> Outcome {
    let known = client.send(&Request::get("/api/v1/admin/price-lists?limit=200")).await?.success("list price lists")?;
    if known["items"].as_array().into_iter().flatten().any(|item| item["code"] == list.code.as_str()) {
        return Ok(());
    }
    let body = json!({ "code": list.code, "name": "Replay", "currency": list.currency, "tax_mode": "net" });
    let key = format!("{}-price-list-{}", documents::SYSTEM, list.code);
    let request = Request::post("/api/v1/admin/price-lists", &body).once_as(key);
    client.send(&request).await?.success("create the price list").map(drop)
}

async fn import(client: &mut Client, kind: &str, encoding: Encoding, body: Vec<u8>) -> Outcome {
    let path = format!("/api/v1/admin/imports?kind={kind}&encoding={}&on_error=stop&decimal_mark=.", encoding.name());
    let asked = format!("import {kind}");
    let mut view = client.send(&Request::upload(path, "text/csv", body)).await?.success(&asked)?;
    let give_up_at = Instant::now() + DONE_WITHIN;
    while matches!(view["state"].as_str(), Some("validating" | "applying")) && Instant::now() < give_up_at {
        sleep(ASK_EVERY).await;
        let id = view["id"].as_str().unwrap_or_default();
        view = client.send(&Request::get(format!("/api/v1/admin/imports/{id}"))).await?.success(&asked)?;
    }
    let counts = counts(&view);
    if view["state"] != "done" || view["rows_bad"].as_u64().unwrap_or(0) > 0 {
        return Err(Failure::new(format!("{asked}: {counts}; {}", view["first_errors"])));
    }
    eprintln!("{asked}: {counts}");
    Ok(())
}

fn counts(view: &Value) -> String {
    ["state", "rows_total", "rows_applied", "rows_bad", "created", "updated", "unchanged"]
        .map(|name| format!("{name} {}", view[name].to_string().trim_matches('"')))
        .join(", ")
}
