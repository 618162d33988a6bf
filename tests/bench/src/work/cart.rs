//! The buyer's journey in four requests: make a cart, add an article, say where to deliver, place it.
//! It counts once the order is acknowledged; each request needs the answer to the one before.

use hyper::Method;
use serde_json::{Value, json};

use super::orders::KEPT_BACK;
use crate::{
    document,
    http::Ask,
    limits::CONNECTIONS,
    load::{Step, Worker},
    options::Options,
    outcome::Outcome,
    row::Row,
    shop::{Person, Shop},
};

struct Journey {
    buyers: Vec<Person>,
    articles: usize,
}

impl Journey {
    async fn ask(worker: &mut Worker, ask: Ask) -> Outcome<Value> {
        let answer = worker.connection.send(&ask).await?;
        answer.success(ask.path())
    }
}

impl Step for Journey {
    async fn step(&self, worker: &mut Worker) -> Outcome {
        let turn = usize::try_from(worker.steps % 4).unwrap_or(0);
        let headers = &self.buyers[(worker.index + CONNECTIONS * turn) % self.buyers.len()].api;
        let sku = document::sku(worker.below(self.articles));
        let cart = Self::ask(worker, Ask::json(Method::POST, "/api/v1/carts", headers, &json!({}))?).await?;
        let uri = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap_or_default());
        let line = json!({ "sku": sku, "quantity": "2" });
        Self::ask(worker, Ask::json(Method::POST, &format!("{uri}/lines"), headers, &line)?).await?;
        let address = json!({
            "name": "Works", "street": "13 Mill Lane", "postal_code": "LS1 2", "city": "Leeds", "country": "GB",
        });
        let checkout = json!({ "delivery_address": address, "po_number": "PO 4711" });
        let cart = Self::ask(worker, Ask::json(Method::PUT, &format!("{uri}/checkout"), headers, &checkout)?).await?;
        let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
        let place = Ask::json(Method::POST, &format!("{uri}/place"), headers, &agreed)?;
        let place = place.once_as(&worker.key())?;
        let order = Self::ask(worker, place).await?;
        if order["lines"][0]["sku"] == sku.as_str() && order["po_number"] == "PO 4711" {
            return Ok(());
        }
        Err(format!("the order is not what was in the cart: {order}"))
    }
}

pub(super) fn measure(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let journey = Journey { buyers: shop.buyers.clone(), articles: shop.size.products - KEPT_BACK };
    let name = ("order.cart", "journey: make a cart, add, address, place");
    let row = super::orders(options, shop, name, CONNECTIONS, &journey)?;
    Ok(vec![row.noting("four requests each; p50 and p99 are of the whole journey")])
}
