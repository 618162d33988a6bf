//! The order desk enters orders for customers, and prices by hand where it may.
//! An order of another system is taken once.

use futures_util::future::join_all;
use kontor_testkit::{TestApp, both, redacted};
use serde_json::json;

use super::hardware;

both!(
    the_desk_enters_an_order_with_prices_by_hand,
    an_external_id_is_taken_once,
    an_external_id_is_taken_once_when_sent_at_once,
    a_customer_is_named_in_one_way_and_must_exist,
    a_price_by_hand_must_be_a_price,
    people_of_the_warehouse_enter_no_orders,
);

const ORDERS: &str = "/api/v1/admin/orders";

async fn the_desk_enters_an_order_with_prices_by_hand(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let desk = shop.user("order_desk").await;
    let body = json!({
        "company_code": "acme", "external_id": { "system": "invoices", "id": "536365" }, "order_date": "2010-12-01",
        "lines": [
            { "sku": "BOLT", "quantity": "2", "unit_price": "1.111" },
            { "sku": "BOLT", "quantity": "2" },
            { "sku": "POST", "quantity": "1", "unit_price": "0", "name": "Postage, on the house" },
        ],
    });
    let order = desk.post(ORDERS).json(body).send().await.expect(201);
    insta::assert_json_snapshot!("an_order_of_the_desk", redacted(order.clone()));
    assert_eq!(order["order_date"], "2010-12-01");
    // The customer sees it among their own.
    let own = buyer.get(format!("/api/v1/orders/{}", order["id"].as_str().unwrap())).send().await.expect(200);
    assert_eq!((&own["number"], &own["on_behalf"], &own["actions"]), (&order["number"], &json!(true), &json!([])));
    assert_eq!(shop.available("BOLT").await, "96");
}

async fn an_external_id_is_taken_once(app: &'static TestApp) {
    let (shop, _, _) = hardware(app).await;
    let order = |system: &str, id: &str| {
        let body = json!({ "company_code": "ACME", "external_id": { "system": system, "id": id },
            "lines": [{ "sku": "BOLT", "quantity": "1" }] });
        shop.admin().post(ORDERS).json(body).send()
    };
    order("erp", "1").await.expect(201);
    let problem = order("erp", "1").await.problem(409, "orders.external_id_taken");
    assert!(problem["detail"].as_str().unwrap().contains("erp"), "{problem}");
    order("erp", "2").await.expect(201);
    order("shop", "1").await.expect(201);
    assert_eq!(shop.available("BOLT").await, "97");
    let elsewhere = app.tenant().build().await;
    elsewhere.product("BOLT").price("1").build().await;
    elsewhere.company("ACME").await;
    let body = json!({ "company_code": "ACME", "external_id": { "system": "erp", "id": "1" }, "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    elsewhere.admin().post(ORDERS).json(body).send().await.expect(201);
}

async fn an_external_id_is_taken_once_when_sent_at_once(app: &'static TestApp) {
    let (shop, _, _) = hardware(app).await;
    let body = json!({ "company_code": "ACME", "external_id": { "system": "erp", "id": "1" }, "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    let sent = join_all((0..12).map(|_| shop.admin().post(ORDERS).json(body.clone()).send())).await;
    let placed = sent.iter().filter(|reply| reply.status == 201).count();
    assert_eq!(placed, 1);
    for reply in sent.iter().filter(|reply| reply.status != 201) {
        reply.problem(409, "orders.external_id_taken");
    }
    assert_eq!(shop.available("BOLT").await, "99");
}

async fn a_customer_is_named_in_one_way_and_must_exist(app: &'static TestApp) {
    let (shop, company, _) = hardware(app).await;
    let lines = json!([{ "sku": "BOLT", "quantity": "1" }]);
    let by_id = json!({ "company_id": company.id, "lines": lines });
    shop.admin().post(ORDERS).json(by_id).send().await.expect(201);
    let wrong = [
        (json!({ "lines": lines }), "orders.bad_field"),
        (json!({ "company_id": company.id, "company_code": "ACME", "lines": lines }), "orders.bad_field"),
        (json!({ "company_code": "NONE", "lines": lines }), "orders.no_such_customer"),
        (json!({ "company_id": uuid::Uuid::now_v7(), "lines": lines }), "orders.no_such_customer"),
        (json!({ "company_id": "ACME", "lines": lines }), "request.invalid_field"),
    ];
    for (body, code) in wrong {
        shop.admin().post(ORDERS).json(body).send().await.problem(422, code);
    }
    assert_eq!(shop.available("BOLT").await, "99");
}

async fn a_price_by_hand_must_be_a_price(app: &'static TestApp) {
    let (shop, _, _) = hardware(app).await;
    for price in
        [json!("-0.01"), json!("1,0"), json!("NaN"), json!("1e3"), json!(1.5), json!(""), json!("99999999999999")]
    {
        let body =
            json!({ "company_code": "ACME", "lines": [{ "sku": "BOLT", "quantity": "1", "unit_price": price }] });
        shop.admin().post(ORDERS).json(body).send().await.expect(422);
    }
    assert_eq!(shop.available("BOLT").await, "100");
}

async fn people_of_the_warehouse_enter_no_orders(app: &'static TestApp) {
    let (shop, _, _) = hardware(app).await;
    let body = json!({ "company_code": "ACME", "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    shop.user("warehouse").await.post(ORDERS).json(body).send().await.problem(403, "auth.forbidden");
}
