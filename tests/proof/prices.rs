//! Promise 20: what a line costs is the server's word. Amounts that are none are refused wherever one can be written,
//! and a price that a buyer sends is never the price they pay.

use kontor_testkit::{Client, Shop, TestApp, both, changes};
use serde_json::json;

both!(
    amounts_that_are_none_are_refused_everywhere,
    a_buyer_cannot_name_a_price,
    a_buyer_cannot_borrow_another_customers_prices,
    sums_beyond_the_range_are_refused,
    another_customers_contract_changes_nothing_that_others_can_see,
);

/// As they stand in a body: text, numbers, and what is not even JSON.
const NO_AMOUNTS: [&str; 21] = [
    "\"-1\"",
    "-1",
    "\"-0.000001\"",
    "1e309",
    "-1e309",
    "NaN",
    "Infinity",
    "\"NaN\"",
    "\"inf\"",
    "\"1,0\"",
    "\"1 000\"",
    "\"1e3\"",
    "1.5",
    "\"0x10\"",
    "\"\"",
    "\"１\"",
    "\"99999999999999999999999999\"",
    "99999999999999999999",
    "[]",
    "{\"$gt\":0}",
    "true",
];

async fn hardware(app: &'static TestApp) -> (Shop, Client) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.55").stock(1000).build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    (shop, buyer)
}

