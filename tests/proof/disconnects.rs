//! Promise 16: a client that goes away leaves nothing or everything behind. Requests are cut at random bytes, or sent
//! whole and abandoned at random moments; each is then asked again with its key and has one effect in the end.

use std::time::Duration;

use kontor_testkit::{Client, Shop, TestApp, both, eventually};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};

both!(
    an_abandoned_order_stands_whole_or_not_at_all_and_once_after_a_retry,
    an_abandoned_cart_is_placed_once,
    without_a_key_the_naive_twin_orders_twice,
);

const ATTEMPTS: usize = 60;
const ORDERS: &str = "/api/v1/orders";

/// A request as it goes over the wire.
fn bytes(client: &Client, path: &str, body: &Value, key: Option<&str>) -> Vec<u8> {
    let body = body.to_string();
    let key = key.map(|key| format!("idempotency-key: {key}\r\n")).unwrap_or_default();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\nx-csrf-token: {}\r\n{key}content-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        client.host(),
        client.cookie(),
        client.csrf(),
        body.len(),
    );
    [head.into_bytes(), body.into_bytes()].concat()
}

/// Sends the first bytes of a request, waits, and hangs up without reading.
async fn abandon(client: &Client, request: &[u8], after: Duration) {
    let mut stream = TcpStream::connect(client.address()).await.unwrap();
    stream.set_nodelay(true).unwrap();
    stream.write_all(request).await.unwrap();
    tokio::time::sleep(after).await;
}

/// Asks until the request is no longer running; tells whether it had been carried out before.
async fn settled(client: &Client, path: &str, body: &Value, key: &str) -> (Value, bool) {
    eventually("the request is settled", || async {
        let reply = client.post(path).json(body.clone()).key(key).send().await;
        match reply.status {
            409 if reply.code() == "idempotency.in_progress" => None,
            _ => Some((reply.expect(201), reply.is_replay())),
        }
    })
    .await
}

async fn hardware(app: &'static TestApp) -> (Shop, Client) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.55").stock(10_000).build().await;
    shop.product("NUT").price("1.00").stock(10_000).build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    (shop, buyer)
}

fn order(number: usize) -> Value {
    let lines = json!([{ "sku": "BOLT", "quantity": "2" }, { "sku": "NUT", "quantity": "3" }]);
    json!({ "lines": lines, "po_number": format!("PO-{number}") })
}

/// Every order has both its lines, its reservations, its history and its event, and nothing of these is without an order.
async fn everything_is_whole(app: &TestApp, shop: &Shop) -> i64 {
    let mut raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let count = async |raw: &mut kontor_testkit::Raw, table: &str, more: &str| {
        raw.number(&format!("SELECT COUNT(*) FROM {table} WHERE tenant_id = {tenant} {more}")).await
    };
    let orders = count(&mut raw, "orders_orders", "").await;
    let parts = [
        count(&mut raw, "orders_lines", "").await / 2,
        count(&mut raw, "orders_history", "").await,
        count(&mut raw, "inventory_reservations", "").await / 2,
        count(&mut raw, "store_outbox", "AND kind = 'orders.order_placed'").await,
    ];
    assert_eq!(parts, [orders; 4], "lines, histories, reservations and events of {orders} orders");
    orders
}

async fn an_abandoned_order_stands_whole_or_not_at_all_and_once_after_a_retry(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    let mut rng = StdRng::seed_from_u64(16);
    for number in 0..ATTEMPTS {
        let request = bytes(&buyer, ORDERS, &order(number), Some(&format!("d{number}")));
        let cut = if number % 3 == 0 { rng.random_range(1..request.len()) } else { request.len() };
        abandon(&buyer, &request[..cut], Duration::from_micros(rng.random_range(0..12_000))).await;
    }
    everything_is_whole(app, &shop).await;
    let (mut stood, mut had_not) = (0, 0);
    for number in 0..ATTEMPTS {
        let (_, was_there) = settled(&buyer, ORDERS, &order(number), &format!("d{number}")).await;
        if was_there { stood += 1 } else { had_not += 1 }
    }
    assert!(stood > 0 && had_not > 0, "{stood} stood and {had_not} did not: the cuts were not random enough");
    assert_eq!(everything_is_whole(app, &shop).await, i64::try_from(ATTEMPTS).unwrap());
    for number in [0, 1, ATTEMPTS - 1] {
        let found = buyer.get(format!("{ORDERS}?q=PO-{number}&page=1&limit=200")).send().await.expect(200);
        let same =
            found["items"].as_array().unwrap().iter().filter(|order| order["po_number"] == format!("PO-{number}"));
        assert_eq!(same.count(), 1);
    }
    assert_eq!(shop.available("BOLT").await, (10_000 - 2 * ATTEMPTS).to_string());
}

async fn an_abandoned_cart_is_placed_once(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    let mut rng = StdRng::seed_from_u64(17);
    for number in 0..12 {
        let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
        let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
        let line = json!({ "sku": "BOLT", "quantity": "1" });
        let cart = buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);
        let (path, agreed) = (format!("{path}/place"), json!({ "totals_hash": cart["totals"]["hash"] }));
        let key = format!("c{number}");
        let request = bytes(&buyer, &path, &agreed, Some(&key));
        abandon(&buyer, &request, Duration::from_micros(rng.random_range(0..8_000))).await;
        let (order, _) = settled(&buyer, &path, &agreed, &key).await;
        assert_eq!(settled(&buyer, &path, &agreed, &key).await, (order, true));
    }
    assert_eq!(buyer.get(format!("{ORDERS}?page=1")).send().await.expect(200)["total"], 12);
    assert_eq!(shop.available("BOLT").await, "9988");
}

async fn without_a_key_the_naive_twin_orders_twice(app: &'static TestApp) {
    let (_, buyer) = hardware(app).await;
    let mut stream = TcpStream::connect(buyer.address()).await.unwrap();
    stream.write_all(&bytes(&buyer, ORDERS, &order(1), None)).await.unwrap();
    let total = async || buyer.get(format!("{ORDERS}?page=1")).send().await.expect(200)["total"].clone();
    eventually("the abandoned order stands", || async { (total().await == 1).then_some(()) }).await;
    drop(stream);
    buyer.post(ORDERS).json(order(1)).send().await.expect(201);
    assert_eq!(total().await, 2, "a careless retry would have been harmless, and keys unnecessary");
}
