//! Many shops in one server: what a shop costs that rests, how soon its first page comes, and a hundred that are busy.
//! The operator opens them, their administrator fills them, and guests look at them.

use std::time::Instant;

use hyper::Method;
use serde_json::json;

use super::{
    reading::{Expected, Known},
    reads,
    start::{REST, memory},
};
use crate::{
    document,
    http::Ask,
    kontor::pause,
    limits::encoded,
    load::Times,
    options::Options,
    outcome::Outcome,
    row::{Row, Unit},
    shop::{PASSWORD, Shop, TENANT, admin_of},
};

/// Shops that are open, and as many in a run that only shows that all works.
const SHOPS: usize = 1_000;
const FEW_SHOPS: usize = 20;
/// Of so many shops one is busy.
const BUSY_OF: usize = 10;
/// How all codes of articles begin.
const SOME_SKU: &str = ">K00";
/// Words that are looked for in each busy shop.
const WORDS_EACH: usize = 5;

/// Opens the shops and measures them.
pub(super) fn measure(options: &Options, shop: &mut Shop) -> Outcome<Vec<Row>> {
    let count = if options.quick { FEW_SHOPS } else { SHOPS };
    let shops: Vec<String> = (1..count).map(|number| format!("shop{number:04}")).collect();
    for_guests(shop, TENANT)?;
    let alone = first_visit(shop)?;
    open(shop, &shops)?;
    let mut rounds = Rounds::default();
    for _ in 0..options.pace().runs {
        rounds.add(shop, alone, &shops)?;
    }
    let mut rows = rounds.rows(shop, shops.len());
    let busy: Vec<&String> = shops.iter().step_by(BUSY_OF).collect();
    let title = "list page of 24 with prices, JSON, guests of all busy shops";
    let pages = questions(shop, &busy, |_| vec!["/api/v1/products?limit=24".to_owned()])?;
    rows.push(reads(options, shop, "tenants.list", title, &pages)?.noting(&format!("{} busy shops", busy.len())));
    let all = document::questions(shop.size.products);
    let words = questions(shop, &busy, |place| {
        // The first forty are of words that every shop has.
        let chosen = (0..WORDS_EACH).map(|step| &all[(place + step * 8) % 40]);
        chosen.map(|words| format!("/api/v1/products/search?limit=24&q={}", encoded(words))).collect()
    })?;
    let title = "search with facets, the best 24 with prices, JSON, guests of all busy shops";
    rows.push(reads(options, shop, "tenants.search", title, &words)?);
    let title = "memory of the server with all shops visited and the busy ones busy";
    let (now, most) = memory(shop)?;
    let row = Row::of(shop.database, "tenants.memory.loaded", title, Unit::Mebibytes, vec![now]);
    rows.push(row.noting(&format!("at the most {most:.0} MiB")));
    Ok(rows)
}

/// Starts the server anew and looks at the first shop: what it needs before any other shop is thought of, in MiB.
fn first_visit(shop: &mut Shop) -> Outcome<f64> {
    shop.restart()?;
    visit(shop, TENANT)?;
    pause(REST);
    Ok(memory(shop)?.0)
}

/// A guest's look at a shop, in microseconds.
fn visit(shop: &mut Shop, code: &str) -> Outcome<u32> {
    let guest = shop.guest(code)?;
    let ask = Ask::get("/products", &guest.page)?;
    let started = Instant::now();
    let answer = shop.ask(&ask)?;
    let took = started.elapsed();
    answer.check(200, "</html>")?;
    answer.check(200, SOME_SKU)?;
    Ok(u32::try_from(took.as_micros()).unwrap_or(u32::MAX))
}

/// Opens shops with a catalogue and a price for everything.
fn open(shop: &mut Shop, codes: &[String]) -> Outcome {
    let operator = shop.operator()?;
    for (place, code) in codes.iter().enumerate() {
        let tenant = json!({
            "code": code, "hosts": [format!("{code}.localhost")], "currency": "GBP", "languages": ["en"],
            "address": { "country": "GB" },
            "administrator": { "email": admin_of(code), "password": PASSWORD },
        });
        let ask = Ask::json(Method::POST, "/api/v1/operator/tenants", &operator.api, &tenant)?;
        shop.ask(&ask)?.success("open a shop")?;
        let admin = shop.sign_in(code, &admin_of(code))?;
        let size = document::SMALL;
        shop.make_price_list(&admin, &document::price_list(0))?;
        shop.import(&admin, "products", size.product_file())?;
        shop.import(&admin, "prices", size.price_file())?;
        for_guests(shop, code)?;
        if (place + 1) % 100 == 0 {
            eprintln!("{}: {} shops are open", shop.database.name(), place + 1);
        }
    }
    Ok(())
}

