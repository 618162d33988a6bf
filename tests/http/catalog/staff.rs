//! The catalogue in the hands of staff: products, price lists, tax rates, stock and warehouses.
//! Of two changes made from the same version one is told to look again.

use kontor_testkit::{TestApp, both, redacted};
use serde_json::json;

both!(
    staff_make_and_change_a_product,
    a_product_code_is_taken_once_whatever_its_case,
    a_change_made_from_an_old_version_is_refused,
    a_product_that_makes_no_sense_is_refused_by_field,
    a_price_list_is_made_and_filled,
    a_price_for_an_unknown_product_changes_nothing,
    tax_rates_are_replaced_together,
    stock_is_counted_by_warehouse,
);

const PRODUCTS: &str = "/api/v1/admin/products";

async fn staff_make_and_change_a_product(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let body = json!({ "sku": "BOLT", "name": "Bolt", "description": "Steel", "unit": "pcs", "weight_g": 12,
        "attributes": { "thread": "M8" }, "external_id": "77" });
    let made = shop.admin().post(PRODUCTS).json(body).send().await.expect(201);
    let mut shown = redacted(made.clone());
    shown["version"] = json!("[version]");
    insta::assert_json_snapshot!("a_new_product", shown);
    let path = format!("{PRODUCTS}/{}", made["id"].as_str().unwrap());
    assert_eq!(shop.admin().get(&path).send().await.expect(200), made);
    let change = json!({ "name": "Long bolt", "external_id": null });
    let changed = shop.admin().patch(&path).json(change).send().await.expect(200);
    assert_eq!(
        (&changed["name"], &changed["external_id"], &changed["sku"]),
        (&json!("Long bolt"), &json!(null), &json!("BOLT"))
    );
}

async fn a_product_code_is_taken_once_whatever_its_case(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("Bolt").build().await;
    let other = shop.product("NUT").build().await;
    let twin = json!({ "sku": "BOLT", "name": "Twin" });
    shop.admin().post(PRODUCTS).json(twin).send().await.problem(409, "catalog.duplicate_sku");
    let renamed = shop.admin().patch(format!("{PRODUCTS}/{}", other.id)).json(json!({ "sku": "bOLT" }));
    renamed.send().await.problem(409, "catalog.duplicate_sku");
}

async fn a_change_made_from_an_old_version_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let product = shop.product("BOLT").build().await;
    let path = format!("{PRODUCTS}/{}", product.id);
    let version = shop.admin().get(&path).send().await.expect(200)["version"].clone();
    let change = |name: &str| shop.admin().patch(&path).json(json!({ "name": name, "version": version })).send();
    change("First").await.expect(200);
    change("Second").await.problem(409, "catalog.stale");
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["name"], "First");
}

async fn a_product_that_makes_no_sense_is_refused_by_field(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let long = "x".repeat(20_001);
    let wrong = [
        ("sku", json!("")),
        ("name", json!("  ")),
        ("description", json!(long)),
        ("weight_g", json!(-1)),
        ("quantity_scale", json!(7)),
        ("attributes", json!([1])),
        ("kind", json!("bundle")),
        ("category_code", json!("nowhere")),
        ("price", json!("1.00")),
    ];
    for (field, value) in wrong {
        let mut body = json!({ "sku": "A", "name": "A" });
        body[field] = value;
        let problem = shop.admin().post(PRODUCTS).json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"), "{problem}");
    }
    assert_eq!(shop.admin().get(PRODUCTS).send().await.expect(200)["items"], json!([]));
}

async fn a_price_list_is_made_and_filled(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").build().await;
    let body = json!({ "code": "vip", "name": "Good friends", "tax_mode": "gross" });
    let list = shop.admin().post("/api/v1/admin/price-lists").json(body).send().await.expect(201);
    insta::assert_json_snapshot!("a_new_price_list", redacted(list.clone()));
    shop.admin().post("/api/v1/admin/price-lists").json(json!({ "code": "VIP" })).send().await.expect(409);
    let path = format!("/api/v1/admin/price-lists/{}/prices", list["id"].as_str().unwrap());
    let prices = json!({ "prices": [{ "sku": "bolt", "unit_price": "9.99" }, { "sku": "BOLT", "min_quantity": "10", "unit_price": "8" }] });
    assert_eq!(shop.admin().put(&path).json(prices.clone()).send().await.expect(200)["created"], 2);
    assert_eq!(shop.admin().put(&path).json(prices).send().await.expect(200)["unchanged"], 2);
    insta::assert_json_snapshot!("prices_of_a_list", redacted(shop.admin().get(&path).send().await.expect(200)));
}

async fn a_price_for_an_unknown_product_changes_nothing(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").build().await;
    let path = format!("/api/v1/admin/price-lists/{}/prices", shop.standard_list());
    let prices = json!({ "prices": [{ "sku": "BOLT", "unit_price": "1" }, { "sku": "NONE", "unit_price": "1" }] });
    let problem = shop.admin().put(&path).json(prices).send().await.expect(422);
    assert_eq!(problem["errors"][0]["pointer"], "/prices/1/sku", "{problem}");
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["items"], json!([]));
}

async fn tax_rates_are_replaced_together(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let path = "/api/v1/admin/tax-rates";
    let rate =
        |class: &str, rate: &str| json!({ "country": "GB", "class": class, "rate": rate, "valid_from": "2020-01-01" });
    let rates = json!({ "rates": [rate("standard", "17.5"), rate("zero", "0")] });
    shop.admin().put(path).json(rates.clone()).send().await.expect(200);
    for wrong in [rate("standard", "101"), rate("standard", "-1"), rate("standard", "1,0"), rate("", "5")] {
        shop.admin().put(path).json(json!({ "rates": [wrong] })).send().await.expect(422);
    }
    assert_eq!(shop.admin().get(path).send().await.expect(200), rates);
    shop.product("BOLT").price("10.00").build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    let order = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    assert_eq!((&order["tax_total"], &order["gross_total"]), (&json!("1.75"), &json!("11.75")));
}

async fn stock_is_counted_by_warehouse(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(5).build().await;
    let keeper = shop.user("warehouse").await;
    let second = json!({ "code": "north", "name": "North" });
    shop.admin().post("/api/v1/admin/warehouses").json(second).send().await.expect(201);
    keeper.post("/api/v1/admin/warehouses").json(json!({ "code": "x", "name": "X" })).send().await.expect(403);
    let levels = json!({ "levels": [{ "sku": "bolt", "warehouse_code": "NORTH", "on_hand": "4" }] });
    keeper.put("/api/v1/admin/stock").json(levels).send().await.expect(200);
    for wrong in [
        json!({ "sku": "NONE", "on_hand": "1" }),
        json!({ "sku": "BOLT", "warehouse_code": "x", "on_hand": "1" }),
        json!({ "sku": "BOLT", "on_hand": "-1" }),
    ] {
        keeper.put("/api/v1/admin/stock").json(json!({ "levels": [wrong] })).send().await.expect(422);
    }
    // An order may take from both.
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = |quantity: &str| json!({ "lines": [{ "sku": "BOLT", "quantity": quantity }] });
    buyer.post("/api/v1/orders").json(order("8")).send().await.expect(201);
    buyer.post("/api/v1/orders").json(order("2")).send().await.problem(409, "orders.out_of_stock");
    let list = keeper.get("/api/v1/admin/stock").send().await.expect(200);
    let mut shown = redacted(list);
    shown["items"].as_array_mut().unwrap().sort_by_key(|row| row["warehouse"]["code"].as_str().map(str::to_owned));
    insta::assert_json_snapshot!("stock_in_two_warehouses", shown);
}
