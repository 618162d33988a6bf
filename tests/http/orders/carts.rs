//! The cart journey: fill, check out, place, and what stands in the way of placing.
//! Totals are computed by the server; placing takes only the hash the buyer has seen.

use futures_util::future::join_all;
use kontor_testkit::{TestApp, both, redacted};
use serde_json::json;

use super::{cart_with, hardware};

both!(
    a_buyer_fills_a_cart_and_places_it,
    a_changed_price_stops_placing_until_the_buyer_has_seen_it,
    a_product_that_is_in_the_cart_grows,
    a_quantity_of_zero_removes_the_line,
    a_line_of_a_long_cart_is_changed_and_answered_alone,
    a_short_line_is_told_and_cannot_be_placed,
    a_cart_belongs_to_the_one_who_made_it,
    a_cart_is_placed_once_however_often_it_is_sent,
    an_empty_cart_cannot_be_placed,
    what_cannot_be_ordered_does_not_get_into_a_cart,
    a_checkout_that_makes_no_sense_is_refused,
    a_thrown_away_cart_is_gone,
);

async fn a_buyer_fills_a_cart_and_places_it(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let cart = buyer.post("/api/v1/carts").json(json!({ "name": "Monday" })).send().await.expect(201);
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    let line = json!({ "sku": "bolt", "quantity": "4" });
    let cart = buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);
    assert_eq!(cart["totals"]["net"], "10.20");
    let line = json!({ "sku": "POST", "quantity": 1 });
    buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);

    let first = cart["lines"][0]["id"].as_str().unwrap();
    let more = json!({ "quantity": "12" });
    let cart = buyer.patch(format!("{path}/lines/{first}")).json(more).send().await.expect(200);
    assert_eq!(cart["totals"]["net"], "31.60");
    let checkout = json!({ "po_number": "PO-7", "note": "Gate 3" });
    let cart = buyer.put(format!("{path}/checkout")).json(checkout).send().await.expect(200);
    insta::assert_json_snapshot!("a_full_cart", redacted(cart.clone()));

    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    let order = buyer.post(format!("{path}/place")).json(agreed).key("place-1").send().await.expect(201);
    insta::assert_json_snapshot!("a_placed_order", redacted(order.clone()));
    assert_eq!(shop.available("BOLT").await, "88");
    buyer.get(&path).send().await.problem(404, "not_found");
    let own = format!("/api/v1/orders/{}", order["id"].as_str().unwrap());
    assert_eq!(buyer.get(own).send().await.expect(200), order);
}

async fn a_changed_price_stops_placing_until_the_buyer_has_seen_it(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let (path, cart) = cart_with(&buyer, "BOLT", "4").await;
    shop.set_price(shop.standard_list(), "BOLT", "1", "2.60").await;
    let seen = json!({ "totals_hash": cart["totals"]["hash"] });
    let problem = buyer.post(format!("{path}/place")).json(seen).send().await.problem(409, "orders.totals_changed");
    insta::assert_json_snapshot!("totals_changed", redacted(problem.clone()));
    assert_eq!(shop.available("BOLT").await, "100");
    let agreed = json!({ "totals_hash": problem["totals"]["hash"] });
    let order = buyer.post(format!("{path}/place")).json(agreed).send().await.expect(201);
    assert_eq!(order["net_total"], "10.40");
}

async fn a_product_that_is_in_the_cart_grows(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    let line = json!({ "sku": "BOLT", "quantity": "6" });
    let cart = buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);
    assert_eq!(cart["lines"].as_array().unwrap().len(), 1);
    assert_eq!((&cart["lines"][0]["quantity"], &cart["totals"]["net"]), (&json!("10"), &json!("23.00")));
}

async fn a_line_of_a_long_cart_is_changed_and_answered_alone(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, _) = cart_with(&buyer, "POST", "1").await;
    let cart =
        buyer.post(format!("{path}/lines")).json(json!({ "sku": "BOLT", "quantity": 4 })).send().await.expect(201);
    let id = cart["lines"][1]["id"].as_str().unwrap();
    let line = format!("{path}/lines/{id}/quantity");
    let changed = buyer.put(&line).json(json!({ "quantity": "12" })).send().await.expect(200);
    let whole = buyer.get(&path).send().await.expect(200);
    assert_eq!((&changed["line"], &changed["totals"]), (&whole["lines"][1], &whole["totals"]));
    assert_eq!(
        (&changed["line_count"], &changed["can_place"], &changed["version"]),
        (&json!(2), &json!(true), &whole["version"])
    );
    let short = buyer.put(&line).json(json!({ "quantity": "500" })).send().await.expect(200);
    assert_eq!((&short["messages"][0]["line_id"], &short["can_place"]), (&json!(id), &json!(false)));
    let gone = buyer.put(&line).json(json!({ "quantity": "0" })).send().await.expect(200);
    assert_eq!((&gone["line"], &gone["line_count"], &gone["totals"]["net"]), (&json!(null), &json!(1), &json!("4.00")));
    buyer.put(&line).json(json!({ "quantity": "1" })).send().await.problem(404, "not_found");
}