/// Lets guests see the prices of the first list.
fn for_guests(shop: &mut Shop, code: &str) -> Outcome {
    let admin = shop.sign_in(code, &admin_of(code))?.api;
    let channels = shop.get("/api/v1/admin/channels", &admin)?;
    let channel = channels["items"][0]["id"].as_str().unwrap_or_default().to_owned();
    let open = json!({ "guests_see_prices": true });
    let ask = Ask::json(Method::PATCH, &format!("/api/v1/admin/channels/{channel}"), &admin, &open)?;
    shop.ask(&ask)?.success("let guests see prices")?;
    let lists = json!({ "price_lists": [{ "code": document::price_list(0), "last": false }] });
    let uri = format!("/api/v1/admin/price-list-assignments/channel/{channel}");
    shop.ask(&Ask::json(Method::PUT, &uri, &admin, &lists)?)?.check(204, "")
}

/// Questions to shops with the answers that a look at them accepted.
fn questions(shop: &mut Shop, codes: &[&String], uris: impl Fn(usize) -> Vec<String>) -> Outcome<Known> {
    let mut questions = Vec::new();
    for (place, code) in codes.iter().enumerate() {
        let guest = shop.guest(code)?;
        for uri in uris(place) {
            let ask = Ask::get(&uri, &guest.api)?;
            let answer = shop.ask(&ask)?;
            let body = answer.body.clone();
            let page = answer.success(&uri)?;
            let items = page["items"].as_array().map(Vec::as_slice).unwrap_or_default();
            if items.is_empty() || items.iter().any(|item| !item["price"]["unit_price"].is_string()) {
                return Err(format!("{code}: {uri}: {page}"));
            }
            questions.push((ask, Expected::Bytes(body)));
        }
    }
    Ok(Known { questions })
}

/// What was found, once for each start of the server.
#[derive(Default)]
struct Rounds {
    /// Memory for a shop that nobody has looked at yet, in MiB.
    unseen: Vec<f64>,
    /// Memory for a shop that was looked at once and rests, in MiB.
    resting: Vec<f64>,
    /// What one in a hundred first pages exceeds, in seconds.
    slowest: Vec<f64>,
    /// How long all first pages took, in microseconds.
    micros: Vec<u32>,
}

impl Rounds {
    fn add(&mut self, shop: &mut Shop, alone: f64, codes: &[String]) -> Outcome {
        let all_there = first_visit(shop)?;
        let mut micros = codes.iter().map(|code| visit(shop, code)).collect::<Outcome<Vec<_>>>()?;
        pause(REST);
        let count = f64::from(u32::try_from(codes.len()).unwrap_or(u32::MAX));
        let each = |memory: f64, before: f64| (memory - before).max(0.0) / count;
        self.unseen.push(each(all_there, alone));
        self.resting.push(each(memory(shop)?.0, all_there));
        self.slowest.push(Times::of(&mut micros).p99_ms / 1000.0);
        self.micros.extend(micros);
        Ok(())
    }

    fn rows(mut self, shop: &Shop, count: usize) -> Vec<Row> {
        let database = shop.database;
        let times = Times::of(&mut self.micros);
        let title = "first page of a shop, HTML; the slowest of a hundred";
        let first = Row::of(database, "tenants.first_page", title, Unit::Seconds, self.slowest);
        let first = Row { p50_ms: Some(times.p50_ms), p99_ms: Some(times.p99_ms), ..first };
        let title = "memory for a shop that was looked at once and rests";
        let resting = Row::of(database, "tenants.memory", title, Unit::Mebibytes, self.resting);
        let title = "memory for a shop that nobody has looked at";
        let unseen = Row::of(database, "tenants.memory.unseen", title, Unit::Mebibytes, self.unseen);
        vec![first.noting(&format!("of {count} shops after a start of the server")), resting, unseen]
    }
}
