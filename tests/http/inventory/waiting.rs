//! What of an order waits for stock: told on the order, to buyers as far as the shop tells its stock, and to staff.
//! Goods that come in go to whoever ordered first.

use kontor_testkit::{Client, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

both!(
    an_order_tells_what_of_it_waits_and_until_when,
    goods_that_come_in_go_to_the_order_that_was_placed_first,
    a_shop_that_tells_no_numbers_tells_none_of_orders_either,
    a_kit_waits_for_its_parts,
    an_order_whose_stock_is_there_waits_for_nothing,
);

async fn backordering(app: &'static TestApp, on_hand: u32) -> Shop {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(on_hand).build().await;
    let rule = json!({ "rules": [{ "sku": "BOLT", "backorder": true }] });
    shop.admin().put("/api/v1/admin/stock/rules").json(rule).send().await.expect(200);
    shop
}

async fn expect(shop: &Shop, due_on: &str, quantity: &str) -> String {
    let body = json!({ "sku": "BOLT", "warehouse_code": "main", "due_on": due_on, "quantity": quantity });
    let made = shop.admin().post("/api/v1/admin/stock/expected").json(body).send().await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

async fn place(buyer: &Client, lines: Value) -> Value {
    buyer.post("/api/v1/orders").json(json!({ "lines": lines })).send().await.expect(201)
}

fn bolts(quantity: &str) -> Value {
    json!([{ "sku": "BOLT", "quantity": quantity }])
}

fn waiting(order: &Value) -> Vec<Value> {
    order["lines"].as_array().unwrap().iter().map(|line| line["waiting"].clone()).collect()
}

async fn read(client: &Client, area: &str, order: &Value) -> Value {
    client.get(format!("/api/v1/{area}orders/{}", order["id"].as_str().unwrap())).send().await.expect(200)
}

async fn set(shop: &Shop, settings: Value) {
    let body = json!({ "enabled": true, "settings": settings });
    shop.admin().put("/api/v1/admin/modules/inventory").json(body).send().await.expect(200);
}

/// Settings are remembered for a second at the most.
async fn comes_to_wait(client: &Client, order: &Value, waits: Value) {
    eventually("the setting is used", || async {
        (waiting(&read(client, "", order).await) == [waits.clone()]).then_some(())
    })
    .await;
}

async fn an_order_tells_what_of_it_waits_and_until_when(app: &'static TestApp) {
    let shop = backordering(app, 3).await;
    expect(&shop, "2098-12-04", "12").await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let lines = json!([{ "sku": "BOLT", "quantity": "2" }, { "sku": "BOLT", "quantity": "4" }]);
    let placed = place(&buyer, lines).await;
    let waits = json!({ "base_quantity": "3", "expected_on": "2098-12-04" });
    for order in [&placed, &read(&buyer, "", &placed).await, &read(shop.admin(), "admin/", &placed).await] {
        assert_eq!(waiting(order), [Value::Null, waits.clone()], "what is there goes to the line above");
    }
    let page = buyer.get(format!("/orders/{}", placed["id"].as_str().unwrap())).send().await.text();
    assert!(page.contains("class=\"waits\"") && page.contains("2098"), "{page}");
    let confirmed = format!("/api/v1/admin/orders/{}/confirm", placed["id"].as_str().unwrap());
    let confirmed = shop.admin().post(confirmed).json(json!({})).send().await.expect(200);
    assert_eq!(waiting(&confirmed), [Value::Null, waits]);
    let cancelled = format!("/api/v1/admin/orders/{}/cancel", placed["id"].as_str().unwrap());
    let cancelled = shop.admin().post(cancelled).json(json!({ "reason": "x" })).send().await.expect(200);
    assert_eq!(waiting(&cancelled), [Value::Null, Value::Null]);
}

async fn goods_that_come_in_go_to_the_order_that_was_placed_first(app: &'static TestApp) {
    let shop = backordering(app, 3).await;
    let soon = expect(&shop, "2098-12-04", "4").await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let other = shop.buyer(&shop.company("OTHER").await).await;
    let first = place(&buyer, bolts("5")).await;
    let second = place(&other, bolts("4")).await;
    let told = async || {
        let of = async |client: &Client, order: &Value| {
            let waits = waiting(&read(client, "", order).await).remove(0);
            (waits["base_quantity"].as_str().map(str::to_owned), waits["expected_on"].as_str().map(str::to_owned))
        };
        (of(&buyer, &first).await, of(&other, &second).await)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(told().await, ((some("2"), some("2098-12-04")), (some("4"), None)), "six are owed and four expected");
    expect(&shop, "2098-12-20", "9").await;
    assert_eq!(told().await.1, (some("4"), some("2098-12-20")));
    let path = format!("/api/v1/admin/stock/expected/{soon}/receipts");
    shop.admin().post(path).json(json!({ "quantity": "3" })).send().await.expect(201);
    assert_eq!(told().await, ((None, None), (some("3"), some("2098-12-20"))));
    // Whoever steps back leaves what they had to those behind them.
    let path = format!("/api/v1/admin/orders/{}/cancel", first["id"].as_str().unwrap());
    shop.admin().post(path).json(json!({ "reason": "x" })).send().await.expect(200);
    assert_eq!(told().await.1, (None, None));
    buyer.get(format!("/api/v1/orders/{}", second["id"].as_str().unwrap())).send().await.problem(404, "not_found");
}

async fn a_shop_that_tells_no_numbers_tells_none_of_orders_either(app: &'static TestApp) {
    let shop = backordering(app, 3).await;
    expect(&shop, "2098-12-04", "12").await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let placed = place(&buyer, bolts("5")).await;
    set(&shop, json!({ "stock_shown": "words" })).await;
    comes_to_wait(&buyer, &placed, json!({ "base_quantity": null, "expected_on": "2098-12-04" })).await;
    set(&shop, json!({ "stock_shown": "words", "expected_shown": false })).await;
    comes_to_wait(&buyer, &placed, json!({ "base_quantity": null, "expected_on": null })).await;
    set(&shop, json!({ "stock_shown": "hidden" })).await;
    comes_to_wait(&buyer, &placed, Value::Null).await;
    let staff = waiting(&read(shop.admin(), "admin/", &placed).await);
    assert_eq!(staff, [json!({ "base_quantity": "2", "expected_on": "2098-12-04" })]);
}

async fn a_kit_waits_for_its_parts(app: &'static TestApp) {
    let shop = backordering(app, 10).await;
    shop.product("KIT").price("9.00").build().await;
    let listed = shop.admin().get("/api/v1/admin/products?q=KIT").send().await.expect(200);
    let path = format!("/api/v1/admin/products/{}/kit-parts", listed["items"][0]["id"].as_str().unwrap());
    let parts = json!({ "parts": [{ "sku": "BOLT", "quantity": "4" }] });
    shop.admin().put(path).json(parts).send().await.expect(200);
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let placed = place(&buyer, json!([{ "sku": "KIT", "quantity": "3" }])).await;
    assert_eq!(
        waiting(&placed),
        [json!({ "base_quantity": "1", "expected_on": null })],
        "two bolts are missing of one kit"
    );
    assert_eq!(waiting(&read(&buyer, "", &placed).await), waiting(&placed));
}

async fn an_order_whose_stock_is_there_waits_for_nothing(app: &'static TestApp) {
    let shop = backordering(app, 8).await;
    shop.product("NUT").price("1.00").build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let enough = place(&buyer, json!([{ "sku": "BOLT", "quantity": "5" }, { "sku": "NUT", "quantity": "99" }])).await;
    let more = place(&buyer, bolts("5")).await;
    assert_eq!(waiting(&enough), [Value::Null, Value::Null]);
    assert_eq!(
        waiting(&read(&buyer, "", &enough).await),
        [Value::Null, Value::Null],
        "what is owed is owed to the later one"
    );
    assert_eq!(waiting(&more), [json!({ "base_quantity": "2", "expected_on": null })]);
}
