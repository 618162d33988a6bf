//! What a tenant defines for companies, people and products, and what products then take.
//! Codes stay, nothing is deleted, and what a thing has stays good.

mod dictionaries;
mod products;
mod schema;

use kontor_testkit::Shop;
use serde_json::{Value, json};

const DICTIONARIES: &str = "/api/v1/admin/dictionaries";
const ATTRIBUTES: &str = "/api/v1/admin/attributes";

fn entry(code: &str) -> Value {
    json!({ "code": code, "name": { "en": code.to_uppercase() } })
}

/// A dictionary of colours: red, green and blue.
async fn colours(shop: &Shop) -> Value {
    let entries = [
        json!({ "code": "red", "name": { "en": "Red", "pl": "Czerwony" } }),
        json!({ "code": "green", "name": { "en": "Green", "pl": "Zielony" } }),
        json!({ "code": "blue", "name": { "en": "Blue" } }),
    ];
    let body = json!({ "code": "colours", "name": { "en": "Colours", "pl": "Kolory" }, "entries": entries });
    shop.admin().post(DICTIONARIES).json(body).send().await.expect(201)
}

/// An attribute with a name in English, and more fields of the request.
async fn attribute(shop: &Shop, thing: &str, code: &str, kind: &str, more: Value) -> Value {
    let mut body = json!({ "thing": thing, "code": code, "kind": kind, "labels": { "en": code.to_uppercase() } });
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    shop.admin().post(ATTRIBUTES).json(body).send().await.expect(201)
}

fn path_of(base: &str, thing: &Value) -> String {
    format!("{base}/{}", thing["id"].as_str().unwrap())
}

/// The codes of items or entries, in their order.
fn codes(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect()
}
