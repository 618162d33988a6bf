//! Promise 21, the race in it: of clerks who act on one order at once one wins, and the others are told.
//! A state is changed by a conditional update; whoever reads it first and writes it after lets everybody win.

use std::sync::Arc;

use futures_util::future::join_all;
use kontor_testkit::{Raw, Shop, TestApp, both, redacted};
use serde_json::json;
use tokio::sync::Barrier;

both!(of_clerks_who_confirm_at_once_one_wins, the_naive_twin_lets_every_clerk_win);

const CLERKS: usize = 8;

/// What both the proof and its twin are judged by.
fn judged(winners: usize) -> Result<(), String> {
    if winners == 1 { Ok(()) } else { Err(format!("{winners} of {CLERKS} clerks confirmed the order")) }
}

async fn placed(app: &'static TestApp) -> (Shop, String) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let body = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    let order = buyer.post("/api/v1/orders").json(body).send().await.expect(201);
    (shop, order["id"].as_str().unwrap().to_owned())
}

async fn of_clerks_who_confirm_at_once_one_wins(app: &'static TestApp) {
    let (shop, order) = placed(app).await;
    let clerks = join_all((0..CLERKS).map(|_| shop.user("order_desk"))).await;
    let path = format!("/api/v1/admin/orders/{order}");
    let confirm =
        |clerk: &kontor_testkit::Client| clerk.post(format!("{path}/confirm")).json(json!({ "note": "Mine" }));
    let sent = join_all(clerks.iter().map(|clerk| confirm(clerk).send())).await;
    judged(sent.iter().filter(|reply| reply.status == 200).count()).unwrap();
    for reply in sent.iter().filter(|reply| reply.status != 200) {
        reply.problem(409, "orders.not_possible");
    }
    let seen = shop.admin().get(&path).send().await.expect(200);
    insta::assert_json_snapshot!("history_of_a_confirmed_order", redacted(seen["history"].clone()));
}

/// Reads the state, lets everybody else read it, too, and then writes the next one.
async fn naive_clerk(mut raw: Raw, row: Arc<String>, everybody_has_read: Arc<Barrier>) -> bool {
    let states = raw.texts(&format!("SELECT state FROM orders_orders WHERE {row}")).await;
    everybody_has_read.wait().await;
    let write = format!("UPDATE orders_orders SET state = 'confirmed' WHERE {row}");
    states == ["placed"] && raw.execute(&write).await.is_ok_and(|rows| rows == 1)
}

async fn the_naive_twin_lets_every_clerk_win(app: &'static TestApp) {
    let (shop, order) = placed(app).await;
    let connections = join_all((0..CLERKS).map(|_| app.raw())).await;
    let (tenant, id) = (connections[0].literal(&shop.id().to_string()), connections[0].literal(&order));
    let row = Arc::new(format!("tenant_id = {tenant} AND id = {id}"));
    let barrier = Arc::new(Barrier::new(CLERKS));
    let clerks = connections.into_iter().map(|raw| naive_clerk(raw, Arc::clone(&row), Arc::clone(&barrier)));
    let winners = join_all(clerks).await.into_iter().filter(|won| *won).count();
    let verdict = judged(winners);
    assert!(verdict.is_err(), "the careless way passes the check: {verdict:?}");
}
