//! The cart journey: fill, check out, place, and what stands in the way of placing.
//! Totals are computed by the server; placing takes only the hash the buyer has seen.

use kontor_testkit::{TestApp, both, redacted};
use serde_json::json;

both!(a_buyer_fills_a_cart_and_places_it);

async fn a_buyer_fills_a_cart_and_places_it(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.55").tier("10", "2.30").stock(100).build().await;
    shop.product("POST").price("4.00").service().build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;

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
}
