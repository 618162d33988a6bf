//! Promise 16: a client that goes away leaves nothing or everything behind. Requests are cut at random bytes, or sent
//! whole and abandoned at random moments; each is then asked again with its key and has one effect in the end.

use std::{collections::BTreeSet, time::Duration};

use kontor_testkit::{Client, Database, Records, Shop, TestApp, both, changed_columns, changes, eventually};
use kontor_web::{Access, MatrixRow};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::coverage::{
    recipes::{Body, Recipe, asker, is_write, recipe, with_body},
    scene::Scene,
};

both!(
    an_abandoned_order_stands_whole_or_not_at_all_and_once_after_a_retry,
    an_abandoned_cart_is_placed_once,
    without_a_key_the_naive_twin_orders_twice,
    an_upload_that_breaks_off_leaves_nothing,
);

const ATTEMPTS: usize = 60;
const ORDERS: &str = "/api/v1/orders";

/// A request as it goes over the wire.
fn bytes(client: &Client, path: &str, body: &Value, key: Option<&str>) -> Vec<u8> {
    let key = key.map(|key| format!("idempotency-key: {key}\r\n")).unwrap_or_default();
    wired(client, "POST", path, &key, "application/json", &body.to_string())
}

fn wired(client: &Client, method: &str, path: &str, more: &str, kind: &str, body: &str) -> Vec<u8> {
    let cookie = match client.cookie() {
        "" => String::new(),
        cookie => format!("cookie: {cookie}\r\nx-csrf-token: {}\r\n", client.csrf()),
    };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {}\r\n{cookie}{more}content-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        client.host(),
        body.len(),
    );
    [head.as_bytes(), body.as_bytes()].concat()
}

/// Sends the first bytes of a request, waits, and hangs up without reading.
async fn abandon(client: &Client, request: &[u8], after: Duration) {
    let mut stream = TcpStream::connect(client.address()).await.unwrap();
    stream.set_nodelay(true).unwrap();
    stream.write_all(request).await.unwrap();
    tokio::time::sleep(after).await;
}

/// Sends an order, hangs up without reading as soon as it stands.
async fn abandon_once_it_stands(client: &Client, request: &[u8], number: usize) {
    let mut stream = TcpStream::connect(client.address()).await.unwrap();
    stream.write_all(request).await.unwrap();
    let path = format!("{ORDERS}?q=PO-{number}&limit=200");
    eventually("the order stands", || async {
        let found = client.get(&path).send().await.expect(200);
        let po_number = json!(format!("PO-{number}"));
        found["items"].as_array().unwrap().iter().any(|order| order["po_number"] == po_number).then_some(())
    })
    .await;
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
/// Counted in one statement: some of what was abandoned is carried out while this looks, and looks one after the other
/// would see halves of it that were never there together.
async fn everything_is_whole(app: &TestApp, shop: &Shop) -> i64 {
    let mut raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let count = |table: &str, more: &str| format!("(SELECT COUNT(*) FROM {table} WHERE tenant_id = {tenant} {more})");
    let counts = [
        count("orders_orders", ""),
        count("orders_lines", ""),
        count("orders_history", ""),
        count("inventory_reservations", ""),
        count("store_outbox", "AND kind = 'orders.order_placed'"),
    ];
    let counts = counts.map(|count| format!("CAST({count} AS TEXT)")).join(" || ' ' || ");
    let told = raw.texts(&format!("SELECT {counts}")).await.remove(0);
    let counted: Vec<i64> = told.split(' ').map(|count| count.parse().unwrap()).collect();
    let orders = counted[0];
    assert_eq!(counted, [1, 2, 1, 2, 1].map(|each| each * orders), "orders, lines, histories, reservations, events");
    orders
}

async fn an_abandoned_order_stands_whole_or_not_at_all_and_once_after_a_retry(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    let mut rng = StdRng::seed_from_u64(16);
    for number in 0..ATTEMPTS {
        let request = bytes(&buyer, ORDERS, &order(number), Some(&format!("d{number}")));
        let cut = if number % 3 == 0 { rng.random_range(1..request.len()) } else { request.len() };
        // Every tenth client is patient, so that some orders stand however slow the machine is.
        if number % 10 == 1 {
            abandon_once_it_stands(&buyer, &request, number).await;
        } else {
            abandon(&buyer, &request[..cut], Duration::from_micros(rng.random_range(0..12_000))).await;
        }
        everything_is_whole(app, &shop).await;
    }
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

/// What moves although nothing was done: that somebody was seen, and numbers, which may have gaps.
const NO_EFFECT: [&str; 3] = ["identity_sessions", "identity_api_tokens", "store_number_series"];

/// The tables that hold something else now.
fn touched(before: &Records, after: &Records) -> BTreeSet<String> {
    let columns = changed_columns(before, after);
    let tables = columns.iter().filter_map(|column| column.split(['.', ' ']).next()).map(str::to_owned);
    tables.filter(|table| !NO_EFFECT.contains(&table.as_str())).collect()
}

/// The recipe as it goes over the wire.
fn wire(client: &Client, method: &str, recipe: &Recipe) -> Vec<u8> {
    let (kind, body) = match &recipe.body {
        Body::None => ("application/json", String::new()),
        Body::Json(body) => ("application/json", body.to_string()),
        Body::Csv(file) => ("text/csv", file.clone()),
        Body::Pdf(file) => ("application/pdf", file.clone()),
        Body::Form(fields) => {
            let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
            let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encode(value)));
            ("application/x-www-form-urlencoded", pairs.collect::<Vec<_>>().join("&"))
        }
    };
    wired(client, method, &recipe.path, "", kind, &body)
}

