//! Carts, orders, and what staff do with them.
//! The same shop everywhere: a bolt that is kept in stock, a postage, one customer, one buyer.

mod carts;
mod desk;
mod keeping;
mod lists;
mod placing;
mod quick_order;
mod shopping_lists;
mod states;
mod taxes;
mod terms;
mod units;

use kontor_testkit::{Client, Company, Shop, TestApp};
use serde_json::{Value, json};

/// A shop with a hundred bolts at 2.55 (2.30 from ten on), a postage at 4.00, and a customer.
async fn hardware(app: &'static TestApp) -> (Shop, Company, Client) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.55").tier("10", "2.30").stock(100).build().await;
    shop.product("POST").price("4.00").service().build().await;
    let company = shop.company("ACME").await;
    let buyer = shop.buyer(&company).await;
    (shop, company, buyer)
}

/// An order of one line.
fn one(sku: &str, quantity: &str) -> Value {
    json!({ "lines": [{ "sku": sku, "quantity": quantity }] })
}

/// A new cart with one line: its path and how it stands.
async fn cart_with(buyer: &Client, sku: &str, quantity: &str) -> (String, Value) {
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    let line = json!({ "sku": sku, "quantity": quantity });
    let cart = buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);
    (path, cart)
}