async fn a_quantity_of_zero_removes_the_line(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, cart) = cart_with(&buyer, "BOLT", "4").await;
    let line = format!("{path}/lines/{}", cart["lines"][0]["id"].as_str().unwrap());
    let cart = buyer.patch(&line).json(json!({ "quantity": "0" })).send().await.expect(200);
    assert_eq!((&cart["lines"], &cart["can_place"]), (&json!([]), &json!(false)));
    buyer.patch(&line).json(json!({ "quantity": "1" })).send().await.problem(404, "not_found");
    let cart =
        buyer.post(format!("{path}/lines")).json(json!({ "sku": "POST", "quantity": "1" })).send().await.expect(201);
    let line = format!("{path}/lines/{}", cart["lines"][0]["id"].as_str().unwrap());
    assert_eq!(buyer.delete(&line).send().await.expect(200)["lines"], json!([]));
}

async fn a_short_line_is_told_and_cannot_be_placed(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let (path, cart) = cart_with(&buyer, "BOLT", "101").await;
    assert_eq!(cart["can_place"], false);
    insta::assert_json_snapshot!("a_short_line", redacted(cart["messages"].clone()));
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    let reply = buyer.post(format!("{path}/place")).json(agreed).send().await;
    let problem = reply.problem(409, "orders.out_of_stock");
    assert_eq!(problem["errors"][0]["pointer"], "/lines/0/quantity");
    assert_eq!(shop.available("BOLT").await, "100");
    buyer.get(&path).send().await.expect(200);
}

async fn a_cart_belongs_to_the_one_who_made_it(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let (path, cart) = cart_with(&buyer, "BOLT", "1").await;
    let colleague = shop.buyer(&company).await;
    let stranger = shop.buyer(&shop.company("OTHER").await).await;
    for other in [&colleague, &stranger] {
        other.get(&path).send().await.problem(404, "not_found");
        let line = json!({ "sku": "BOLT", "quantity": "1" });
        other.post(format!("{path}/lines")).json(line).send().await.problem(404, "not_found");
        let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
        other.post(format!("{path}/place")).json(agreed).send().await.problem(404, "not_found");
        other.delete(&path).send().await.problem(404, "not_found");
        assert_eq!(other.get("/api/v1/carts").send().await.expect(200)["items"], json!([]));
    }
    assert_eq!(buyer.get(&path).send().await.expect(200)["version"], cart["version"]);
}

async fn a_cart_is_placed_once_however_often_it_is_sent(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let (path, cart) = cart_with(&buyer, "BOLT", "1").await;
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    let sent = join_all((0..8).map(|_| buyer.post(format!("{path}/place")).json(agreed.clone()).send())).await;
    let placed = sent.iter().filter(|reply| reply.status == 201).count();
    assert_eq!(placed, 1, "{:?}", sent.iter().map(|reply| (reply.status, reply.code())).collect::<Vec<_>>());
    assert!(sent.iter().all(|reply| matches!(reply.status, 201 | 404 | 409)));
    assert_eq!(buyer.get("/api/v1/orders?page=1").send().await.expect(200)["total"], 1);
    assert_eq!(shop.available("BOLT").await, "99");
}

async fn an_empty_cart_cannot_be_placed(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}/place", cart["id"].as_str().unwrap());
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    buyer.post(path).json(agreed).send().await.problem(422, "orders.no_lines");
}

async fn what_cannot_be_ordered_does_not_get_into_a_cart(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    shop.product("UNPRICED").build().await;
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    let wrong = [
        ("NONE", json!("1"), "/sku"),
        ("UNPRICED", json!("1"), "/sku"),
        ("BOLT", json!("0"), "/quantity"),
        ("BOLT", json!("-1"), "/quantity"),
        ("BOLT", json!("0.5"), "/quantity"),
        ("BOLT", json!("1,0"), "/quantity"),
        ("BOLT", json!(1.5), "/quantity"),
        ("BOLT", json!("9999999999999999"), "/quantity"),
    ];
    for (sku, quantity, pointer) in wrong {
        let line = json!({ "sku": sku, "quantity": quantity });
        let problem = buyer.post(format!("{path}/lines")).json(line).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    let cart = buyer.get(&path).send().await.expect(200);
    assert_eq!((&cart["lines"], &cart["version"]), (&json!([]), &json!(1)));
}

async fn a_checkout_that_makes_no_sense_is_refused(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, _) = cart_with(&buyer, "BOLT", "1").await;
    let wrong = [
        ("po_number", json!("x".repeat(61))),
        ("note", json!("x".repeat(2_001))),
        ("requested_date", json!("2001-01-01")),
        ("requested_date", json!("tomorrow")),
        ("delivery_address", json!("my house")),
    ];
    for (field, value) in wrong {
        let problem = buyer.put(format!("{path}/checkout")).json(json!({ field: value })).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"), "{problem}");
    }
}

async fn a_thrown_away_cart_is_gone(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, cart) = cart_with(&buyer, "BOLT", "1").await;
    buyer.delete(&path).send().await.expect(204);
    buyer.get(&path).send().await.problem(404, "not_found");
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    buyer.post(format!("{path}/place")).json(agreed).send().await.problem(404, "not_found");
    assert_eq!(buyer.get("/api/v1/carts").send().await.expect(200)["items"], json!([]));
}
