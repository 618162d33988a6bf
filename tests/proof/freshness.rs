//! A price that changes is in everybody's lists within a second and exact in carts and orders at once, on every node;
//! a list that is to hold from a day on holds from the midnight of the legal entity, wherever anybody else is.

use std::time::{Duration, Instant};

use kontor_testkit::{Client, Database, Server, ServerSpec, Shop, TestApp, both as both_apps, eventually};
use serde_json::{Value, json};

const CHANGES: usize = 12;
/// The promise.
const SEEN_WITHIN: Duration = Duration::from_secs(1);

async fn brought_in(admin: &Client, kind: &str, file: &'static str) {
    let upload = admin.post(format!("/api/v1/admin/imports?kind={kind}")).body("text/csv", file);
    let path = format!("/api/v1/admin/imports/{}", upload.send().await.expect(202)["id"].as_str().unwrap());
    let run = eventually("the import has ended", || async {
        let run = admin.get(&path).send().await.expect(200);
        (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(run)
    });
    assert_eq!(run.await["state"], "done");
}

/// A shop with a bolt; the list its price stands in.
async fn shop_with_a_bolt(server: &Server) -> String {
    let admin = server.admin().await;
    let rates =
        json!({ "rates": [{ "country": "GB", "class": "standard", "rate": "20", "valid_from": "2000-01-01" }] });
    admin.put("/api/v1/admin/tax-rates").json(rates).send().await.expect(200);
    brought_in(&admin, "products", "sku,name,on_hand\nBOLT,Bolt,100000\nNUT,Nut,100000\n").await;
    brought_in(&admin, "prices", "price_list,sku,unit_price,currency\nstandard,BOLT,1.00,GBP\nstandard,NUT,1.00,GBP\n")
        .await;
    brought_in(&admin, "customers", "code,name,country\nACME,Acme,GB\n").await;
    let lists = admin.get("/api/v1/admin/price-lists").send().await.expect(200);
    lists["items"][0]["id"].as_str().unwrap().to_owned()
}

async fn set_price(admin: &Client, list: &str, price: &str) {
    let prices = json!({ "prices": [{ "sku": "BOLT", "min_quantity": "1", "unit_price": price }] });
    admin.put(format!("/api/v1/admin/price-lists/{list}/prices")).json(prices).send().await.expect(200);
}

/// What the list of products says that the bolt costs.
async fn listed(client: &Client) -> Value {
    let page = client.get("/api/v1/products?limit=24").send().await.expect(200);
    let bolt = page["items"].as_array().unwrap().iter().find(|item| item["sku"] == "BOLT").unwrap();
    bolt["price"]["unit_price"].clone()
}

/// What an order of the desk says that the bolt costs.
async fn ordered(desk: &Client) -> Value {
    let order = json!({ "company_code": "ACME", "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    desk.post("/api/v1/admin/orders").json(order).send().await.expect(201)["lines"][0]["unit_price"].clone()
}

/// Changes a price on one node and looks at it on another, or on the only one there is.
async fn a_price_is_exact_at_once(changed_on: &Server, seen_on: &Server) {
    let list = shop_with_a_bolt(changed_on).await;
    let (admin, desk) = (changed_on.admin().await, seen_on.desk().await);
    let (mut longest, mut slowest) = (Duration::ZERO, Duration::ZERO);
    for number in 0..CHANGES {
        // So that the other node has looked at a time that has nothing to do with the change.
        listed(&desk).await;
        tokio::time::sleep(Duration::from_millis(u64::try_from(number * 83).unwrap())).await;
        let price = format!("2.{number:02}");
        set_price(&admin, &list, &price).await;
        let changed = Instant::now();
        // An order lets its node read what has changed, so every other change is only listed.
        if number.is_multiple_of(2) {
            assert_eq!(ordered(&desk).await, price, "an order is never placed at a price that was");
        }
        loop {
            let asked = Instant::now();
            let seen = listed(&desk).await;
            slowest = slowest.max(asked.elapsed());
            if seen == price {
                longest = longest.max(asked.duration_since(changed));
                break;
            }
            assert!(changed.elapsed() < Duration::from_secs(10), "{price} is never listed");
        }
    }
    println!("listed after {longest:?} at the most, a list took {slowest:?} at the most");
    assert!(longest <= SEEN_WITHIN, "{longest:?}");
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

#[test]
fn on_sqlite_a_changed_price_is_exact_in_orders_at_once_and_listed_within_a_second() {
    run(async {
        let server = Server::start(ServerSpec { database: Database::Sqlite, env: &[] }).await;
        a_price_is_exact_at_once(&server, &server).await;
    });
}

#[test]
fn on_postgresql_a_price_changed_on_one_node_is_exact_on_another_at_once_and_listed_within_a_second() {
    run(async {
        let server = Server::start(ServerSpec { database: Database::Postgres, env: &[] }).await;
        let other = server.second_node().await;
        a_price_is_exact_at_once(&server, &other).await;
    });
}

both_apps!(
    a_cart_has_the_new_price_at_once_and_is_not_placed_at_the_old_one,
    a_list_switches_with_the_day_of_the_legal_entity,
);

async fn a_cart_has_the_new_price_at_once_and_is_not_placed_at_the_old_one(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.00").stock(10).build().await;
    let company = shop.company("ACME").await;
    let buyer = shop.buyer(&company).await;
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    let line = json!({ "sku": "BOLT", "quantity": "1" });
    let old = buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);
    shop.set_price(shop.standard_list(), "BOLT", "1", "3.00").await;
    let new = buyer.get(&path).send().await.expect(200);
    assert_eq!(new["lines"][0]["unit_price"], "3.00");
    let place = async |cart: &Value| {
        let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
        buyer.post(format!("{path}/place")).json(agreed).send().await
    };
    let seen = buyer.get(&path).send().await.expect(200);
    let refused = place(&old).await;
    assert_eq!(refused.expect(409)["code"], "orders.totals_changed");
    assert_eq!(place(&seen).await.expect(201)["lines"][0]["unit_price"], "3.00");
}

/// The day at the legal entity where it is in this zone.
async fn day_in(shop: &Shop, zone: &str) -> String {
    let entities = shop.admin().get("/api/v1/admin/legal-entities").send().await.expect(200);
    let path = format!("/api/v1/admin/legal-entities/{}", entities["items"][0]["id"].as_str().unwrap());
    shop.admin().patch(path).json(json!({ "time_zone": zone })).send().await.expect(200);
    let order = json!({ "company_code": "ACME", "lines": [{ "sku": "NUT", "quantity": "1" }] });
    let placed = shop.admin().post("/api/v1/admin/orders").json(order).send().await.expect(201);
    placed["order_date"].as_str().unwrap().to_owned()
}

async fn a_list_switches_with_the_day_of_the_legal_entity(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.00").stock(10).build().await;
    shop.product("NUT").price("1.00").stock(10).build().await;
    let company = shop.company("ACME").await;
    let buyer = shop.buyer(&company).await;
    // It is always a later day in the Line Islands than on Baker Island: 26 hours lie between them.
    let (later, earlier) = (day_in(&shop, "Pacific/Kiritimati").await, day_in(&shop, "Etc/GMT+12").await);
    assert!(later > earlier, "{later} {earlier}");
    let new = json!({ "code": "spring", "valid_from": later, "is_default": false });
    let list = shop.admin().post("/api/v1/admin/price-lists").json(new).send().await.expect(201);
    shop.set_price(list["id"].as_str().unwrap(), "BOLT", "1", "1.50").await;
    let given = json!({ "price_lists": [{ "code": "spring", "last": false }] });
    let path = format!("/api/v1/admin/price-list-assignments/company/{}", company.id);
    shop.admin().put(path).json(given).send().await.expect(204);
    let costs = async || {
        let body = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
        let order = buyer.post("/api/v1/orders").json(body).send().await.expect(201);
        (listed(&buyer).await, order["lines"][0]["unit_price"].clone())
    };
    assert_eq!(costs().await, (json!("2.00"), json!("2.00")), "the day has not come at the seller's");
    day_in(&shop, "Pacific/Kiritimati").await;
    assert_eq!(costs().await, (json!("1.50"), json!("1.50")), "it has");
}
