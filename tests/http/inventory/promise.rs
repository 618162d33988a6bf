//! Available to promise: what is free now and what comes in by a day, warehouse by warehouse.
//! Receiving books the goods; what is late promises nothing.

use kontor_testkit::{Shop, TestApp, both};
use serde_json::{Value, json};

both!(
    what_can_be_promised_grows_with_what_is_expected,
    receiving_books_the_goods_and_closes_what_was_expected,
    expected_goods_are_put_off_and_given_up,
    backorders_are_paid_off_before_anything_is_promised_again,
);

const EXPECTED: &str = "/api/v1/admin/stock/expected";

async fn expect(shop: &Shop, warehouse: &str, due_on: &str, quantity: &str) -> Value {
    let body = json!({ "sku": "BOLT", "warehouse_code": warehouse, "due_on": due_on, "quantity": quantity,
        "reference": "PO 4711" });
    shop.admin().post(EXPECTED).json(body).send().await.expect(201)
}

async fn promised(shop: &Shop, query: &str) -> Value {
    shop.admin().get(format!("/api/v1/admin/stock/products/bolt?{query}")).send().await.expect(200)
}

async fn what_can_be_promised_grows_with_what_is_expected(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(3).build().await;
    shop.admin()
        .post("/api/v1/admin/warehouses")
        .json(json!({ "code": "north", "name": "N" }))
        .send()
        .await
        .expect(201);
    expect(&shop, "main", "2098-12-04", "12").await;
    expect(&shop, "north", "2098-12-09", "5").await;
    let days = |promise: &Value| {
        let day = |step: &Value| (step["on"].clone(), step["available"].clone());
        promise["days"].as_array().unwrap().iter().map(day).collect::<Vec<_>>()
    };
    let all = promised(&shop, "on=2098-12-05").await;
    assert_eq!(
        days(&all),
        [(json!(null), json!("3")), (json!("2098-12-04"), json!("15")), (json!("2098-12-09"), json!("20"))]
    );
    assert_eq!((&all["available"], &all["items"][0]["expected"]), (&json!("15"), &json!("12")));
    assert_eq!(all["expected"].as_array().unwrap().len(), 2);
    let north = promised(&shop, "warehouse=NORTH&on=2098-12-09").await;
    assert_eq!((&north["available"], north["items"].as_array().unwrap().len()), (&json!("5"), 1));
    shop.admin().get("/api/v1/admin/stock/products/nothing").send().await.expect(404);
    // The shop tells the same, as far as it tells.
    let seen = shop.guest().get("/api/v1/products/BOLT/availability?on=2098-12-05").send().await.expect(200);
    assert_eq!(seen["availability"]["quantity"], "15");
    let seen = shop.guest().get("/api/v1/products/BOLT/availability").send().await.expect(200);
    let expected = json!({ "on": "2098-12-04", "quantity": "15", "is_at_least": false });
    assert_eq!((&seen["availability"]["state"], &seen["availability"]["expected"]), (&json!("low"), &expected));
    shop.guest().get("/api/v1/products/nothing/availability").send().await.expect(404);
}

async fn receiving_books_the_goods_and_closes_what_was_expected(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(3).build().await;
    let made = expect(&shop, "main", "2098-12-04", "12").await;
    let path = format!("{EXPECTED}/{}", made["id"].as_str().unwrap());
    let receive = |body: Value| shop.admin().post(format!("{path}/receipts")).json(body).send();
    let part = receive(json!({ "quantity": "5", "reference": "WZ 1" })).await.expect(201);
    assert_eq!((&part["expected"]["state"], &part["expected"]["received"]), (&json!("open"), &json!("5")));
    let movement = &part["movement"];
    assert_eq!(
        (&movement["kind"], &movement["on_hand"], &movement["reference"]),
        (&json!("receipt"), &json!("8"), &json!("WZ 1"))
    );
    let rest = receive(json!({})).await.expect(201);
    assert_eq!((&rest["expected"]["state"], &rest["movement"]["quantity"]), (&json!("received"), &json!("7")));
    assert_eq!(rest["movement"]["reference"], "PO 4711");
    receive(json!({})).await.problem(409, "inventory.expected_ended");
    assert_eq!(shop.available("BOLT").await, "15");
    assert_eq!(promised(&shop, "").await["expected"], json!([]));
    let less = expect(&shop, "main", "2098-12-04", "12").await;
    let path = format!("{EXPECTED}/{}/receipts", less["id"].as_str().unwrap());
    let last = shop.admin().post(path).json(json!({ "quantity": "2", "is_last": true })).send().await.expect(201);
    assert_eq!((&last["expected"]["state"], &last["expected"]["received"]), (&json!("received"), &json!("2")));
}

