//! Orders in packaging units: a box is priced and ordered as a box, and what it holds leaves the warehouse.
//! What is entered is never rounded; what would have to be is refused.

use kontor_testkit::{Client, Company, Shop, TestApp, both};
use serde_json::{Value, json};

use super::hardware;

both!(
    a_box_without_a_price_of_its_own_costs_what_it_holds,
    a_box_with_a_price_of_its_own_is_cheaper_than_its_pieces,
    a_product_in_two_units_is_two_lines_of_a_cart,
    a_line_that_changes_its_unit_becomes_part_of_the_other,
    an_order_in_boxes_takes_pieces_from_stock,
    a_short_box_is_told_in_pieces,
    a_kit_in_boxes_takes_all_its_parts,
    a_unit_that_is_not_sold_is_refused_by_name,
    what_is_no_whole_piece_is_refused,
    quantities_are_ruled_in_the_products_own_unit,
    what_six_decimals_cannot_hold_is_said_of_more,
    a_price_by_hand_is_of_the_unit_that_was_entered,
    a_pallet_weighs_what_is_said_of_it,
    the_shop_shows_what_each_unit_costs,
    the_pages_offer_units_without_a_program,
    a_price_is_explained_in_the_unit_that_was_asked,
);

/// The hardware shop, whose bolt also comes in boxes of twelve and pallets of 48.
async fn boxed(app: &'static TestApp) -> (Shop, Company, Client) {
    let (shop, company, buyer) = hardware(app).await;
    pack(
        &shop,
        "BOLT",
        json!([{ "unit": "box", "factor": "12", "usual": true },
        { "unit": "pallet", "factor": "48", "weight_g": 5000 },
        { "unit": "carton", "factor": "6", "orderable": false }]),
    )
    .await;
    (shop, company, buyer)
}

async fn pack(shop: &Shop, sku: &str, packagings: Value) {
    let product = shop.admin().get(format!("/api/v1/products/{sku}")).send().await.expect(200);
    let path = format!("/api/v1/admin/products/{}/packagings", product["id"].as_str().unwrap());
    shop.admin().put(path).json(json!({ "packagings": packagings })).send().await.expect(200);
}

/// Gives the box a price of its own.
async fn price_box(shop: &Shop, unit_price: &str) {
    let path = format!("/api/v1/admin/price-lists/{}/prices", shop.standard_list());
    let prices = json!({ "prices": [{ "sku": "BOLT", "unit": "box", "unit_price": unit_price }] });
    shop.admin().put(path).json(prices).send().await.expect(200);
}

fn one(sku: &str, quantity: &str, unit: &str) -> Value {
    json!({ "lines": [{ "sku": sku, "quantity": quantity, "unit": unit }] })
}

async fn order(buyer: &Client, sku: &str, quantity: &str, unit: &str) -> Value {
    buyer.post("/api/v1/orders").json(one(sku, quantity, unit)).send().await.expect(201)
}

/// Code and pointer of the first thing that is wrong with an order.
async fn refused(buyer: &Client, sku: &str, quantity: &str, unit: &str) -> (String, String) {
    let reply = buyer.post("/api/v1/orders").json(one(sku, quantity, unit)).send().await;
    let problem = reply.problem(422, "orders.bad_lines");
    let text = |field: &str| problem["errors"][0][field].as_str().unwrap().to_owned();
    (text("code"), text("pointer"))
}

async fn new_cart(buyer: &Client) -> String {
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    format!("/api/v1/carts/{}", cart["id"].as_str().unwrap())
}

async fn add(buyer: &Client, cart: &str, quantity: &str, unit: &str) -> Value {
    let line = json!({ "sku": "BOLT", "quantity": quantity, "unit": unit });
    buyer.post(format!("{cart}/lines")).json(line).send().await.expect(201)
}

/// Lines as they are expected.
fn told<const N: usize>(lines: [(&str, &str); N]) -> Vec<(String, String)> {
    lines.map(|(quantity, unit)| (quantity.to_owned(), unit.to_owned())).to_vec()
}

