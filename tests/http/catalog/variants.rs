//! Variants, relations and kits through public routes, down to the order and the stock it takes.
//! A kit is one line of an order, and its parts leave the warehouse.

use kontor_testkit::{Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use super::skus;

both!(
    a_style_is_listed_once_or_as_its_variants,
    a_style_cannot_be_ordered,
    a_replaced_product_says_so_in_the_shop,
    a_kit_takes_its_parts_from_stock,
    a_kit_and_its_part_in_one_order_never_take_more_than_there_is,
);

async fn put(shop: &Shop, id: &str, what: &str, body: Value) -> Value {
    shop.admin().put(format!("/api/v1/admin/products/{id}/{what}")).json(body).send().await.expect(200)
}

/// A shirt in two sizes.
async fn shirts(app: &'static TestApp) -> Shop {
    let shop = app.tenant().build().await;
    let style = shop.product("SHIRT").price("9.00").build().await;
    for size in ["S", "L"] {
        shop.product(&format!("SHIRT-{size}")).price("10.00").with("attributes", json!({ "size": size })).build().await;
    }
    put(&shop, &style.id, "axes", json!({ "axes": [{ "attribute": "size" }] })).await;
    let variants = json!({ "variants": [{ "sku": "SHIRT-S" }, { "sku": "shirt-l" }] });
    let set = put(&shop, &style.id, "variants", variants).await;
    assert_eq!((&set["items"][0]["values"], &set["items"][1]["sku"]), (&json!(["S"]), &json!("SHIRT-L")));
    shop
}

async fn a_style_is_listed_once_or_as_its_variants(app: &'static TestApp) {
    let shop = shirts(app).await;
    let list = async || skus(&shop.guest().get("/api/v1/products?sort=sku").send().await.expect(200));
    assert_eq!(list().await, ["SHIRT"]);
    let settings = json!({ "enabled": true, "settings": { "variants_in_lists": true } });
    shop.admin().put("/api/v1/admin/modules/catalog").json(settings).send().await.expect(200);
    eventually("variants are listed", || async { (list().await == ["SHIRT-L", "SHIRT-S"]).then_some(()) }).await;
    let page = shop.guest().get("/api/v1/products/SHIRT-L").send().await.expect(200);
    let shown: Vec<&Value> = page["style"]["variants"].as_array().unwrap().iter().map(|one| &one["shown"]).collect();
    assert_eq!((shown, &page["style"]["sku"]), (vec![&json!(false), &json!(true)], &json!("SHIRT")));
    let html = shop.guest().get("/products/SHIRT").send().await;
    html.expect(200);
    assert!(html.text().contains("/products/SHIRT-L"), "{}", html.text());
}

async fn a_style_cannot_be_ordered(app: &'static TestApp) {
    let shop = shirts(app).await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = |sku: &str| json!({ "lines": [{ "sku": sku, "quantity": "1" }] });
    buyer.post("/api/v1/orders").json(order("SHIRT")).send().await.problem(422, "orders.bad_lines");
    let placed = buyer.post("/api/v1/orders").json(order("SHIRT-S")).send().await.expect(201);
    assert_eq!(placed["net_total"], "10.00");
}

async fn a_replaced_product_says_so_in_the_shop(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let old = shop.product("OLD").price("1.00").build().await;
    shop.product("NEW").price("2.00").build().await;
    let relations = json!({ "relations": [{ "kind": "replacement", "sku": "NEW" }] });
    put(&shop, &old.id, "relations", relations).await;
    let path = format!("/api/v1/admin/products/{}", old.id);
    shop.admin().patch(path).json(json!({ "archived": true })).send().await.expect(200);
    let page = shop.guest().get("/api/v1/products/OLD").send().await.expect(200);
    assert_eq!((&page["sold"], &page["related"][0]["product"]["sku"]), (&json!(false), &json!("NEW")));
    let html = shop.guest().get("/products/OLD").send().await;
    html.expect(200);
    assert!(html.text().contains("no longer sold") && html.text().contains("/products/NEW"), "{}", html.text());
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "OLD", "quantity": "1" }] });
    buyer.post("/api/v1/orders").json(order).send().await.problem(422, "orders.bad_lines");
}

/// A set of four cups and a box, with ten cups and nine boxes in stock.
async fn tea_set(app: &'static TestApp) -> Shop {
    let shop = app.tenant().build().await;
    shop.product("CUP").price("3.00").with("weight_g", json!(300)).stock(10).build().await;
    shop.product("BOX").price("1.00").stock(9).build().await;
    shop.product("SPOON").price("1.00").stock(0).build().await;
    let kit = shop.product("SET").price("12.00").build().await;
    let parts = json!({ "parts": [{ "sku": "CUP", "quantity": "4" }, { "sku": "BOX", "quantity": "1" },
        { "sku": "SPOON", "quantity": "4", "optional": true }] });
    put(&shop, &kit.id, "kit-parts", parts).await;
    shop
}

async fn available(shop: &Shop, sku: &str) -> Value {
    shop.guest().get(format!("/api/v1/products/{sku}")).send().await.expect(200)["availability"]["quantity"].clone()
}

async fn a_kit_takes_its_parts_from_stock(app: &'static TestApp) {
    let shop = tea_set(app).await;
    let page = shop.guest().get("/api/v1/products/SET").send().await.expect(200);
    assert_eq!((&page["availability"]["quantity"], &page["weight_g"]), (&json!("2"), &json!(1200)));
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = |quantity: &str| json!({ "lines": [{ "sku": "SET", "quantity": quantity }] });
    let refused = buyer.post("/api/v1/orders").json(order("3")).send().await;
    refused.problem(409, "orders.out_of_stock");
    assert!(refused.text().contains("/lines/0/quantity"), "{}", refused.text());
    let placed = buyer.post("/api/v1/orders").json(order("2")).send().await.expect(201);
    assert_eq!((placed["lines"].as_array().unwrap().len(), &placed["net_total"]), (1, &json!("24.00")));
    for (sku, left) in [("CUP", "2"), ("BOX", "7"), ("SET", "0")] {
        eventually("stock is taken", || async { (available(&shop, sku).await == left).then_some(()) }).await;
    }
    let path = format!("/api/v1/admin/orders/{}/cancel", placed["id"].as_str().unwrap());
    shop.admin().post(path).json(json!({ "reason": "x" })).send().await.expect(200);
    eventually("stock comes back", || async { (available(&shop, "CUP").await == "10").then_some(()) }).await;
}

async fn a_kit_and_its_part_in_one_order_never_take_more_than_there_is(app: &'static TestApp) {
    let shop = tea_set(app).await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order =
        |cups: &str| json!({ "lines": [{ "sku": "SET", "quantity": "2" }, { "sku": "CUP", "quantity": cups }] });
    buyer.post("/api/v1/orders").json(order("3")).send().await.problem(409, "orders.out_of_stock");
    buyer.post("/api/v1/orders").json(order("2")).send().await.expect(201);
    eventually("no cup is left", || async { (available(&shop, "CUP").await == "0").then_some(()) }).await;
}