/// What the tenant has once nothing moves any more: later requests have been answered, and two looks see the same.
async fn at_rest(app: &TestApp, shop: &Shop) -> Records {
    let mut raw = app.raw().await;
    for _ in 0..3 {
        Client::new(shop.guest().address(), shop.guest().host()).get("/api/v1/session").send().await.expect(401);
    }
    let mut seen = raw.records_of(shop.id()).await;
    loop {
        tokio::time::sleep(Duration::from_millis(40)).await;
        let again = raw.records_of(shop.id()).await;
        if touched(&seen, &again).is_empty() {
            return again;
        }
        seen = again;
    }
}

/// Every route that changes something, abandoned at random and then asked again: minutes for each database.
#[test]
#[ignore = "takes minutes"]
fn a_change_by_any_route_that_is_abandoned_is_whole_or_nothing() {
    for database in [Database::Sqlite, Database::Postgres] {
        TestApp::run(database, |app| Box::pin(an_abandoned_change_by_any_route_is_whole_or_nothing(app)));
    }
}

/// Every route that changes something: first each is cut off at a random byte, which changes nothing anywhere; then each
/// is sent whole and hung up on at a random moment, which changes all that the route changes, or nothing.
async fn an_abandoned_change_by_any_route_is_whole_or_nothing(app: &'static TestApp) {
    let (scene, mut rng) = (Scene::new(app, "own").await, StdRng::seed_from_u64(18));
    let rows = app.parts().registry.matrix();
    let is_asked = |access: Access| !matches!(access, Access::AnyHost | Access::Operator);
    let asker = |row: &MatrixRow, recipe: &Recipe| recipe.client.clone().unwrap_or_else(|| asker(&scene, row).clone());
    let mut wishes = Vec::new();
    for row in rows.iter().filter(|row| is_write(row) && is_asked(row.access)) {
        let recipe = recipe(&scene, row).await;
        wishes.push((row, wire(&asker(row, &recipe), row.method.as_str(), &recipe), recipe));
    }
    let mut before = at_rest(app, &scene.shop).await;
    for (_, request, _) in &wishes {
        let cut = rng.random_range(1..request.len() - 1);
        abandon(scene.shop.guest(), &request[..cut], Duration::from_micros(rng.random_range(0..2_000))).await;
    }
    let after = at_rest(app, &scene.shop).await;
    assert_eq!(touched(&before, &after), BTreeSet::new(), "a request that was cut off had an effect");
    // What the request before may still do: it may be slow, and is whole all the same.
    let (mut late, mut stood) = (BTreeSet::new(), 0);
    for (row, request, recipe) in &wishes {
        abandon(scene.shop.guest(), request, Duration::from_micros(rng.random_range(0..12_000))).await;
        let after = at_rest(app, &scene.shop).await;
        let effect = touched(&before, &after);
        let (whole, now) = completely(app, &scene, row, effect.is_empty().then_some(recipe)).await;
        // What is set to the same once more changes less than the first time, and never more.
        let is_whole = effect.is_empty() || effect == late || effect.is_superset(&whole);
        assert!(is_whole, "{} {}: {effect:?} instead of {whole:?}", row.method, row.path);
        stood += usize::from(!effect.is_empty());
        (before, late) = (now, if effect.is_empty() { whole } else { BTreeSet::new() });
    }
    println!("of {} changes that were abandoned {stood} stand whole, and the others not at all", wishes.len());
    assert!(stood > 20, "{stood} stand");
}

/// What a route changes when it is waited for, on what was made for it, or on what is made anew; and how things are then.
async fn completely(
    app: &'static TestApp,
    scene: &Scene,
    row: &MatrixRow,
    unused: Option<&Recipe>,
) -> (BTreeSet<String>, Records) {
    let fresh = match unused {
        Some(_) => None,
        None => Some(recipe(scene, row).await),
    };
    let recipe = unused.or(fresh.as_ref()).unwrap();
    let before = at_rest(app, &scene.shop).await;
    let client = recipe.client.clone().unwrap_or_else(|| asker(scene, row).clone());
    let reply = with_body(client.request(row.method.clone(), recipe.path.clone()), &recipe.body).send().await;
    assert!(reply.status < 500, "{} {}: {}", row.method, row.path, reply.text());
    let after = at_rest(app, &scene.shop).await;
    (touched(&before, &after), after)
}

/// A file that never came whole is no import, wherever it broke off.
async fn an_upload_that_breaks_off_leaves_nothing(app: &'static TestApp) {
    let (shop, _) = hardware(app).await;
    let rows: String = (0..4_000).map(|number| format!("U-{number},Uploaded {number}\n")).collect();
    let request = wired(
        shop.admin(),
        "POST",
        "/api/v1/admin/imports?kind=products",
        "",
        "text/csv",
        &format!("sku,name\n{rows}"),
    );
    let mut raw = app.raw().await;
    let mut rng = StdRng::seed_from_u64(19);
    let before = raw.rows_of(shop.id()).await;
    for _ in 0..24 {
        let cut = rng.random_range(1..request.len() - 1);
        abandon(shop.admin(), &request[..cut], Duration::from_micros(rng.random_range(0..20_000))).await;
    }
    at_rest(app, &shop).await;
    assert_eq!(changes(&before, &raw.rows_of(shop.id()).await), [""; 0]);
    assert_eq!(shop.admin().get("/api/v1/admin/imports?page=1").send().await.expect(200)["total"], 0);
    // The same bytes, all of them, are one.
    abandon(shop.admin(), &request, Duration::from_millis(20)).await;
    eventually("the whole file is imported", || async {
        let list = shop.admin().get("/api/v1/admin/imports?page=1").send().await.expect(200);
        (list["items"][0]["state"] == "done" && list["items"][0]["created"] == 4_000).then_some(())
    })
    .await;
}