/// Quantity and unit of each line.
fn lines(cart: &Value) -> Vec<(String, String)> {
    let of =
        |line: &'_ Value| (line["quantity"].as_str().unwrap().to_owned(), line["unit"].as_str().unwrap().to_owned());
    cart["lines"].as_array().unwrap().iter().map(of).collect()
}

async fn a_box_without_a_price_of_its_own_costs_what_it_holds(app: &'static TestApp) {
    let (_, _, buyer) = boxed(app).await;
    let boxes = order(&buyer, "BOLT", "2", "BOX").await;
    let pieces = order(&buyer, "BOLT", "24", "pcs").await;
    assert_eq!((&boxes["net_total"], &pieces["net_total"]), (&json!("55.20"), &json!("55.20")));
    let line = &boxes["lines"][0];
    assert_eq!((&line["unit_price"], &line["per"]), (&json!("27.60"), &json!("1")), "twelve at 2.30 each");
    assert_eq!((&line["quantity"], &line["unit"], &line["factor"]), (&json!("2"), &json!("box"), &json!("12")));
    assert_eq!((&line["base_quantity"], &line["base_unit"]), (&json!("24"), &json!("pcs")));
    let own = &pieces["lines"][0];
    assert_eq!((&own["unit"], &own["factor"], &own["base_quantity"]), (&json!("pcs"), &json!("1"), &json!("24")));
    let unsaid = json!({ "lines": [{ "sku": "BOLT", "quantity": "4" }] });
    let unsaid = buyer.post("/api/v1/orders").json(unsaid).send().await.expect(201);
    assert_eq!((&unsaid["lines"][0]["unit"], &unsaid["net_total"]), (&json!("pcs"), &json!("10.20")));
}

async fn a_box_with_a_price_of_its_own_is_cheaper_than_its_pieces(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    price_box(&shop, "25.00").await;
    assert_eq!(order(&buyer, "BOLT", "2", "box").await["net_total"], "50.00");
    assert_eq!(order(&buyer, "BOLT", "24", "pcs").await["net_total"], "55.20");
    let pallet = order(&buyer, "BOLT", "1", "pallet").await;
    assert_eq!(pallet["net_total"], "110.40", "a pallet has no price of its own: 48 at 2.30 each");
}

async fn a_product_in_two_units_is_two_lines_of_a_cart(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    price_box(&shop, "25.00").await;
    let path = new_cart(&buyer).await;
    add(&buyer, &path, "3", "pcs").await;
    add(&buyer, &path, "1", "box").await;
    let cart = add(&buyer, &path, "1", "Box").await;
    assert_eq!(lines(&cart), told([("3", "pcs"), ("2", "box")]));
    assert_eq!(cart["totals"]["net"], "57.65");
    let units: Vec<_> = cart["lines"][0]["units"].as_array().unwrap().iter().map(|unit| &unit["unit"]).collect();
    assert_eq!(units, ["pcs", "box", "pallet"]);
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    let order = buyer.post(format!("{path}/place")).json(agreed).send().await.expect(201);
    assert_eq!(lines(&order), told([("3", "pcs"), ("2", "box")]));
    assert_eq!(shop.available("BOLT").await, "73");
}

async fn a_line_that_changes_its_unit_becomes_part_of_the_other(app: &'static TestApp) {
    let (_, _, buyer) = boxed(app).await;
    let path = new_cart(&buyer).await;
    add(&buyer, &path, "3", "pcs").await;
    let cart = add(&buyer, &path, "2", "box").await;
    let first = format!("{path}/lines/{}", cart["lines"][0]["id"].as_str().unwrap());
    let change = async |body: Value| buyer.patch(&first).json(body).send().await;
    let wrong = change(json!({ "quantity": "1", "unit": "crate" })).await.expect(422);
    assert_eq!(wrong["errors"][0]["pointer"], "/unit");
    assert_eq!(
        lines(&change(json!({ "quantity": "1", "unit": "pallet" })).await.expect(200)),
        told([("1", "pallet"), ("2", "box")])
    );
    assert_eq!(lines(&change(json!({ "quantity": "2" })).await.expect(200)), told([("2", "pallet"), ("2", "box")]));
    assert_eq!(lines(&change(json!({ "quantity": "1", "unit": "box" })).await.expect(200)), told([("3", "box")]));
    change(json!({ "quantity": "1", "unit": "box" })).await.problem(404, "not_found");
}

