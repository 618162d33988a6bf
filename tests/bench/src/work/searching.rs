//! Searching: the best 24 with the reader's prices and stock, how many there are, and what they can be narrowed by.
//! Each reader has a price list of their own, and every answer is compared with the one a careful look accepted.

use serde_json::Value;

use super::{
    reading::{Expected, Known, readers},
    reads,
};
use crate::{document, http::Ask, limits::encoded, options::Options, outcome::Outcome, row::Row, shop::Shop};

fn uri(words: &str) -> String {
    format!("/api/v1/products/search?limit=24&q={}", encoded(words))
}

/// How long a usual answer is.
pub(super) fn page_length(shop: &mut Shop) -> Outcome<usize> {
    let reader = shop.buyers[0].api.clone();
    let words = document::questions(shop.size.products).into_iter().next().unwrap_or_default();
    let answer = shop.ask(&Ask::get(&uri(&words), &reader)?)?;
    let length = answer.body.len();
    check(&words, &answer.success("search")?)?;
    Ok(length)
}

/// Something is found, counted and can be narrowed, and all of it has a price.
fn check(words: &str, page: &Value) -> Outcome {
    let items = page["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_counted = page["total"].as_u64().is_some_and(|total| total >= items.len() as u64);
    let is_whole = |item: &Value| item["price"]["unit_price"].is_string();
    let is_named = words.split(' ').count() > 1
        || items.first().is_some_and(|item| item["sku"].as_str() == Some(&words.to_uppercase()));
    let can_be_narrowed = page["facets"][0]["values"].as_array().is_some_and(|values| !values.is_empty());
    if !items.is_empty() && is_counted && is_named && can_be_narrowed && items.iter().all(is_whole) {
        return Ok(());
    }
    Err(format!("a search for {words} is not answered as it should be: {page}"))
}

/// Questions of all kinds, asked by readers of different price lists.
pub(super) fn search(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let mut questions = Vec::new();
    let readers = readers(shop);
    for (number, words) in document::questions(shop.size.products).into_iter().enumerate() {
        let reader = &readers[number % readers.len()];
        let ask = Ask::get(&uri(&words), &reader.api)?;
        let answer = shop.ask(&ask)?;
        let body = answer.body.clone();
        check(&words, &answer.success(&words)?)?;
        questions.push((ask, Expected::Bytes(body)));
    }
    let title = "search with facets, the best 24 with my prices, JSON";
    Ok(vec![reads(options, shop, "search", title, &Known { questions })?])
}
