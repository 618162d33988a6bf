//! The catalogue as guests, customers and staff see it.
//! Lists may be a second old, so that tests look again until a change is seen.

mod assortments;
mod categories;
mod media;
mod own_prices;
mod packagings;
mod prices;
mod pricing;
mod products;
mod publication;
mod search;
mod staff;
mod variants;

use kontor_testkit::{Client, eventually};
use serde_json::Value;

/// The codes of a list's items.
fn skus(list: &Value) -> Vec<String> {
    list["items"].as_array().unwrap().iter().map(|item| item["sku"].as_str().unwrap().to_owned()).collect()
}

/// A reader's list once it holds so many products.
async fn list_of(client: &Client, query: &str, many: usize) -> Value {
    eventually("the list holds the products", || async {
        let list = client.get(format!("/api/v1/products?{query}")).send().await.expect(200);
        (skus(&list).len() == many).then_some(list)
    })
    .await
}