async fn expected_goods_are_put_off_and_given_up(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(3).build().await;
    let made = expect(&shop, "main", "2098-12-04", "12").await;
    let path = format!("{EXPECTED}/{}", made["id"].as_str().unwrap());
    let later = shop.admin().patch(&path).json(json!({ "due_on": "2098-12-20" })).send().await.expect(200);
    assert_eq!((&later["due_on"], &later["quantity"]), (&json!("2098-12-20"), &json!("12")));
    assert_eq!(promised(&shop, "on=2098-12-10").await["available"], "3");
    shop.admin().post(format!("{path}/receipts")).json(json!({ "quantity": "5" })).send().await.expect(201);
    let less = shop.admin().patch(&path).json(json!({ "quantity": "5" })).send().await.expect(422);
    assert_eq!(less["errors"][0]["code"], "inventory.received_already");
    let past = json!({ "sku": "BOLT", "due_on": "2001-01-01", "quantity": "1" });
    let past = shop.admin().post(EXPECTED).json(past).send().await.expect(422);
    assert_eq!(past["errors"][0]["code"], "inventory.past_day");
    shop.admin().delete(&path).send().await.expect(204);
    shop.admin().delete(&path).send().await.problem(409, "inventory.expected_ended");
    let cancelled = shop.admin().get(format!("{EXPECTED}?state=cancelled&sku=BOLT")).send().await.expect(200);
    assert_eq!(cancelled["items"][0]["received"], "5");
    assert_eq!(promised(&shop, "on=2099-01-01").await["available"], "8");
}

async fn backorders_are_paid_off_before_anything_is_promised_again(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(3).build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = |quantity: &str| {
        buyer.post("/api/v1/orders").json(json!({ "lines": [{ "sku": "BOLT", "quantity": quantity }] })).send()
    };
    order("5").await.problem(409, "orders.out_of_stock");
    let rule = json!({ "rules": [{ "sku": "BOLT", "backorder": true }] });
    let set = shop.admin().put("/api/v1/admin/stock/rules").json(rule).send().await.expect(200);
    assert_eq!((&set["items"][0]["sku"], &set["items"][0]["backorder"]), (&json!("BOLT"), &json!(true)));
    let placed = order("5").await.expect(201);
    let seen = buyer.get("/api/v1/products/BOLT").send().await.expect(200)["availability"].clone();
    assert_eq!(
        (&seen["state"], &seen["backorder"], &seen["quantity"]),
        (&json!("out_of_stock"), &json!(true), &json!("0"))
    );
    expect(&shop, "main", "2098-12-04", "12").await;
    let promise = promised(&shop, "on=2098-12-04").await;
    assert_eq!((&promise["items"][0]["free"], &promise["available"]), (&json!("-2"), &json!("10")));
    // Where it may not be backordered any more, nothing is sold that is not there.
    let rule = json!({ "rules": [{ "sku": "BOLT", "backorder": null }] });
    assert_eq!(shop.admin().put("/api/v1/admin/stock/rules").json(rule).send().await.expect(200)["items"], json!([]));
    order("1").await.problem(409, "orders.out_of_stock");
    let cancel = format!("/api/v1/admin/orders/{}/cancel", placed["id"].as_str().unwrap());
    shop.admin().post(cancel).json(json!({ "reason": "x" })).send().await.expect(200);
    assert_eq!(shop.available("BOLT").await, "3");
}
