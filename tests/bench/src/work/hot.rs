//! Everybody wants the same article: first how fast it can be sold, then whether more is sold than there is.
//! Being told that it is sold out is a right answer; an order too many is not.

use std::sync::atomic::{AtomicU64, Ordering};

use hyper::Method;
use serde_json::json;

use super::orders::{KEPT_BACK, Place};
use crate::{
    document,
    http::Ask,
    load::{Step, Worker, drive},
    options::Options,
    outcome::Outcome,
    row::{Nature, Row, Unit},
    shop::{BUYERS, Shop},
};

/// Pieces there are when it is measured whether too many are sold.
const SCARCE: u64 = 200;

/// How often buyers come back while there is something left.
const MOST_TURNS: usize = 20;

/// Orders a scarce article until it is sold out.
struct Scarce {
    place: Place,
    sold: AtomicU64,
}

impl Step for Scarce {
    async fn step(&self, worker: &mut Worker) -> Outcome {
        let ask = self.place.ask(worker)?;
        let answer = worker.connection.send(&ask).await?;
        if answer.status == 201 {
            self.sold.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        answer.check(answer.status, "orders.out_of_stock")
    }
}

pub(super) fn measure(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let hottest = shop.size.products - KEPT_BACK;
    let place = Place::new(shop, 1, Some(hottest));
    let selling = super::orders(options, shop, ("order.hot", "one article, 64 buyers"), BUYERS, &place)?;
    let mut oversold = Vec::new();
    let mut errors = 0;
    for run in 1..=options.pace().runs {
        let number = hottest + run;
        put_in_stock(shop, number)?;
        let scarce = Scarce { place: Place::new(shop, 1, Some(number)), sold: AtomicU64::new(0) };
        for _ in 0..MOST_TURNS {
            errors += drive(&scarce, shop.address(), BUYERS, options.pace(), shop.watch())?.errors;
            if scarce.sold.load(Ordering::Relaxed) >= SCARCE {
                break;
            }
        }
        let sold = scarce.sold.into_inner();
        if sold < SCARCE {
            return Err(format!("order.hot: only {sold} of {SCARCE} pieces could be sold"));
        }
        oversold.push(f64::from(u32::try_from(sold.saturating_sub(SCARCE)).unwrap_or(u32::MAX)));
    }
    let row =
        Row::of(shop.database, "order.hot.oversold", "one scarce article, 64 buyers: oversold", Unit::Pieces, oversold);
    Ok(vec![selling, Row { nature: Nature::Write, errors, ..row }.noting("of 200 pieces")])
}

fn put_in_stock(shop: &mut Shop, number: usize) -> Outcome {
    let levels = json!({ "levels": [{ "sku": document::sku(number), "on_hand": SCARCE.to_string() }] });
    let headers = shop.admin.api.clone();
    shop.ask(&Ask::json(Method::PUT, "/api/v1/admin/stock", &headers, &levels)?)?.success("set stock").map(drop)
}
