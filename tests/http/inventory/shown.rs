//! How much of stock is told: numbers, numbers up to a bound, words, or nothing; and what is not told stands nowhere.
//! Customers and guests may be told differently; staff see all.

use kontor_testkit::{Client, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

both!(stock_is_told_as_the_settings_say, what_is_hidden_stands_in_no_answer, a_product_may_be_low_sooner_than_others,);

async fn set(shop: &Shop, settings: Value) {
    let body = json!({ "enabled": true, "settings": settings });
    shop.admin().put("/api/v1/admin/modules/inventory").json(body).send().await.expect(200);
}

async fn seen(client: &Client) -> Value {
    client.get("/api/v1/products/BOLT").send().await.expect(200)["availability"].clone()
}

/// Settings are remembered for a second at the most.
async fn comes_to_be(client: &Client, state: &str, quantity: &Value, is_at_least: bool) {
    eventually("the setting is used", || async {
        let seen = seen(client).await;
        let is_so = seen["state"] == state && seen["quantity"] == *quantity && seen["is_at_least"] == is_at_least;
        is_so.then_some(())
    })
    .await;
}

async fn stock_is_told_as_the_settings_say(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(70).build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    comes_to_be(&buyer, "in_stock", &json!("70"), false).await;
    set(&shop, json!({ "stock_shown": "bounded", "stock_shown_to_guests": "words" })).await;
    comes_to_be(&buyer, "in_stock", &json!("50"), true).await;
    comes_to_be(shop.guest(), "in_stock", &json!(null), false).await;
    comes_to_be(shop.admin(), "in_stock", &json!("70"), false).await;
    set(&shop, json!({ "stock_shown": "bounded", "stock_shown_up_to": "100", "stock_shown_to_guests": "hidden" }))
        .await;
    comes_to_be(&buyer, "in_stock", &json!("70"), false).await;
    comes_to_be(shop.guest(), "hidden", &json!(null), false).await;
    let bad = json!({ "enabled": true, "settings": { "stock_shown": "roughly" } });
    let bad = shop.admin().put("/api/v1/admin/modules/inventory").json(bad).send().await.expect(422);
    assert_eq!(bad["errors"][0]["pointer"], "/settings/stock_shown");
}

/// What is there, and what is there when the expected goods have come in.
const NOW: &str = "739391";
const LATER: &str = "739491";

/// Whether a number stands in a text, however its thousands are set apart.
fn tells(text: &str, number: &str) -> bool {
    let plain: String = text.chars().filter(|sign| !matches!(sign, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    plain.contains(number)
}

async fn what_is_hidden_stands_in_no_answer(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(739_391).build().await;
    let due = json!({ "sku": "BOLT", "due_on": "2098-12-04", "quantity": "100" });
    shop.admin().post("/api/v1/admin/stock/expected").json(due).send().await.expect(201);
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    for shown in ["words", "hidden"] {
        set(&shop, json!({ "stock_shown": shown, "low_stock_threshold": "800000" })).await;
        let state = if shown == "words" { "low" } else { "hidden" };
        comes_to_be(&buyer, state, &json!(null), false).await;
        let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
        let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
        let line = json!({ "sku": "BOLT", "quantity": "900000" });
        let cart = buyer.post(format!("{path}/lines")).json(line.clone()).send().await.expect(201);
        assert_eq!((&cart["messages"][0]["code"], &cart["can_place"]), (&json!("orders.out_of_stock"), &json!(false)));
        let refused = buyer.post("/api/v1/orders").json(json!({ "lines": [line] })).send().await;
        refused.problem(409, "orders.out_of_stock");
        let answers = [
            cart.to_string(),
            refused.text(),
            buyer.get("/api/v1/products?q=BOLT").send().await.text(),
            buyer.get("/api/v1/products/BOLT/availability").send().await.text(),
            buyer.get("/api/v1/products/BOLT/availability?on=2098-12-05").send().await.text(),
            buyer.get("/products/BOLT").send().await.text(),
            buyer.get("/products").send().await.text(),
            buyer.get(&path).send().await.text(),
        ];
        for answer in &answers {
            assert!(!tells(answer, NOW) && !tells(answer, LATER), "{shown}: {answer}");
        }
        buyer.delete(&path).send().await.expect(204);
    }
    set(&shop, json!({ "stock_shown": "words", "shortages_told": true })).await;
    eventually("shortages are told", || async {
        let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "900000" }] });
        let refused = buyer.post("/api/v1/orders").json(order).send().await.problem(409, "orders.out_of_stock");
        tells(refused["errors"][0]["detail"].as_str().unwrap(), NOW).then_some(())
    })
    .await;
}

async fn a_product_may_be_low_sooner_than_others(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(30).build().await;
    assert_eq!(seen(shop.guest()).await["state"], "in_stock");
    let rules = |low: Value| json!({ "rules": [{ "sku": "BOLT", "low_from": low }] });
    let put = |body: Value| shop.admin().put("/api/v1/admin/stock/rules").json(body).send();
    put(rules(json!("40"))).await.expect(200);
    assert_eq!(seen(shop.guest()).await["state"], "low");
    let list = shop.admin().get("/api/v1/admin/stock/rules?sku=bolt").send().await.expect(200);
    assert_eq!((&list["items"][0]["low_from"], &list["items"][0]["backorder"]), (&json!("40"), &json!(null)));
    put(rules(json!("-1"))).await.expect(422);
    put(rules(json!(null))).await.expect(200);
    assert_eq!(seen(shop.guest()).await["state"], "in_stock");
}
