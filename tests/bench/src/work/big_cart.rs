//! A cart of 500 lines in which somebody changes one quantity after another.
//! The answer is the line and the sums; both are compared with what was asked for.

use hyper::Method;
use serde_json::{Value, json};

use super::orders::KEPT_BACK;
use crate::{
    document,
    http::Ask,
    load::{Run, Step, Worker, drive},
    options::Options,
    outcome::Outcome,
    row::{Nature, Row},
    shop::{Person, Shop},
};

const LINES: usize = 500;

struct BigCart {
    buyer: Person,
    /// The cart's path.
    path: String,
    /// Ids of its lines.
    lines: Vec<String>,
}

impl Step for BigCart {
    async fn step(&self, worker: &mut Worker) -> Outcome {
        let line = &self.lines[worker.below(self.lines.len())];
        let quantity = (1 + worker.below(50)).to_string();
        let uri = format!("{}/lines/{line}/quantity", self.path);
        let ask = Ask::json(Method::PUT, &uri, &self.buyer.api, &json!({ "quantity": quantity }))?;
        let changed = worker.connection.send(&ask).await?.success(&uri)?;
        if changed["line"]["quantity"] == quantity.as_str() && changed["line_count"] == LINES {
            return Ok(());
        }
        Err(format!("the line is not as it was set: {changed}"))
    }
}

/// One buyer, one request at a time, as somebody who types.
pub(super) fn measure(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let buyer = shop.buyers[0].clone();
    let cart = shop.ask(&Ask::json(Method::POST, "/api/v1/carts", &buyer.api, &json!({}))?)?.success("make a cart")?;
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap_or_default());
    let articles = shop.size.products - KEPT_BACK;
    let row = |number: usize| json!({ "code": document::sku(number * articles / LINES), "quantity": "2" });
    let rows: Vec<Value> = (0..LINES).map(row).collect();
    let fill = Ask::json(Method::POST, &format!("{path}/lines/batch"), &buyer.api, &json!({ "lines": rows }))?;
    let cart = shop.ask(&fill)?.success("fill a cart")?;
    let ids = cart["lines"].as_array().into_iter().flatten().filter_map(|line| line["id"].as_str());
    let lines: Vec<String> = ids.map(str::to_owned).collect();
    if lines.len() != LINES {
        return Err(format!("a cart of {LINES} lines has {}", lines.len()));
    }
    let step = BigCart { buyer, path, lines };
    let pace = options.pace();
    let runs: Vec<Run> =
        (0..pace.runs).map(|_| drive(&step, shop.address(), 1, pace, shop.watch())).collect::<Outcome<_>>()?;
    let title = "cart of 500 lines: change one quantity, one buyer";
    Ok(vec![Row::of_runs(shop.database, "cart.500", title, Nature::Write, &runs)])
}
