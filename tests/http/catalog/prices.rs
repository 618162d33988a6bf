//! Whose price: price lists of customers, tiers, and guests who see none.
//! What one customer pays shows nowhere in what another one reads.

use kontor_testkit::{Client, TestApp, both, eventually};
use serde_json::{Value, json};

both!(
    two_companies_see_their_own_prices,
    a_tier_holds_from_its_quantity_on,
    a_contract_list_wins_even_where_the_default_is_cheaper,
    guests_see_no_prices_unless_the_channel_shows_them,
    a_price_that_is_taken_out_is_gone,
    prices_per_hundred_are_divided,
);

async fn price(client: &Client, sku: &str) -> Value {
    client.get(format!("/api/v1/products/{sku}")).send().await.expect(200)["price"].clone()
}

async fn eventual_price(client: &Client, sku: &str, expected: &str) {
    eventually("the price is shown", || async { (price(client, sku).await["unit_price"] == expected).then_some(()) })
        .await;
}

async fn two_companies_see_their_own_prices(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    shop.product("NUT").price("3.00").build().await;
    for (list, bolt) in [("gold", "7.77"), ("silver", "8.88")] {
        let id = shop.price_list(list).await;
        shop.set_price(&id, "BOLT", "1", bolt).await;
    }
    let gold = shop.company_with(json!({ "code": "G", "price_list_code": "gold" })).await;
    let silver = shop.company_with(json!({ "code": "S", "price_list_code": "silver" })).await;
    let readers = [
        (shop.buyer(&gold).await, "7.77", "gold"),
        (shop.buyer(&silver).await, "8.88", "silver"),
        (shop.buyer(&shop.company("PLAIN").await).await, "10.00", "standard"),
    ];
    for (buyer, expected, list) in &readers {
        eventual_price(buyer, "BOLT", expected).await;
        let seen = buyer.get("/api/v1/products").send().await;
        seen.expect(200);
        assert_eq!(price(buyer, "BOLT").await["source"]["price_list"], *list);
        assert_eq!(price(buyer, "NUT").await["unit_price"], "3.00", "the default fills what a list leaves out");
        for foreign in readers.iter().map(|(_, other, _)| other).filter(|other| other != &expected) {
            assert!(!seen.text().contains(foreign), "{list} sees {foreign}: {}", seen.text());
        }
        let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
        let order = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
        assert_eq!(order["net_total"], *expected);
        assert_eq!(order["lines"][0]["price_source"], *list);
    }
}

async fn a_tier_holds_from_its_quantity_on(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let tiers = json!(3);
    shop.product("WIRE")
        .with("quantity_scale", tiers)
        .price("2.00")
        .tier("10", "1.50")
        .tier("50", "1.25")
        .build()
        .await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    for (quantity, net) in
        [("0.5", "1.00"), ("1", "2.00"), ("9.999", "20.00"), ("10", "15.00"), ("49", "73.50"), ("50", "62.50")]
    {
        let order = json!({ "lines": [{ "sku": "WIRE", "quantity": quantity }] });
        let order = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
        assert_eq!(order["net_total"], net, "{quantity}");
    }
}

async fn a_contract_list_wins_even_where_the_default_is_cheaper(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("5.00").build().await;
    let list = shop.price_list("contract").await;
    shop.set_price(&list, "BOLT", "1", "6.00").await;
    let company = shop.company_with(json!({ "code": "C", "price_list_code": "contract" })).await;
    eventual_price(&shop.buyer(&company).await, "BOLT", "6.00").await;
}

async fn guests_see_no_prices_unless_the_channel_shows_them(app: &'static TestApp) {
    let (closed, open) = (app.tenant().build().await, app.tenant().guests_see_prices().build().await);
    for shop in [&closed, &open] {
        shop.product("BOLT").price("5.43").tier("10", "4.32").build().await;
    }
    for path in ["/api/v1/products", "/api/v1/products/BOLT", "/products", "/products/BOLT"] {
        let reply = closed.guest().get(path).send().await;
        reply.expect(200);
        assert!(!reply.text().contains("5.43") && !reply.text().contains("4.32"), "{path}: {}", reply.text());
    }
    assert_eq!(price(closed.guest(), "BOLT").await, Value::Null);
    eventual_price(open.guest(), "BOLT", "5.43").await;
}

async fn a_price_that_is_taken_out_is_gone(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("5.00").build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    eventual_price(&buyer, "BOLT", "5.00").await;
    let path = format!("/api/v1/admin/price-lists/{}/prices", shop.standard_list());
    let gone = json!({ "prices": [{ "sku": "BOLT", "unit_price": null }] });
    shop.admin().put(path).json(gone).send().await.expect(200);
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    buyer.post("/api/v1/orders").json(order).send().await.problem(422, "orders.bad_lines");
    eventually("no price is shown", || async { price(&buyer, "BOLT").await.is_null().then_some(()) }).await;
}

async fn prices_per_hundred_are_divided(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("WASHER").build().await;
    let path = format!("/api/v1/admin/price-lists/{}/prices", shop.standard_list());
    let per_hundred = json!({ "prices": [{ "sku": "WASHER", "unit_price": "1.99", "per": "100" }] });
    shop.admin().put(path).json(per_hundred).send().await.expect(200);
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "WASHER", "quantity": "250" }] });
    let order = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    assert_eq!((&order["net_total"], &order["lines"][0]["per"]), (&json!("4.98"), &json!("100")));
}