async fn an_order_in_boxes_takes_pieces_from_stock(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    let placed = order(&buyer, "BOLT", "3", "box").await;
    assert_eq!(shop.available("BOLT").await, "64");
    let path = format!("/api/v1/admin/orders/{}/cancel", placed["id"].as_str().unwrap());
    shop.admin().post(path).json(json!({ "reason": "x" })).send().await.expect(200);
    assert_eq!(shop.available("BOLT").await, "100");
}

async fn a_short_box_is_told_in_pieces(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    let reply = buyer.post("/api/v1/orders").json(one("BOLT", "9", "box")).send().await;
    let problem = reply.problem(409, "orders.out_of_stock");
    assert_eq!(problem["errors"][0]["pointer"], "/lines/0/quantity");
    let detail = problem["errors"][0]["detail"].as_str().unwrap().replace('\u{a0}', " ");
    assert!(detail.contains("100 pcs"), "{detail}");
    assert_eq!(shop.available("BOLT").await, "100");
}

async fn a_kit_in_boxes_takes_all_its_parts(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    let kit = shop.product("KIT").price("5.00").build().await;
    let path = format!("/api/v1/admin/products/{}/kit-parts", kit.id);
    let parts = json!({ "parts": [{ "sku": "BOLT", "quantity": "4" }] });
    shop.admin().put(path).json(parts).send().await.expect(200);
    pack(&shop, "KIT", json!([{ "unit": "box", "factor": "3" }])).await;
    assert_eq!(order(&buyer, "KIT", "2", "box").await["net_total"], "30.00");
    assert_eq!(shop.available("BOLT").await, "76");
}

async fn a_unit_that_is_not_sold_is_refused_by_name(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    let unknown = ("orders.unknown_unit".to_owned(), "/lines/0/unit".to_owned());
    for unit in ["crate", "carton", ""] {
        assert_eq!(refused(&buyer, "BOLT", "1", unit).await, unknown, "{unit}");
    }
    assert_eq!(refused(&buyer, "POST", "1", "box").await, unknown, "a postage has no boxes");
    let reply = buyer.post("/api/v1/orders").json(one("BOLT", "1", "crate")).send().await;
    assert!(reply.text().contains("pcs, box, pallet"), "{}", reply.text());
    let path = new_cart(&buyer).await;
    let line = json!({ "sku": "BOLT", "quantity": "1", "unit": "carton" });
    let problem = buyer.post(format!("{path}/lines")).json(line).send().await.expect(422);
    assert_eq!(problem["errors"][0]["pointer"], "/unit");
    pack(
        &shop,
        "BOLT",
        json!([{ "unit": "pcs", "factor": "1", "orderable": false }, { "unit": "box", "factor": "12" }]),
    )
    .await;
    assert_eq!(refused(&buyer, "BOLT", "12", "pcs").await, unknown, "single pieces are sold no more");
    assert_eq!(order(&buyer, "BOLT", "1", "box").await["net_total"], "27.60");
}

async fn what_is_no_whole_piece_is_refused(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    let strip = json!({ "names": { "en": "strip" }, "decimals": 1 });
    shop.admin().put("/api/v1/admin/units/strip").json(strip).send().await.expect(200);
    pack(&shop, "BOLT", json!([{ "unit": "strip", "factor": "5" }, { "unit": "box", "factor": "12" }])).await;
    let at = |code: &str| (code.to_owned(), "/lines/0/quantity".to_owned());
    assert_eq!(refused(&buyer, "BOLT", "0.5", "strip").await, at("orders.not_whole"), "two bolts and a half");
    assert_eq!(refused(&buyer, "BOLT", "0.25", "strip").await, at("orders.bad_quantity"));
    assert_eq!(refused(&buyer, "BOLT", "0.5", "box").await, at("orders.bad_quantity"));
    assert_eq!(refused(&buyer, "BOLT", "0", "box").await, at("orders.bad_quantity"));
    assert_eq!(order(&buyer, "BOLT", "0.4", "strip").await["lines"][0]["base_quantity"], "2");
    assert_eq!(shop.available("BOLT").await, "98");
}

