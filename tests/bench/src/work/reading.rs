//! Reading: pages of the list as JSON and as HTML, and single articles.
//! Every answer is compared with the one a careful look accepted before; a wrong byte is an error.

use hyper::body::Bytes;
use serde_json::Value;

use super::reads;
use crate::{
    document::{self, TIER_EVERY},
    http::Ask,
    load::{Step, Worker},
    options::Options,
    outcome::Outcome,
    row::Row,
    shop::{Person, Shop},
};

const PAGE: usize = 24;
/// Buyers that read: one of each price list, or each of a group of their own.
const READERS: usize = 20;
const PAGES_EACH: usize = 10;
const ARTICLES_EACH: usize = 50;

/// Questions whose answers are known, asked in any order.
pub(super) struct Known {
    pub(super) questions: Vec<(Ask, Expected)>,
}

pub(super) enum Expected {
    /// Exactly these bytes.
    Bytes(Bytes),
    /// A whole page that names these articles.
    Page { first: String, last: String },
}

impl Step for Known {
    async fn step(&self, worker: &mut Worker) -> Outcome {
        let (ask, expected) = &self.questions[worker.below(self.questions.len())];
        let answer = worker.connection.send(ask).await?;
        match expected {
            Expected::Bytes(bytes) if answer.status == 200 && answer.body == bytes => Ok(()),
            Expected::Bytes(_) => Err(format!("{}: {} {}", ask.path(), answer.status, answer.beginning())),
            Expected::Page { first, last } => {
                answer.check(200, first)?;
                answer.check(200, last)
            }
        }
    }
}

pub(super) fn readers(shop: &Shop) -> Vec<Person> {
    shop.buyers.iter().take(READERS).cloned().collect()
}

/// How long a page of the list is.
pub(super) fn page_length(shop: &mut Shop) -> Outcome<usize> {
    let ask = Ask::get("/api/v1/products?limit=24", &shop.buyers[0].api)?;
    let answer = shop.ask(&ask)?;
    check_page(&answer.success("list products")?)?;
    let ask = Ask::get("/api/v1/products?limit=24", &shop.buyers[0].api)?;
    Ok(shop.ask(&ask)?.body.len())
}

/// A full page on which everything has a price and is to be had.
fn check_page(page: &Value) -> Outcome {
    let items = page["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_whole =
        |item: &Value| item["price"]["unit_price"].is_string() && item["availability"]["state"] == "in_stock";
    if items.len() == PAGE && items.iter().all(is_whole) {
        return Ok(());
    }
    Err(format!("a page of the list is not as it should be: {}", items.first().unwrap_or(page)))
}

/// So many full pages a reader turns over.
fn pages_each(shop: &Shop) -> usize {
    PAGES_EACH.min(shop.size.products / PAGE)
}

/// Pages of 24 by cursor, each reader in their own price list.
pub(super) fn list_json(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let mut questions = Vec::new();
    for reader in readers(shop) {
        let mut uri = "/api/v1/products?limit=24".to_owned();
        for _ in 0..pages_each(shop) {
            let ask = Ask::get(&uri, &reader.api)?;
            let answer = shop.ask(&ask)?;
            let body = answer.body.clone();
            let page = answer.success(&uri)?;
            check_page(&page)?;
            questions.push((ask, Expected::Bytes(body)));
            uri = format!("/api/v1/products?limit=24&cursor={}", page["next_cursor"].as_str().unwrap_or_default());
        }
    }
    Ok(vec![reads(options, shop, "list.json", "list page of 24 with my prices, JSON", &Known { questions })?])
}

/// The same pages as the theme shows them, for people who have signed in.
pub(super) fn list_html(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let mut questions = Vec::new();
    let mut length = 0;
    for reader in readers(shop) {
        for number in 1..=pages_each(shop) {
            let page = shop.get(&format!("/api/v1/products?limit=24&page={number}"), &reader.api)?;
            check_page(&page)?;
            let sku = |place: usize| page["items"][place]["sku"].as_str().unwrap_or("?").to_owned();
            let ask = Ask::get(&format!("/products?page={number}"), &reader.page)?;
            let answer = shop.ask(&ask)?;
            length = answer.body.len();
            answer.check(200, "</html>")?;
            questions.push((ask, Expected::Page { first: sku(0), last: sku(PAGE - 1) }));
        }
    }
    let row = reads(options, shop, "list.html", "the same page as HTML by the theme", &Known { questions })?;
    Ok(vec![row.noting(&format!("{length} bytes"))])
}

/// Articles with price, tier and stock.
pub(super) fn detail(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let mut questions = Vec::new();
    for (place, reader) in readers(shop).into_iter().enumerate() {
        for step in 0..ARTICLES_EACH {
            let number = (place * ARTICLES_EACH + step) * TIER_EVERY % shop.size.products;
            let ask = Ask::get(&format!("/api/v1/products/{}", document::sku(number)), &reader.api)?;
            let answer = shop.ask(&ask)?;
            let body = answer.body.clone();
            let article = answer.success("an article")?;
            // What a group has agreed holds for every quantity.
            let is_agreed = article["price"]["source"]["price_list"].as_str().is_some_and(|list| list.starts_with('G'));
            if !is_agreed && article["price"]["tiers"].as_array().is_none_or(Vec::is_empty) {
                return Err(format!("an article has no tiers: {article}"));
            }
            questions.push((ask, Expected::Bytes(body)));
        }
    }
    Ok(vec![reads(options, shop, "detail", "detail with price, stock and tiers", &Known { questions })?])
}
