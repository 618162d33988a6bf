//! What Kontor is asked to do, one file per kind of work.
//! Each checks what it gets and, where it writes, that the server holds exactly what it acknowledged.

mod big_cart;
mod cart;
mod hot;
mod import;
mod orders;
mod reading;
mod searching;
mod start;
mod tenants;

use std::time::Duration;

use crate::{
    limits::{CONNECTIONS, Sizes},
    load::{Run, Step, drive},
    options::{Options, Pace},
    outcome::Outcome,
    row::{Nature, Row},
    shop::Shop,
};

/// How long orders are placed before anything is measured.
const FIRST_ORDERS_FOR: Duration = Duration::from_secs(3);

/// Measures one kind of work.
type Work = fn(&Options, &mut Shop) -> Outcome<Vec<Row>>;

/// How long Kontor's answers are, so that the limits can be measured with as many bytes.
pub fn sizes(shop: &mut Shop) -> Outcome<Sizes> {
    Ok(Sizes {
        page: reading::page_length(shop)?,
        found: searching::page_length(shop)?,
        order_1: orders::reply_length(shop, 1)?,
        order_100: orders::reply_length(shop, 100)?,
    })
}

/// Orders for a few seconds, so that no table is empty when the measuring begins.
pub fn place_first_orders(shop: &mut Shop) -> Outcome {
    let pace = Pace { runs: 1, warm_up: Duration::ZERO, measure: FIRST_ORDERS_FOR };
    let run = drive(&orders::Place::new(shop, 1, None), shop.address(), CONNECTIONS, pace, shop.watch())?;
    run.first_error.map_or(Ok(()), Err)
}

/// Does all the work that is wanted, from reading to what leaves the most behind.
pub fn measure(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let works: [(&str, Work); 12] = [
        ("start memory.idle", start::measure),
        ("list.json", reading::list_json),
        ("list.html", reading::list_html),
        ("detail", reading::detail),
        ("search", searching::search),
        ("order.1", orders::one_line),
        ("order.100", orders::hundred_lines),
        ("order.cart", cart::measure),
        ("cart.500", big_cart::measure),
        ("order.hot", hot::measure),
        ("import", import::measure),
        ("tenants", tenants::measure),
    ];
    let mut rows = Vec::new();
    for (keys, work) in works {
        if keys.split(' ').any(|key| options.wants(key)) {
            eprintln!("{}: {keys}", shop.database.name());
            rows.extend(work(options, shop)?);
        }
    }
    if options.wants("memory.loaded") {
        rows.push(start::loaded(shop)?);
    }
    Ok(rows)
}

/// Runs of reading work with the usual number of connections.
fn reads<S: Step>(options: &Options, shop: &Shop, key: &'static str, title: &'static str, step: &S) -> Outcome<Row> {
    let pace = options.pace();
    let runs: Vec<Run> =
        (0..pace.runs).map(|_| drive(step, shop.address(), CONNECTIONS, pace, shop.watch())).collect::<Outcome<_>>()?;
    Ok(Row::of_runs(shop.database, key, title, Nature::Read, &runs))
}

/// Runs of work that places one order per step, checked against the orders the server has afterwards.
fn orders<S: Step>(
    options: &Options,
    shop: &mut Shop,
    (key, title): (&'static str, &'static str),
    connections: usize,
    step: &S,
) -> Outcome<Row> {
    let pace = options.pace();
    let before = shop.orders()?;
    let mut runs: Vec<Run> = Vec::new();
    for _ in 0..pace.runs {
        runs.push(drive(step, shop.address(), connections, pace, shop.watch())?);
    }
    let acknowledged: u64 = runs.iter().map(|run| run.acknowledged).sum();
    let there = shop.orders()?.saturating_sub(before);
    let errors: u64 = runs.iter().map(|run| run.errors).sum();
    let row = Row::of_runs(shop.database, key, title, Nature::Write, &runs);
    if there < acknowledged || there > acknowledged + errors {
        return Err(format!("{key}: {acknowledged} orders were acknowledged, {there} are there"));
    }
    Ok(row)
}
