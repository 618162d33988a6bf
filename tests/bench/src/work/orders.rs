//! Orders in one request, each with an idempotency key of its own.
//! An order counts when its reply says 201 with the right number of lines; afterwards all of them must be there.

use hyper::Method;
use serde_json::{Value, json};

use crate::{
    document,
    http::Ask,
    limits::CONNECTIONS,
    load::{Step, Worker, name_of_measurement},
    options::Options,
    outcome::Outcome,
    row::Row,
    shop::{Person, Shop},
};

/// Articles at the end of the catalogue that only the hot work orders.
pub(super) const KEPT_BACK: usize = 100;
/// Spreads the lines of one order over the catalogue; it shares no factor with the number of articles.
const STRIDE: usize = 83;

/// Places orders of so many lines.
pub(super) struct Place {
    pub(super) buyers: Vec<Person>,
    pub(super) lines: usize,
    /// Articles that are ordered, but for the hot one.
    pub(super) articles: usize,
    /// The article everybody wants; any otherwise.
    pub(super) hot: Option<usize>,
}

impl Place {
    pub(super) fn new(shop: &Shop, lines: usize, hot: Option<usize>) -> Self {
        Self { buyers: shop.buyers.clone(), lines, articles: shop.size.products - KEPT_BACK, hot }
    }

    /// What a worker orders next.
    pub(super) fn ask(&self, worker: &mut Worker) -> Outcome<Ask> {
        let from = self.hot.unwrap_or_else(|| worker.below(self.articles));
        let number = |step: usize| (from + step * STRIDE) % self.articles;
        let line = |step: usize| {
            let number = if self.hot.is_some() { from } else { number(step) };
            json!({ "sku": document::sku(number), "quantity": "1" })
        };
        let lines: Vec<Value> = (0..self.lines).map(line).collect();
        let buyer = &self.buyers
            [(worker.index + CONNECTIONS * usize::try_from(worker.steps % 4).unwrap_or(0)) % self.buyers.len()];
        let ask = Ask::json(Method::POST, "/api/v1/orders", &buyer.api, &json!({ "lines": lines }))?;
        ask.once_as(&worker.key())
    }
}

impl Step for Place {
    async fn step(&self, worker: &mut Worker) -> Outcome {
        let ask = self.ask(worker)?;
        let answer = worker.connection.send(&ask).await?;
        answer.check(201, &format!("\"line_count\":{},", self.lines))
    }
}

/// How long the reply to an order is.
pub(super) fn reply_length(shop: &mut Shop, lines: usize) -> Outcome<usize> {
    let place = Place::new(shop, lines, None);
    let ask = place.ask(&mut Worker::new(CONNECTIONS, shop.address(), name_of_measurement()))?;
    let answer = shop.ask(&ask)?;
    answer.check(201, &format!("\"line_count\":{lines},"))?;
    Ok(answer.body.len())
}

pub(super) fn one_line(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let place = Place::new(shop, 1, None);
    Ok(vec![super::orders(options, shop, ("order.1", "order of 1 line in one request"), CONNECTIONS, &place)?])
}

pub(super) fn hundred_lines(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let place = Place::new(shop, 100, None);
    Ok(vec![super::orders(options, shop, ("order.100", "order of 100 lines in one request"), CONNECTIONS, &place)?])
}
