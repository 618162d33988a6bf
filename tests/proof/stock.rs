//! Promise 1: the last units are never oversold. Sixty-four buyers with carts of several lines in random order
//! want one of the last ten; exactly ten get it, and nobody is told of a deadlock.

use std::sync::Arc;

use futures_util::future::join_all;
use kontor_testkit::{Client, Raw, Shop, TestApp, both};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::{Value, json};
use tokio::sync::Barrier;

both!(
    sixty_four_buyers_share_the_last_ten_units,
    stock_that_comes_back_is_sold_again_and_never_twice,
    the_naive_twin_oversells,
);

const BUYERS: usize = 64;
const LAST_UNITS: usize = 10;
const ROUNDS: usize = 3;
const SIDES: usize = 5;

/// What both the proof and its twin are judged by.
fn judged(sold: usize) -> Result<(), String> {
    if sold == LAST_UNITS { Ok(()) } else { Err(format!("{sold} of {LAST_UNITS} units were sold")) }
}

async fn many_buyers(shop: &Shop) -> Vec<Client> {
    let company = shop.company("ACME").await;
    join_all((0..BUYERS).map(|_| shop.buyer(&company))).await
}

/// The wanted unit among other goods, in random order.
fn lines(hot: &str, rng: &mut impl Rng) -> Vec<Value> {
    let mut lines = vec![json!({ "sku": hot, "quantity": "1" })];
    for side in 0..SIDES {
        if rng.random_bool(0.6) {
            let quantity = rng.random_range(1..4).to_string();
            lines.push(json!({ "sku": format!("SIDE-{side}"), "quantity": quantity }));
        }
    }
    lines.shuffle(rng);
    lines
}

/// Makes a cart with these lines and answers with the path and body that place it.
async fn ready_cart(buyer: &Client, lines: &[Value]) -> (String, Value) {
    let mut cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    for line in lines {
        cart = buyer.post(format!("{path}/lines")).json(line.clone()).send().await.expect(201);
    }
    (format!("{path}/place"), json!({ "totals_hash": cart["totals"]["hash"] }))
}

async fn sixty_four_buyers_share_the_last_ten_units(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for side in 0..SIDES {
        shop.product(&format!("SIDE-{side}")).price("1.00").stock(1_000_000).build().await;
    }
    let buyers = many_buyers(&shop).await;
    let mut rng = StdRng::seed_from_u64(1);
    for round in 0..ROUNDS {
        let hot = format!("HOT-{round}");
        shop.product(&hot).price("9.00").stock(10).build().await;
        let wanted: Vec<Vec<Value>> = buyers.iter().map(|_| lines(&hot, &mut rng)).collect();
        // Every fourth buyer takes the way through a cart, the others send their order whole.
        let prepared = join_all(buyers.iter().zip(&wanted).enumerate().map(|(number, (buyer, lines))| async move {
            if number % 4 == 0 {
                ready_cart(buyer, lines).await
            } else {
                ("/api/v1/orders".to_owned(), json!({ "lines": lines }))
            }
        }))
        .await;
        let sent = buyers.iter().zip(prepared).map(|(buyer, (path, body))| buyer.post(path).json(body).send());
        let replies = join_all(sent).await;
        let sold = replies.iter().filter(|reply| reply.status == 201).count();
        judged(sold).unwrap();
        for reply in replies.iter().filter(|reply| reply.status != 201) {
            reply.problem(409, "orders.out_of_stock");
        }
        assert_eq!(shop.available(&hot).await, "0");
    }
    let mut raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let reserved = raw
        .number(&format!("SELECT CAST(SUM(reserved) AS bigint) FROM inventory_stock_levels WHERE tenant_id = {tenant}"))
        .await;
    let promised =
        raw.number(&format!("SELECT CAST(SUM(quantity) AS bigint) FROM orders_lines WHERE tenant_id = {tenant}")).await;
    assert_eq!(reserved, promised, "what is reserved is what orders hold");
    let overdrawn =
        format!("SELECT COUNT(*) FROM inventory_stock_levels WHERE tenant_id = {tenant} AND reserved > on_hand");
    assert_eq!(raw.number(&overdrawn).await, 0);
}

async fn stock_that_comes_back_is_sold_again_and_never_twice(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("HOT").price("9.00").stock(10).build().await;
    let company = shop.company("ACME").await;
    let buyers = join_all((0..8).map(|_| shop.buyer(&company))).await;
    // Each buyer orders and, as often as they get something, staff cancel it: the units go round.
    let work = buyers.iter().map(|buyer| async {
        let mut kept = 0;
        for attempt in 0..6 {
            let body = json!({ "lines": [{ "sku": "HOT", "quantity": "2" }] });
            let reply = buyer.post("/api/v1/orders").json(body).send().await;
            if reply.status != 201 {
                reply.problem(409, "orders.out_of_stock");
                continue;
            }
            if attempt == 5 {
                kept += 2;
                continue;
            }
            let path = format!("/api/v1/admin/orders/{}/cancel", reply.json()["id"].as_str().unwrap());
            shop.admin().post(path).json(json!({ "reason": "again" })).send().await.expect(200);
        }
        kept
    });
    let kept: usize = join_all(work).await.into_iter().sum();
    assert!(kept <= LAST_UNITS, "{kept} units are held");
    assert_eq!(shop.available("HOT").await, (LAST_UNITS - kept).to_string());
}

/// Reads how much is left, lets everybody else read, too, and then writes what it has worked out.
async fn naive_purchase(mut raw: Raw, row: Arc<String>, everybody_has_read: Arc<Barrier>) -> bool {
    let left = raw.number(&format!("SELECT on_hand - reserved FROM inventory_stock_levels WHERE {row}")).await;
    let reserved = raw.number(&format!("SELECT reserved FROM inventory_stock_levels WHERE {row}")).await;
    everybody_has_read.wait().await;
    if left < 1_000_000 {
        return false;
    }
    let write = format!("UPDATE inventory_stock_levels SET reserved = {} WHERE {row}", reserved + 1_000_000);
    raw.execute(&write).await.is_ok()
}

async fn the_naive_twin_oversells(app: &'static TestApp) {
    const NAIVE_BUYERS: usize = 24;
    let shop = app.tenant().build().await;
    let product = shop.product("HOT").price("9.00").stock(10).build().await;
    let raw = app.raw().await;
    let (tenant, id) = (raw.literal(&shop.id().to_string()), raw.literal(&product.id));
    let row = Arc::new(format!("tenant_id = {tenant} AND product_id = {id}"));
    let barrier = Arc::new(Barrier::new(NAIVE_BUYERS));
    let connections = join_all((0..NAIVE_BUYERS).map(|_| app.raw())).await;
    let purchases = connections.into_iter().map(|raw| naive_purchase(raw, Arc::clone(&row), Arc::clone(&barrier)));
    let sold = join_all(purchases).await.into_iter().filter(|sold| *sold).count();
    let verdict = judged(sold);
    assert!(verdict.is_err(), "the careless way passes the check: {verdict:?}");
    assert!(sold > LAST_UNITS, "{sold}");
}