async fn quantities_are_ruled_in_the_products_own_unit(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    let path = format!("/api/v1/admin/price-lists/{}/quantities", shop.standard_list());
    let rules = json!({ "quantities": [{ "sku": "BOLT", "minimum": "24", "maximum": "96", "increment": "8" }] });
    shop.admin().put(path).json(rules).send().await.expect(204);
    let at = ("orders.quantity_rule".to_owned(), "/lines/0/quantity".to_owned());
    for (quantity, unit) in [("1", "box"), ("3", "box"), ("9", "box"), ("3", "pallet"), ("2", "pcs")] {
        assert_eq!(refused(&buyer, "BOLT", quantity, unit).await, at, "{quantity} {unit}");
    }
    let reply = buyer.post("/api/v1/orders").json(one("BOLT", "1", "box")).send().await;
    assert!(reply.text().replace('\u{a0}', " ").contains("24 pcs"), "{}", reply.text());
    order(&buyer, "BOLT", "2", "box").await;
    order(&buyer, "BOLT", "24", "pcs").await;
}

async fn what_six_decimals_cannot_hold_is_said_of_more(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    shop.product("ROPE").price("2.55").with("unit", json!("kg")).with("quantity_scale", json!(6)).build().await;
    pack(&shop, "ROPE", json!([{ "unit": "m", "factor": "0.333333" }])).await;
    let placed = order(&buyer, "ROPE", "300", "m").await;
    let line = &placed["lines"][0];
    assert_eq!((&line["unit_price"], &line["per"]), (&json!("84.999915"), &json!("100")));
    assert_eq!((&line["base_quantity"], &placed["net_total"]), (&json!("99.9999"), &json!("255.00")));
    assert_eq!(order(&buyer, "ROPE", "1", "m").await["net_total"], "0.85");
}

async fn a_price_by_hand_is_of_the_unit_that_was_entered(app: &'static TestApp) {
    let (shop, _, _) = boxed(app).await;
    let line = json!({ "sku": "BOLT", "quantity": "3", "unit": "box", "unit_price": "20.00" });
    let body = json!({ "company_code": "ACME", "lines": [line] });
    let placed = shop.user("order_desk").await.post("/api/v1/admin/orders").json(body).send().await.expect(201);
    assert_eq!((&placed["net_total"], &placed["lines"][0]["price_source"]), (&json!("60.00"), &json!("manual")));
    assert_eq!((&placed["lines"][0]["unit"], shop.available("BOLT").await), (&json!("box"), "64".to_owned()));
}

async fn a_pallet_weighs_what_is_said_of_it(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    shop.product("NUT").price("1.00").with("weight_g", json!(10)).build().await;
    let units = json!([{ "unit": "box", "factor": "12" }, { "unit": "pallet", "factor": "48", "weight_g": 5000 }]);
    pack(&shop, "NUT", units).await;
    let path = new_cart(&buyer).await;
    for (quantity, unit, weight) in [("2", "box", 240), ("1", "pallet", 5_240), ("3", "pcs", 5_270)] {
        let line = json!({ "sku": "NUT", "quantity": quantity, "unit": unit });
        let cart = buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);
        assert_eq!(cart["totals"]["weight_g"], weight, "{unit}");
    }
}

