//! A code that may be used five times is used five times, however many orders are placed with it at once.
//! Tallies are raised by conditional updates; whoever reads them first and writes them after gives the code to everybody.

use std::sync::Arc;

use futures_util::future::join_all;
use kontor_testkit::{Raw, Reply, Shop, TestApp, both};
use serde_json::{Value, json};
use tokio::sync::Barrier;

both!(of_sixty_four_orders_with_a_code_for_five_exactly_five_get_it, the_naive_twin_gives_the_code_to_everybody,);

const LIMIT: i64 = 5;
const ORDERS: usize = 64;
/// The twin holds a connection for each of its orders.
const NAIVE_ORDERS: usize = 16;

/// What both the proof and its twin are judged by.
fn judged(given: usize) -> Result<(), String> {
    if given == 5 { Ok(()) } else { Err(format!("a code for {LIMIT} orders was given to {given}")) }
}

/// A shop with a code that may be used five times: the code and its promotion.
async fn coded(app: &'static TestApp) -> (Shop, Value) {
    let shop = app.tenant().build().await;
    shop.switch("promotions", true).await;
    shop.product("BOLT").price("100.00").build().await;
    let terms = json!({ "effect": { "kind": "percent_of_order", "rate": "5" } });
    let new = json!({ "code": "SPRING", "names": { "en": "Spring" }, "needs_code": true, "terms": terms });
    let promotion = shop.admin().post("/api/v1/admin/promotions").json(new).send().await.expect(201);
    let path = format!("/api/v1/admin/promotions/{}/codes", promotion["id"].as_str().unwrap());
    let new = json!({ "code": "SPRING-5", "limits": { "total": LIMIT } });
    let code = shop.admin().post(path).json(new).send().await.expect(201);
    (shop, code)
}

async fn of_sixty_four_orders_with_a_code_for_five_exactly_five_get_it(app: &'static TestApp) {
    let (shop, code) = coded(app).await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    // Whoever asks after the fifth is told in the answer; whoever was told that they get it and comes too late is refused.
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }], "codes": ["spring5"] });
    let sent = join_all((0..ORDERS).map(|_| buyer.post("/api/v1/orders").json(order.clone()).send())).await;
    let uses = format!("/api/v1/admin/promotion-uses?code_id={}&limit=100", code["id"].as_str().unwrap());
    let uses = shop.admin().get(uses).send().await.expect(200);
    judged(uses["items"].as_array().unwrap().len()).unwrap();
    let is_cheaper = |reply: &&Reply| {
        let discounts = reply.json()["terms"]["discounts"].as_array().map_or(0, Vec::len);
        reply.status == 201 && discounts > 0
    };
    judged(sent.iter().filter(is_cheaper).count()).unwrap();
    for reply in sent.iter().filter(|reply| reply.status != 201) {
        reply.problem(409, "promotions.code_used_up");
    }
    let path = format!("/api/v1/admin/promotion-codes/{}", code["id"].as_str().unwrap());
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["used"], LIMIT);
    // What a cancelled order has used can be used again.
    let order = uses["items"][0]["order_id"].as_str().unwrap();
    let cancel = shop.admin().post(format!("/api/v1/admin/orders/{order}/cancel"));
    cancel.json(json!({ "reason": "Mistaken" })).send().await.expect(200);
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["used"], LIMIT - 1);
}

/// Reads how often the code was used, lets everybody else read it, too, and then writes one more.
async fn naive(mut raw: Raw, row: Arc<String>, everybody_has_read: Arc<Barrier>) -> bool {
    let used = raw.number(&format!("SELECT used FROM promotions_tallies WHERE {row}")).await;
    everybody_has_read.wait().await;
    let write = format!("UPDATE promotions_tallies SET used = {} WHERE {row}", used + 1);
    used < LIMIT && raw.execute(&write).await.is_ok_and(|rows| rows == 1)
}

async fn the_naive_twin_gives_the_code_to_everybody(app: &'static TestApp) {
    let (shop, code) = coded(app).await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }], "codes": ["spring5"] });
    buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    let connections = join_all((0..NAIVE_ORDERS).map(|_| app.raw())).await;
    let literal = |text: &str| connections[0].literal(text);
    let (tenant, id) = (literal(&shop.id().to_string()), literal(code["id"].as_str().unwrap()));
    let everybody = literal("00000000-0000-0000-0000-000000000000");
    let row = Arc::new(format!("tenant_id = {tenant} AND subject_id = {id} AND holder_id = {everybody}"));
    let barrier = Arc::new(Barrier::new(NAIVE_ORDERS));
    let orders = connections.into_iter().map(|raw| naive(raw, Arc::clone(&row), Arc::clone(&barrier)));
    let given = join_all(orders).await.into_iter().filter(|given| *given).count();
    let verdict = judged(given);
    assert!(verdict.is_err(), "the twin must fail, or the proof proves nothing: {verdict:?}");
}
