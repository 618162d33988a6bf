//! Orders placed in one request, as a customer's own system sends them.
//! All of an order stands or nothing of it does.

use kontor_testkit::{TestApp, both, redacted};
use serde_json::{Value, json};

use super::{hardware, one};

both!(
    an_order_is_placed_in_one_request,
    an_expected_total_that_differs_stops_the_order,
    lines_that_cannot_be_ordered_are_all_named,
    what_is_short_is_named_and_nothing_is_taken,
    an_order_needs_lines_and_not_too_many,
    a_viewer_and_a_guest_place_nothing,
    an_address_of_its_own_wins_over_the_companys,
    taxes_are_rounded_by_line,
    a_product_without_a_tax_rate_is_not_sold,
);

const ORDERS: &str = "/api/v1/orders";

async fn an_order_is_placed_in_one_request(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let body = json!({
        "lines": [{ "sku": "bolt", "quantity": "3" }, { "sku": "POST", "quantity": "1" }, { "sku": "BOLT", "quantity": "7" }],
        "po_number": "PO-1", "note": "Ring twice", "expected_net_total": "29.50",
    });
    let order = buyer.post(ORDERS).json(body).send().await.expect(201);
    insta::assert_json_snapshot!("an_order_in_one_request", redacted(order));
    assert_eq!(shop.available("BOLT").await, "90");
}

async fn an_expected_total_that_differs_stops_the_order(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    for expected in ["2.54", "2.56", "0"] {
        let mut body = one("BOLT", "1");
        body["expected_net_total"] = json!(expected);
        let problem = buyer.post(ORDERS).json(body).send().await.problem(409, "orders.totals_changed");
        assert_eq!(problem["totals"]["net"], "2.55");
    }
    for expected in ["nonsense", "2,55", ""] {
        let mut body = one("BOLT", "1");
        body["expected_net_total"] = json!(expected);
        buyer.post(ORDERS).json(body).send().await.problem(422, "orders.bad_field");
    }
    assert_eq!(shop.available("BOLT").await, "100");
}

async fn lines_that_cannot_be_ordered_are_all_named(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    shop.product("UNPRICED").build().await;
    let lines = json!({ "lines": [
        { "sku": "BOLT", "quantity": "1" },
        { "sku": "NONE", "quantity": "1" },
        { "sku": "UNPRICED", "quantity": "1" },
        { "sku": "BOLT", "quantity": "0.5" },
        { "sku": "BOLT", "quantity": "0" },
    ] });
    let problem = buyer.post(ORDERS).json(lines).send().await.problem(422, "orders.bad_lines");
    insta::assert_json_snapshot!("bad_lines", redacted(problem));
    assert_eq!(buyer.get(ORDERS).send().await.expect(200)["items"], json!([]));
}

async fn what_is_short_is_named_and_nothing_is_taken(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    shop.product("NUT").price("1.00").stock(5).build().await;
    let lines = json!({ "lines": [{ "sku": "BOLT", "quantity": "10" }, { "sku": "NUT", "quantity": "3" }, { "sku": "NUT", "quantity": "3" }] });
    let problem = buyer.post(ORDERS).json(lines).send().await.problem(409, "orders.out_of_stock");
    insta::assert_json_snapshot!("out_of_stock", redacted(problem));
    assert_eq!((shop.available("BOLT").await, shop.available("NUT").await), ("100".to_owned(), "5".to_owned()));
}

async fn an_order_needs_lines_and_not_too_many(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    buyer.post(ORDERS).json(json!({ "lines": [] })).send().await.problem(422, "orders.no_lines");
    buyer.post(ORDERS).json(json!({})).send().await.problem(422, "request.invalid_field");
    let line = json!({ "sku": "POST", "quantity": "1" });
    let most = json!({ "lines": vec![line.clone(); 2_000] });
    assert_eq!(buyer.post(ORDERS).json(most).send().await.expect(201)["line_count"], 2_000);
    let more = json!({ "lines": vec![line; 2_001] });
    buyer.post(ORDERS).json(more).send().await.problem(422, "orders.too_many_lines");
}

async fn a_viewer_and_a_guest_place_nothing(app: &'static TestApp) {
    let (shop, company, _) = hardware(app).await;
    let viewer = shop.member("viewer", &company).await;
    viewer.post(ORDERS).json(one("BOLT", "1")).send().await.problem(403, "auth.forbidden");
    shop.guest().post(ORDERS).json(one("BOLT", "1")).send().await.problem(401, "auth.required");
    shop.admin().post(ORDERS).json(one("BOLT", "1")).send().await.problem(403, "auth.forbidden");
    assert_eq!(shop.available("BOLT").await, "100");
}

async fn an_address_of_its_own_wins_over_the_companys(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let site = json!({ "name": "Site 9", "street": "2 Pier", "postal_code": "G1", "city": "Glasgow", "country": "GB" });
    let mut body = one("BOLT", "1");
    body["delivery_address"] = site.clone();
    assert_eq!(buyer.post(ORDERS).json(body).send().await.expect(201)["delivery_address"], site);
    let usual = buyer.post(ORDERS).json(one("BOLT", "1")).send().await.expect(201);
    assert_eq!(usual["delivery_address"]["street"], "1 Quay");
}

async fn taxes_are_rounded_by_line(app: &'static TestApp) {
    let shop = app.tenant().currency("PLN").tax_rate("23").build().await;
    shop.product("A").price("0.55").build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let lines = json!({ "lines": [{ "sku": "A", "quantity": "1" }, { "sku": "A", "quantity": "1" }] });
    let order = buyer.post(ORDERS).json(lines).send().await.expect(201);
    let totals: Vec<&Value> =
        ["net_total", "tax_total", "gross_total", "currency"].iter().map(|name| &order[name]).collect();
    assert_eq!(totals, ["1.10", "0.26", "1.36", "PLN"]);
}

async fn a_product_without_a_tax_rate_is_not_sold(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    shop.product("BOOK").price("9.00").with("tax_class", json!("books")).build().await;
    let problem = buyer.post(ORDERS).json(one("BOOK", "1")).send().await.problem(409, "catalog.no_tax_rate");
    assert!(problem["detail"].as_str().unwrap().contains("books"), "{problem}");
}
