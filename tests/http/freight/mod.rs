//! Logistic minimums: an optional module that speaks up in the cart and when an order is placed.
//! Where it is off, nothing tells that it exists.

use kontor_testkit::{Client, Company, Shop, TestApp, both, redacted};
use serde_json::{Value, json};

mod minimums;
mod rates;

both!(
    a_minimum_that_blocks_stops_the_order_and_says_what_is_missing,
    a_minimum_that_warns_is_told_and_stops_nothing,
    a_customers_own_minimum_replaces_the_one_for_everybody,
    a_products_minimum_is_told_at_its_line,
    the_message_is_in_the_readers_language,
    without_the_module_there_are_no_routes_and_no_checks,
    a_minimum_that_makes_no_sense_is_refused,
    a_deleted_minimum_binds_no_more,
);

const MINIMUMS: &str = "/api/v1/admin/freight/minimums";

async fn hardware(app: &'static TestApp) -> (Shop, Company, Client) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    shop.switch("freight", true).await;
    shop.product("BOLT").price("2.50").with("weight_g", json!(100)).build().await;
    shop.product("POST").price("500.00").service().build().await;
    let company = shop.company("ACME").await;
    let buyer = shop.buyer(&company).await;
    (shop, company, buyer)
}

async fn minimum(shop: &Shop, body: Value) -> Value {
    shop.admin().post(MINIMUMS).json(body).send().await.expect(201)
}

async fn cart(buyer: &Client, lines: &[(&str, &str)]) -> (String, Value) {
    let mut cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    for (sku, quantity) in lines {
        let line = json!({ "sku": sku, "quantity": quantity });
        cart = buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);
    }
    (path, cart)
}

fn order(quantity: &str) -> Value {
    json!({ "lines": [{ "sku": "BOLT", "quantity": quantity }] })
}

async fn a_minimum_that_blocks_stops_the_order_and_says_what_is_missing(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let made = minimum(&shop, json!({ "measure": "net_value", "threshold": "100", "severity": "block" })).await;
    insta::assert_json_snapshot!("a_new_minimum", redacted(made));
    // A service carries nothing towards a minimum of goods.
    let (path, cart) = cart(&buyer, &[("BOLT", "10"), ("POST", "1")]).await;
    assert_eq!(cart["can_place"], false);
    insta::assert_json_snapshot!("a_minimum_in_the_cart", redacted(cart["messages"].clone()));
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    buyer.post(format!("{path}/place")).json(agreed).send().await.problem(422, "orders.refused");
    let problem = buyer.post("/api/v1/orders").json(order("39")).send().await.problem(422, "orders.refused");
    insta::assert_json_snapshot!("a_refused_order", redacted(problem));
    buyer.post("/api/v1/orders").json(order("40")).send().await.expect(201);
}

async fn a_minimum_that_warns_is_told_and_stops_nothing(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    minimum(&shop, json!({ "measure": "weight_kg", "threshold": "5", "severity": "warn" })).await;
    let (path, cart) = cart(&buyer, &[("BOLT", "10")]).await;
    assert_eq!(cart["can_place"], true);
    insta::assert_json_snapshot!("a_warning_in_the_cart", redacted(cart["messages"].clone()));
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    buyer.post(format!("{path}/place")).json(agreed).send().await.expect(201);
}

async fn a_customers_own_minimum_replaces_the_one_for_everybody(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let other = shop.buyer(&shop.company("OTHER").await).await;
    minimum(&shop, json!({ "measure": "net_value", "threshold": "100", "severity": "block" })).await;
    minimum(&shop, json!({ "company_code": "acme", "measure": "net_value", "threshold": "20", "severity": "block" }))
        .await;
    buyer.post("/api/v1/orders").json(order("8")).send().await.expect(201);
    buyer.post("/api/v1/orders").json(order("7")).send().await.problem(422, "orders.refused");
    other.post("/api/v1/orders").json(order("8")).send().await.problem(422, "orders.refused");
}