async fn amounts_that_are_none_are_refused_everywhere(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let cart = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    let full =
        buyer.post(format!("{cart}/lines")).json(json!({ "sku": "BOLT", "quantity": "1" })).send().await.expect(201);
    let line = format!("{cart}/lines/{}", full["lines"][0]["id"].as_str().unwrap());
    let prices = format!("/api/v1/admin/price-lists/{}/prices", shop.standard_list());
    let places = [
        ("POST", "/api/v1/orders", &buyer, r#"{"lines":[{"sku":"BOLT","quantity":@}]}"#),
        ("POST", &format!("{cart}/lines"), &buyer, r#"{"sku":"BOLT","quantity":@}"#),
        ("PATCH", &line, &buyer, r#"{"quantity":@}"#),
        (
            "POST",
            "/api/v1/admin/orders",
            shop.admin(),
            r#"{"company_code":"ACME","lines":[{"sku":"BOLT","quantity":@}]}"#,
        ),
        (
            "POST",
            "/api/v1/admin/orders",
            shop.admin(),
            r#"{"company_code":"ACME","lines":[{"sku":"BOLT","quantity":"1","unit_price":@}]}"#,
        ),
        ("PUT", &prices, shop.admin(), r#"{"prices":[{"sku":"BOLT","unit_price":@}]}"#),
        ("PUT", &prices, shop.admin(), r#"{"prices":[{"sku":"BOLT","unit_price":"1","min_quantity":@}]}"#),
        ("PUT", &prices, shop.admin(), r#"{"prices":[{"sku":"BOLT","unit_price":"1","per":@}]}"#),
        ("PUT", "/api/v1/admin/stock", shop.admin(), r#"{"levels":[{"sku":"BOLT","on_hand":@}]}"#),
        (
            "PUT",
            "/api/v1/admin/tax-rates",
            shop.admin(),
            r#"{"rates":[{"country":"GB","class":"standard","rate":@,"valid_from":"2020-01-01"}]}"#,
        ),
    ];
    let mut raw = app.raw().await;
    let before = raw.rows_of(shop.id()).await;
    let mut sent = 0;
    for (method, path, client, template) in places {
        for amount in NO_AMOUNTS {
            let body = template.replace('@', amount);
            let request = client.request(method.parse().unwrap(), path).body("application/json", body.clone());
            let reply = request.send().await;
            assert!(matches!(reply.status, 400 | 422), "{method} {path} {body}: {} {}", reply.status, reply.text());
            sent += 1;
        }
    }
    // A number that was taken for a refused order is not used again; order numbers may have gaps.
    let changed = changes(&before, &raw.rows_of(shop.id()).await);
    let more: Vec<&String> = changed.iter().filter(|row| !row.starts_with("store_number_series")).collect();
    assert!(more.is_empty(), "{more:?}");
    println!("{sent} amounts that are none were refused");
    for zero in ["\"0\"", "0", "\"0.0\""] {
        let body = format!(r#"{{"lines":[{{"sku":"BOLT","quantity":{zero}}}]}}"#);
        buyer.post("/api/v1/orders").body("application/json", body).send().await.problem(422, "orders.bad_lines");
    }
}

async fn a_buyer_cannot_name_a_price(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    for field in
        ["unit_price", "price", "manual_price", "net", "discount", "tax_rate", "price_list", "price_source", "per"]
    {
        let mut body = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
        body["lines"][0][field] = json!("0.01");
        buyer.post("/api/v1/orders").json(body).send().await.problem(422, "request.invalid_field");
    }
    for field in
        ["net_total", "price_list", "currency", "company_id", "company_code", "on_behalf", "order_date", "external_id"]
    {
        let mut body = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
        body[field] = json!("GBP");
        buyer.post("/api/v1/orders").json(body).send().await.problem(422, "request.invalid_field");
    }
    assert_eq!(shop.available("BOLT").await, "1000");
    let order = buyer
        .post("/api/v1/orders")
        .json(json!({ "lines": [{ "sku": "BOLT", "quantity": "2" }] }))
        .send()
        .await
        .expect(201);
    assert_eq!(order["net_total"], "5.10");
}

async fn a_buyer_cannot_borrow_another_customers_prices(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    let list = shop.price_list("friends").await;
    shop.set_price(&list, "BOLT", "1", "0.10").await;
    let friend = shop.company_with(json!({ "code": "FRIEND", "price_list_code": "friends" })).await;
    let body = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    let borrowed = buyer.post("/api/v1/orders").json(body.clone()).header("x-on-behalf-of", &friend.id).send().await;
    if borrowed.status == 201 {
        assert_eq!(
            (&borrowed.json()["net_total"], &borrowed.json()["company"]["code"]),
            (&json!("2.55"), &json!("ACME"))
        );
    } else {
        assert!(matches!(borrowed.status, 403 | 404), "{}", borrowed.text());
    }
    for query in ["?price_list=friends", "?company_id=x"] {
        buyer.get(format!("/api/v1/products{query}")).send().await.expect(400);
    }
    let friends = shop.buyer(&friend).await;
    assert_eq!(friends.post("/api/v1/orders").json(body).send().await.expect(201)["net_total"], "0.10");
    // A total that a friend would pay is no offer to anybody else.
    let hopeful = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }], "expected_net_total": "0.10" });
    buyer.post("/api/v1/orders").json(hopeful).send().await.problem(409, "orders.totals_changed");
}

async fn sums_beyond_the_range_are_refused(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    shop.product("GOLD").price("9000000000000").build().await;
    let order = |quantity: &str| json!({ "lines": [{ "sku": "GOLD", "quantity": quantity }] });
    let reply = buyer.post("/api/v1/orders").json(order("9000000000000")).send().await;
    assert!(matches!(reply.status, 409 | 422), "{} {}", reply.status, reply.text());
    let line = json!({ "sku": "GOLD", "quantity": "9000" });
    let many = json!({ "lines": vec![line; 2_000] });
    let reply = buyer.post("/api/v1/orders").json(many).send().await;
    assert!(matches!(reply.status, 201 | 409 | 422), "{} {}", reply.status, reply.text());
    // Adding to a cart until the quantity itself no longer fits.
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}/lines", cart["id"].as_str().unwrap());
    for _ in 0..2 {
        let line = json!({ "sku": "BOLT", "quantity": "9000000000000" });
        let reply = buyer.post(&path).json(line).send().await;
        assert!(matches!(reply.status, 201 | 409 | 422), "{} {}", reply.status, reply.text());
    }
    let usual = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    assert_eq!(buyer.post("/api/v1/orders").json(usual).send().await.expect(201)["net_total"], "2.55");
}

/// Promise 41: whatever another customer's contract says, nobody else's shop changes by a letter: no price, no order of a
/// list, no total, no error. So nothing can be told from it.
async fn another_customers_contract_changes_nothing_that_others_can_see(app: &'static TestApp) {
    let scene = crate::coverage::scene::Scene::new(app, "own").await;
    let (shop, document) = (&scene.shop, app.parts().registry.openapi());
    for (number, price) in ["1.00", "4.00", "2.00", "3.00"].into_iter().enumerate() {
        shop.product(&format!("P{number}")).price(price).build().await;
    }
    let contract = shop.price_list("secret-contract").await;
    let rival = shop.company_with(json!({ "code": "RIVAL" })).await;
    let rivals_buyer = shop.buyer(&rival).await;
    let look = async || everything_seen(app, &scene, &document).await;
    let before = look().await;
    for number in 0..4 {
        shop.set_price(&contract, &format!("P{number}"), "1", &format!("0.{}7", 9 - number)).await;
    }
    let assign = json!({ "price_list_code": "secret-contract" });
    shop.admin().patch(format!("/api/v1/admin/companies/{}", rival.id)).json(assign).send().await.expect(200);
    let seen = rivals_buyer.get("/api/v1/products/P0").send().await.expect(200);
    assert_eq!(seen["price"]["unit_price"], "0.97", "the contract holds");
    let after = look().await;
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
        let answer = after.split_once(' ').unwrap().1;
        assert!(!answer.contains("secret-contract") && !answer.contains("RIVAL"), "{after}");
    }
    println!("{} answers to another customer and to guests stayed the same to the letter", before.len());
    assert!(before.len() > 40, "{}", before.len());
}

/// Whether a path gives out what is held of whoever asks: it grows with every mail and sign-in of theirs, by itself.
fn is_a_copy(path: &str) -> bool {
    matches!(path, "/account/data" | "/api/v1/me/data")
}

/// Every list and detail that a buyer and a guest can read, in every order it can be had in and by what it can be filtered
/// by; their pages; what refused orders and carts are told; and what staff see who reach other customers only.
async fn everything_seen(
    app: &'static TestApp,
    scene: &crate::coverage::scene::Scene,
    document: &serde_json::Value,
) -> Vec<String> {
    use crate::coverage::recipes::{filled, is_write};
    let mut seen = Vec::new();
    for row in app.parts().registry.matrix().iter().filter(|row| !is_write(row)) {
        let is_of_staff = matches!(row.access, kontor_web::Access::Staff(_) | kontor_web::Access::Operator);
        if is_of_staff
            || row.access == kontor_web::Access::AnyHost
            || row.path.starts_with("/sign-in/")
            || is_a_copy(row.path)
        {
            continue;
        }
        let path = filled(scene, row.path);
        for path in variants(document, row.path, &path) {
            for client in [&scene.buyer, scene.shop.guest()] {
                let reply = client.get(&path).send().await;
                let told = match row.path.starts_with("/api") {
                    true => kontor_testkit::redacted(reply.json()).to_string(),
                    false => format!("{} {}", reply.status, crate::coverage::forms::page(&reply, "no value")),
                };
                seen.push(format!("{path} {told}"));
            }
        }
    }
    seen.extend(refusals(scene).await);
    seen.extend(seen_by_staff_of_others(scene).await);
    seen
}

/// A path in every order and with every filter that could betray a price or a name.
fn variants(document: &serde_json::Value, template: &str, path: &str) -> Vec<String> {
    let parameters = document["paths"][template]["get"]["parameters"].as_array();
    let sort = parameters.into_iter().flatten().find(|parameter| parameter["name"] == "sort");
    let sorts = sort.and_then(|sort| sort["schema"]["enum"].as_array().cloned()).unwrap_or_default();
    let mut paths = vec![path.to_owned()];
    paths.extend(sorts.iter().map(|sort| format!("{path}?sort={}", sort.as_str().unwrap())));
    if matches!(template, "/api/v1/products" | "/products") {
        let filters = ["q=P", "q=0.97", "limit=2&page=2", "category=own-things"];
        paths.extend(filters.map(|query| format!("{path}?{query}")));
    }
    if matches!(template, "/api/v1/orders" | "/orders") {
        paths.extend(["q=0.97", "state=placed"].map(|query| format!("{path}?{query}")));
    }
    // Pages repeat what was typed, so that the names themselves are looked for in the API alone.
    if matches!(template, "/api/v1/products" | "/api/v1/orders") {
        paths.extend(["q=secret-contract", "q=RIVAL"].map(|query| format!("{path}?{query}")));
    }
    paths
}

/// Orders and carts that are refused, with what is told.
async fn refusals(scene: &crate::coverage::scene::Scene) -> Vec<String> {
    let mut told = Vec::new();
    let order = |line: serde_json::Value, net: &str| json!({ "lines": [line], "expected_net_total": net });
    let p0 = json!({ "sku": "P0", "quantity": "1" });
    for body in [
        order(p0.clone(), "0.97"),
        order(p0, "0.01"),
        order(json!({ "sku": "P0", "quantity": "0" }), "1.00"),
        order(json!({ "sku": "NONE", "quantity": "1" }), "1.00"),
        order(json!({ "sku": "P1", "quantity": "1.5" }), "1.00"),
        order(json!({ "sku": "P2", "quantity": "9000000000000" }), "1.00"),
    ] {
        let reply = scene.buyer.post("/api/v1/orders").json(body).send().await;
        assert!(reply.status >= 400, "{}", reply.text());
        told.push(format!("POST /api/v1/orders {}", kontor_testkit::redacted(reply.json())));
    }
    let cart = scene.buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let cart = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    for sku in ["P0", "P3", "NONE"] {
        let line = json!({ "sku": sku, "quantity": "1" });
        let reply = scene.buyer.post(format!("{cart}/lines")).json(line).send().await;
        told.push(format!("POST a line {}", kontor_testkit::redacted(reply.json())));
    }
    let stale = scene.buyer.post(format!("{cart}/place")).json(json!({ "totals_hash": "0".repeat(64) })).send().await;
    told.push(format!("POST place {}", kontor_testkit::redacted(stale.json())));
    scene.buyer.delete(cart).send().await.expect(204);
    told
}

/// What a clerk sees of the shop who looks after other customers.
async fn seen_by_staff_of_others(scene: &crate::coverage::scene::Scene) -> Vec<String> {
    let scopes = json!({ "companies": [scene.things.company] });
    let clerk = scene.shop.scoped_user("order_desk", scopes).await;
    let mut told = Vec::new();
    for path in ["/api/v1/products", "/api/v1/products/P0", "/api/v1/admin/companies", "/api/v1/admin/orders"] {
        let reply = clerk.get(path).send().await;
        told.push(format!("staff:{path} {}", kontor_testkit::redacted(reply.json())));
    }
    told
}
