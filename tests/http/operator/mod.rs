//! The operator's routes against the whole product: tenants with people, orders and hosts come, are closed, and go.
//! What the engine does by itself is tested beside it.

mod erasing;
mod exports;
mod quotas;
mod tenants;

use kontor_testkit::{Client, PASSWORD, Shop, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

const TENANTS: &str = "/api/v1/operator/tenants";

fn path(code: &str) -> String {
    format!("{TENANTS}/{code}")
}

/// A tenant that is not there yet, with an administrator.
fn new_tenant(code: &str) -> Value {
    json!({ "code": code, "name": "Fresh Trading", "address": { "country": "GB" }, "time_zone": "Europe/London",
        "hosts": [format!("{code}.localhost")], "currency": "GBP", "languages": ["en"],
        "administrator": { "email": format!("admin@{code}.example"), "password": PASSWORD } })
}

fn fresh_code() -> String {
    format!("n{}", Uuid::now_v7().simple())
}

async fn suspend(operator: &Client, code: &str) {
    let body = json!({ "status": "suspended", "reason": "the contract has ended" });
    operator.patch(path(code)).json(body).send().await.expect(200);
}

/// A shop with a customer, a person, a product and an order.
async fn trading(app: &'static TestApp, word: &str) -> Shop {
    let shop = app.tenant().build().await;
    shop.quiet().await;
    let company = shop.company(&format!("{word}-CO")).await;
    let buyer = shop.member("company_admin", &company).await;
    shop.product(&format!("{word}-SKU")).name(&format!("canary of {word}")).price("2.50").stock(50).build().await;
    let order =
        json!({ "lines": [{ "sku": format!("{word}-SKU"), "quantity": "2" }], "note": format!("note of {word}") });
    buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    shop
}