async fn the_shop_shows_what_each_unit_costs(app: &'static TestApp) {
    let (shop, _, buyer) = boxed(app).await;
    price_box(&shop, "25.00").await;
    let detail = buyer.get("/api/v1/products/BOLT").send().await.expect(200);
    let shown = |product: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let units = product["packagings"].as_array().unwrap().iter();
        units.map(|unit| (text(&unit["unit"]), text(&unit["price"]["unit_price"]))).collect()
    };
    let expected = [("pcs", "2.55"), ("box", "25.00"), ("pallet", "110.40")]
        .map(|(unit, price)| (unit.to_owned(), price.to_owned()));
    assert_eq!(shown(&detail), expected);
    let list = buyer.get("/api/v1/products").send().await.expect(200);
    let of = |sku: &str| list["items"].as_array().unwrap().iter().find(|item| item["sku"] == sku).unwrap().clone();
    assert_eq!(shown(&of("BOLT")), expected);
    assert_eq!(of("POST")["packagings"], json!([]));
    let blind = shop.guest().get("/api/v1/products/BOLT").send().await.expect(200);
    assert!(blind["packagings"].as_array().unwrap().iter().all(|unit| unit["price"].is_null()), "{blind}");
    for (unit, price) in expected {
        assert_eq!(order(&buyer, "BOLT", "1", &unit).await["net_total"], price);
    }
}

async fn the_pages_offer_units_without_a_program(app: &'static TestApp) {
    let (_, _, buyer) = boxed(app).await;
    let page = async |path: &str| {
        let reply = buyer.get(path).header("accept", "text/html").send().await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.text().replace('\u{a0}', " ")
    };
    for path in ["/products/BOLT", "/products"] {
        let html = page(path).await;
        assert!(html.contains("<option value=\"box\" selected>box (12 pcs)</option>"), "{path}: {html}");
    }
    let send = async |path: &str, fields: &[(&str, &str)]| {
        buyer.post(path).form(fields).header("accept", "text/html").send().await
    };
    let added = send("/cart/lines", &[("sku", "BOLT"), ("quantity", "3"), ("unit", "box")]).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let cart = page("/cart").await;
    assert!(cart.contains("12 pcs each, 36 pcs in all"), "{cart}");
    let field = cart.split("name=\"unit[").nth(1).unwrap().split(']').next().unwrap().to_owned();
    let (quantity, unit) = (format!("quantity[{field}]"), format!("unit[{field}]"));
    let changed = send("/cart", &[(quantity.as_str(), "2"), (unit.as_str(), "pallet")]).await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    let cart = page("/cart").await;
    assert!(cart.contains("48 pcs each, 96 pcs in all"), "{cart}");
    let wrong = send("/cart", &[(quantity.as_str(), "2"), (unit.as_str(), "carton")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("pcs, box, pallet"), "{}", wrong.text());
    let placed = order(&buyer, "BOLT", "1", "box").await;
    let html = page(&format!("/orders/{}", placed["id"].as_str().unwrap())).await;
    assert!(html.contains("1 box") && html.contains("12 pcs each, 12 pcs in all"), "{html}");
}

async fn a_price_is_explained_in_the_unit_that_was_asked(app: &'static TestApp) {
    let (shop, company, _) = boxed(app).await;
    let ask = async |query: &str| {
        let path = format!("/api/v1/admin/price-explanations?sku=BOLT&company_id={}&{query}", company.id);
        shop.admin().get(path).send().await
    };
    let of_pieces = ask("quantity=2&unit=box").await.expect(200);
    assert_eq!((&of_pieces["unit"], &of_pieces["base_quantity"]), (&json!("box"), &json!("24")));
    assert_eq!((&of_pieces["price"]["unit_price"], &of_pieces["price"]["unit"]), (&json!("2.30"), &json!("pcs")));
    price_box(&shop, "25.00").await;
    let of_boxes = ask("quantity=2&unit=BOX").await.expect(200);
    assert_eq!((&of_boxes["price"]["unit_price"], &of_boxes["price"]["unit"]), (&json!("25.00"), &json!("box")));
    assert_eq!(ask("quantity=2").await.expect(200)["price"]["unit_price"], "2.55");
    assert_eq!(ask("unit=crate").await.expect(422)["errors"][0]["pointer"], "unit");
    assert_eq!(ask("unit=box&quantity=0.5").await.expect(422)["errors"][0]["pointer"], "quantity");
}