async fn a_products_minimum_is_told_at_its_line(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    minimum(&shop, json!({ "sku": "bolt", "measure": "quantity", "threshold": "25", "severity": "block" })).await;
    let (_, cart) = cart(&buyer, &[("POST", "1"), ("BOLT", "24")]).await;
    assert_eq!(cart["messages"][0]["line_id"], cart["lines"][1]["id"]);
    assert_eq!(cart["messages"][0]["code"], "freight.minimum_not_reached");
    let only_service = json!({ "lines": [{ "sku": "POST", "quantity": "1" }] });
    buyer.post("/api/v1/orders").json(only_service).send().await.expect(201);
}

async fn the_message_is_in_the_readers_language(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    minimum(&shop, json!({ "measure": "net_value", "threshold": "100", "severity": "block" })).await;
    let mut texts = Vec::new();
    for language in ["en", "pl"] {
        let reply = buyer.post("/api/v1/orders").json(order("1")).header("accept-language", language).send().await;
        texts.push(reply.problem(422, "orders.refused")["detail"].clone());
    }
    insta::assert_json_snapshot!("a_minimum_in_two_languages", texts);
}

async fn without_the_module_there_are_no_routes_and_no_checks(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    minimum(&shop, json!({ "measure": "net_value", "threshold": "100", "severity": "block" })).await;
    buyer.post("/api/v1/orders").json(order("1")).send().await.problem(422, "orders.refused");
    shop.switch("freight", false).await;
    shop.admin().get(MINIMUMS).send().await.problem(404, "not_found");
    shop.admin().post(MINIMUMS).json(json!({})).send().await.problem(404, "not_found");
    shop.guest().get(MINIMUMS).send().await.problem(404, "not_found");
    let (path, cart) = cart(&buyer, &[("BOLT", "1")]).await;
    assert_eq!((&cart["messages"], &cart["can_place"]), (&json!([]), &json!(true)));
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    buyer.post(format!("{path}/place")).json(agreed).send().await.expect(201);
    // What was set is still there when the module comes back.
    shop.switch("freight", true).await;
    buyer.post("/api/v1/orders").json(order("1")).send().await.problem(422, "orders.refused");
    let untouched = app.tenant().build().await;
    untouched.admin().get(MINIMUMS).send().await.problem(404, "not_found");
}

async fn a_minimum_that_makes_no_sense_is_refused(app: &'static TestApp) {
    let (shop, _, _) = hardware(app).await;
    let good = json!({ "measure": "net_value", "threshold": "100", "severity": "block" });
    let wrong = [
        ("threshold", json!("-1")),
        ("threshold", json!("0")),
        ("threshold", json!("1,5")),
        ("threshold", json!("99999999999999999999")),
        ("measure", json!("colour")),
        ("severity", json!("perhaps")),
        ("company_code", json!("NONE")),
        ("sku", json!("NONE")),
        ("currency", json!("XYZ")),
    ];
    for (field, value) in wrong {
        let mut body = good.clone();
        body[field] = value;
        let problem = shop.admin().post(MINIMUMS).json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"), "{problem}");
    }
    assert_eq!(shop.admin().get(MINIMUMS).send().await.expect(200)["items"], json!([]));
}

async fn a_deleted_minimum_binds_no_more(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let made = minimum(&shop, json!({ "measure": "quantity", "threshold": "5", "severity": "block" })).await;
    buyer.post("/api/v1/orders").json(order("4")).send().await.problem(422, "orders.refused");
    let path = format!("{MINIMUMS}/{}", made["id"].as_str().unwrap());
    shop.user("warehouse").await.delete(&path).send().await.problem(403, "auth.forbidden");
    shop.admin().delete(&path).send().await.expect(204);
    shop.admin().delete(&path).send().await.problem(404, "not_found");
    buyer.post("/api/v1/orders").json(order("4")).send().await.expect(201);
}
