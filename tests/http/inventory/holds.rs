//! Stock that staff hold for a customer: nobody else orders it, the customer's orders use it first, and it can be kept
//! longer or given back. What is over says so.

use kontor_testkit::{TestApp, both};
use serde_json::{Value, json};

both!(
    what_is_held_is_for_its_customer_and_for_nobody_else,
    a_hold_is_kept_longer_given_back_and_listed,
    a_hold_that_makes_no_sense_or_of_too_much_is_refused_by_field,
    clerks_of_other_customers_do_not_see_or_end_it,
);

const HOLDS: &str = "/api/v1/admin/stock/holds";

fn hold(company: &str, quantity: &str) -> Value {
    json!({ "company_code": company, "until": "2099-01-01T00:00:00Z", "note": "For the trade fair",
        "lines": [{ "sku": "BOLT", "quantity": quantity }] })
}

fn order(quantity: &str) -> Value {
    json!({ "lines": [{ "sku": "BOLT", "quantity": quantity }] })
}

async fn what_is_held_is_for_its_customer_and_for_nobody_else(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(10).build().await;
    let (own, other) = (shop.company("ACME").await, shop.company("BETA").await);
    let (own, other) = (shop.buyer(&own).await, shop.buyer(&other).await);
    let made = shop.admin().post(HOLDS).json(hold("acme", "8")).send().await.expect(201);
    assert_eq!((&made["company_code"], &made["state"]), (&json!("ACME"), &json!("open")));
    assert_eq!(made["lines"][0]["remaining"], "8");
    other.post("/api/v1/orders").json(order("3")).send().await.problem(409, "orders.out_of_stock");
    // A cart says the same as the order will.
    let cart = own.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let lines = format!("/api/v1/carts/{}/lines", cart["id"].as_str().unwrap());
    let line = |quantity: &str| json!({ "sku": "BOLT", "quantity": quantity });
    let cart = own.post(&lines).json(line("9")).send().await.expect(201);
    assert_eq!((&cart["can_place"], &cart["messages"]), (&json!(true), &json!([])));
    own.post("/api/v1/orders").json(order("6")).send().await.expect(201);
    let path = format!("{HOLDS}/{}", made["id"].as_str().unwrap());
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["lines"][0]["remaining"], "2");
    assert_eq!(shop.available("BOLT").await, "2");
    own.post("/api/v1/orders").json(order("4")).send().await.expect(201);
    let used = shop.admin().get(&path).send().await.expect(200);
    assert_eq!((&used["state"], &used["lines"][0]["remaining"]), (&json!("used"), &json!("0")));
    own.post("/api/v1/orders").json(order("1")).send().await.problem(409, "orders.out_of_stock");
}

async fn a_hold_is_kept_longer_given_back_and_listed(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(10).build().await;
    shop.company("ACME").await;
    shop.company("BETA").await;
    let first = shop.admin().post(HOLDS).json(hold("ACME", "3")).send().await.expect(201);
    shop.admin().post(HOLDS).json(hold("BETA", "2")).send().await.expect(201);
    let path = format!("{HOLDS}/{}", first["id"].as_str().unwrap());
    let until = json!({ "until": "2098-06-01T10:00:00Z" });
    let longer = shop.admin().patch(&path).json(until).send().await.expect(200);
    assert_eq!(longer["until"], "2098-06-01T10:00:00Z");
    let past = shop.admin().patch(&path).json(json!({ "until": "2001-01-01T00:00:00Z" })).send().await.expect(422);
    assert_eq!(past["errors"][0]["code"], "inventory.past_time");
    let released = shop.admin().post(format!("{path}/release")).send().await.expect(200);
    assert_eq!((&released["state"], &released["lines"][0]["remaining"]), (&json!("released"), &json!("0")));
    assert_eq!(shop.available("BOLT").await, "8");
    shop.admin().post(format!("{path}/release")).send().await.problem(409, "inventory.hold_ended");
    let later = json!({ "until": "2099-01-01T00:00:00Z" });
    shop.admin().patch(&path).json(later).send().await.problem(409, "inventory.hold_ended");
    let codes = async |query: &str| -> Vec<Value> {
        let list = shop.admin().get(format!("{HOLDS}?{query}")).send().await.expect(200);
        list["items"].as_array().unwrap().iter().map(|hold| hold["company_code"].clone()).collect()
    };
    assert_eq!(codes("sku=BOLT").await, [json!("BETA"), json!("ACME")]);
    assert_eq!(codes("state=open").await, [json!("BETA")]);
    assert_eq!(codes("company_code=acme").await, [json!("ACME")]);
    assert_eq!(codes("sku=nothing").await, [json!(null); 0]);
    let level = shop.admin().get("/api/v1/admin/stock?q=BOLT").send().await.expect(200)["items"][0].clone();
    assert_eq!((&level["reserved"], &level["held"], &level["available"]), (&json!("2"), &json!("2"), &json!("8")));
}

async fn a_hold_that_makes_no_sense_or_of_too_much_is_refused_by_field(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(10).build().await;
    shop.product("LOOSE").build().await;
    shop.company("ACME").await;
    let refused = shop.admin().post(HOLDS).json(hold("ACME", "11")).send().await.problem(409, "inventory.not_enough");
    assert_eq!(refused["errors"][0]["pointer"], "/lines/0/quantity");
    let nobody = shop.admin().post(HOLDS).json(hold("NOBODY", "1")).send().await.expect(422);
    assert_eq!(nobody["errors"][0]["code"], "inventory.unknown_customer");
    let mut empty = hold("ACME", "1");
    empty["lines"] = json!([]);
    assert_eq!(
        shop.admin().post(HOLDS).json(empty).send().await.expect(422)["errors"][0]["code"],
        "inventory.no_lines"
    );
    let mut loose = hold("ACME", "1");
    loose["lines"][0]["sku"] = json!("LOOSE");
    shop.admin().post(HOLDS).json(loose).send().await.problem(422, "inventory.not_tracked");
    assert_eq!(shop.available("BOLT").await, "10");
}

async fn clerks_of_other_customers_do_not_see_or_end_it(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(10).build().await;
    shop.company("ACME").await;
    let other = shop.company("BETA").await;
    let made = shop.admin().post(HOLDS).json(hold("ACME", "3")).send().await.expect(201);
    let clerk = shop.scoped_user("order_desk", json!({ "companies": [other.id] })).await;
    assert_eq!(clerk.get(HOLDS).send().await.expect(200)["items"], json!([]));
    let path = format!("{HOLDS}/{}", made["id"].as_str().unwrap());
    clerk.get(&path).send().await.expect(404);
    clerk.post(format!("{path}/release")).send().await.expect(404);
    clerk.post(HOLDS).json(hold("ACME", "1")).send().await.expect(422);
    clerk.post(HOLDS).json(hold("BETA", "1")).send().await.expect(201);
    // Who reaches one warehouse only ends nothing that lies in another.
    let north = json!({ "code": "north", "name": "North" });
    let north = shop.admin().post("/api/v1/admin/warehouses").json(north).send().await.expect(201);
    let keeper = shop.scoped_user("administrator", json!({ "warehouses": [north["id"]] })).await;
    keeper.post(format!("{path}/release")).send().await.expect(404);
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["state"], "open");
}
