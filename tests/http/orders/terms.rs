//! What is agreed beside the lines: ways to send and to pay, codes, days, cost centres, and what it all comes to.
//! Freight and promotions are told of it by the same engine that places the order.

use futures_util::future::join_all;
use kontor_testkit::{Client, Company, Shop, TestApp, both, redacted};
use serde_json::{Value, json};

use super::{cart_with, hardware, one};

both!(
    freight_is_quoted_taxed_and_agreed_on_with_the_lines,
    another_way_is_chosen_and_one_that_is_not_offered_is_told,
    a_price_of_freight_that_has_changed_stops_placing,
    freight_that_is_settled_later_is_seen_by_staff_alone,
    services_are_not_sent,
    a_code_takes_off_to_the_cent_and_is_used_up_by_the_order,
    what_a_code_cannot_do_is_told_and_stops_nothing,
    goods_are_wanted_for_days_on_which_they_are_delivered,
    ways_to_pay_are_offered_and_kept,
    what_is_too_long_is_refused_where_it_stands,
    an_order_that_must_be_approved_waits_and_goes_on_once,
    a_rejected_order_gives_everything_back,
    a_budget_that_blocks_lets_nothing_through,
    an_unknown_cost_centre_is_refused,
);

const FREIGHT: &str = "/api/v1/admin/freight";

async fn made(client: &Client, path: &str, body: Value) -> String {
    let made = client.post(path).json(body).send().await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

/// The usual shop with a courier at 5.00 and 0.50 for each kilogram begun, and a van at 20.00.
async fn with_freight(app: &'static TestApp) -> (Shop, Company, Client) {
    let (shop, company, buyer) = hardware(app).await;
    shop.switch("freight", true).await;
    shop.product("ANVIL").price("100.00").with("weight_g", json!(10_000)).stock(50).build().await;
    let home =
        made(shop.admin(), &format!("{FREIGHT}/zones"), json!({ "code": "ALL", "name": "All", "places": ["GB"] }))
            .await;
    for (priority, code, price, each) in [(1, "COURIER", "5.00", "0.50"), (2, "VAN", "20.00", "0.00")] {
        let way = json!({ "code": code, "name": code, "is_active": true, "priority": priority, "is_charged": true,
            "carries": "parcels", "parcel": { "weight_kg": "1000", "length_mm": 9000, "girth_mm": 90_000, "volume_l": 9000 } });
        let way = made(shop.admin(), &format!("{FREIGHT}/ways"), way).await;
        let table = json!({ "way_id": way, "zone_id": home, "currency": "GBP", "measure": "weight",
            "brackets": [{ "price": price, "each": each, "per": "kg" }] });
        made(shop.admin(), &format!("{FREIGHT}/tables"), table).await;
    }
    (shop, company, buyer)
}

async fn place(buyer: &Client, path: &str, cart: &Value) -> kontor_testkit::Reply {
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    buyer.post(format!("{path}/place")).json(agreed).send().await
}

async fn freight_is_quoted_taxed_and_agreed_on_with_the_lines(app: &'static TestApp) {
    let (shop, _, buyer) = with_freight(app).await;
    let (path, cart) = cart_with(&buyer, "ANVIL", "2").await;
    // 200.00 of goods; 20 kg at 5.00 + 20 × 0.50.
    assert_eq!(cart["terms"]["charges"][0]["net"], "15.00");
    assert_eq!(cart["totals"]["net"], "215.00");
    insta::assert_json_snapshot!("terms_of_a_cart", redacted(cart["terms"].clone()));
    let order = place(&buyer, &path, &cart).await.expect(201);
    assert_eq!((&order["net_total"], &order["gross_total"]), (&cart["totals"]["net"], &cart["totals"]["gross"]));
    insta::assert_json_snapshot!("terms_of_an_order", redacted(order["terms"].clone()));
    let seen = buyer.get(format!("/api/v1/orders/{}", order["id"].as_str().unwrap())).send().await.expect(200);
    assert_eq!(seen, order);
    let desk = format!("/api/v1/admin/orders/{}", order["id"].as_str().unwrap());
    let staff = shop.admin().get(desk).send().await.expect(200);
    assert!(!staff["terms"]["shipping"]["steps"].as_array().unwrap().is_empty(), "{staff}");
    assert_eq!(order["terms"]["shipping"]["steps"], json!([]));
}

async fn another_way_is_chosen_and_one_that_is_not_offered_is_told(app: &'static TestApp) {
    let (_, _, buyer) = with_freight(app).await;
    let (path, _) = cart_with(&buyer, "ANVIL", "2").await;
    let choose = async |way: &str| {
        let said = json!({ "shipping_method": way });
        buyer.put(format!("{path}/checkout")).json(said).send().await.expect(200)
    };
    let van = choose("VAN").await;
    assert_eq!((&van["terms"]["charges"][0]["code"], &van["totals"]["net"]), (&json!("VAN"), &json!("220.00")));
    let drone = choose("DRONE").await;
    assert_eq!(drone["messages"][0]["code"], "orders.other_shipping");
    assert_eq!((&drone["totals"]["net"], &drone["can_place"]), (&json!("215.00"), &json!(true)));
}

async fn a_price_of_freight_that_has_changed_stops_placing(app: &'static TestApp) {
    let (shop, _, buyer) = with_freight(app).await;
    let (path, cart) = cart_with(&buyer, "ANVIL", "2").await;
    let fixed = json!({ "name": "All", "effect": "fixed", "amount": "30.00", "currency": "GBP" });
    made(shop.admin(), &format!("{FREIGHT}/rules"), fixed).await;
    let problem = place(&buyer, &path, &cart).await.problem(409, "orders.totals_changed");
    assert_eq!(problem["totals"]["net"], "230.00");
    let agreed = json!({ "totals_hash": problem["totals"]["hash"] });
    let order = buyer.post(format!("{path}/place")).json(agreed).send().await.expect(201);
    assert_eq!(order["net_total"], "230.00");
}

async fn freight_that_is_settled_later_is_seen_by_staff_alone(app: &'static TestApp) {
    let (shop, _, buyer) = with_freight(app).await;
    let ways = shop.admin().get(format!("{FREIGHT}/ways")).send().await.expect(200);
    let courier = ways["items"].as_array().unwrap().iter().find(|way| way["way"]["code"] == "COURIER").unwrap().clone();
    let path = format!("{FREIGHT}/ways/{}", courier["id"].as_str().unwrap());
    let way = json!({ "code": "COURIER", "name": "COURIER", "is_active": true, "priority": 1, "is_charged": false,
        "carries": "parcels", "parcel": { "weight_kg": "1000", "length_mm": 9000, "girth_mm": 90_000, "volume_l": 9000 } });
    shop.admin().put(path).json(json!({ "way": way })).send().await.expect(200);
    let (path, cart) = cart_with(&buyer, "ANVIL", "2").await;
    assert_eq!((&cart["terms"]["charges"], &cart["totals"]["net"]), (&json!([]), &json!("200.00")));
    assert_eq!(cart["terms"]["shipping"][0]["net"], Value::Null);
    let order = place(&buyer, &path, &cart).await.expect(201);
    assert_eq!((&order["terms"]["shipping"]["net"], &order["net_total"]), (&Value::Null, &json!("200.00")));
    let desk = format!("/api/v1/admin/orders/{}", order["id"].as_str().unwrap());
    assert_eq!(shop.admin().get(desk).send().await.expect(200)["terms"]["shipping"]["net"], "15.00");
}

async fn services_are_not_sent(app: &'static TestApp) {
    let (_, _, buyer) = with_freight(app).await;
    let (_, cart) = cart_with(&buyer, "POST", "1").await;
    assert_eq!((&cart["terms"]["shipping"], &cart["totals"]["net"]), (&json!([]), &json!("4.00")));
}

/// A promotion of ten per cent by the code TEN-OFF, which may be used once.
async fn with_code(shop: &Shop) {
    shop.switch("promotions", true).await;
    let ten = json!({ "code": "TEN", "names": { "en": "Ten per cent" }, "needs_code": true, "limits": {},
        "terms": { "effect": { "kind": "percent_of_order", "rate": "10" } } });
    let promotion = made(shop.admin(), "/api/v1/admin/promotions", ten).await;
    let code = json!({ "code": "TEN-OFF", "limits": { "total": 1 } });
    made(shop.admin(), &format!("/api/v1/admin/promotions/{promotion}/codes"), code).await;
}

async fn a_code_takes_off_to_the_cent_and_is_used_up_by_the_order(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    with_code(&shop).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    let cart = buyer.put(format!("{path}/checkout")).json(json!({ "codes": ["ten off"] })).send().await.expect(200);
    // 4 × 2.55 = 10.20, of which 1.02 is taken off.
    assert_eq!((&cart["lines"][0]["discount"], &cart["totals"]["net"]), (&json!("1.02"), &json!("9.18")));
    insta::assert_json_snapshot!("a_code_in_a_cart", redacted(cart["terms"].clone()));
    let order = place(&buyer, &path, &cart).await.expect(201);
    assert_eq!((&order["net_total"], &order["terms"]["discounts"][0]["amount"]), (&json!("9.18"), &json!("1.02")));
    // It is used up, and comes back with a cancelled order.
    let mut again = one("BOLT", "4");
    again["codes"] = json!(["TEN-OFF"]);
    let dear = buyer.post("/api/v1/orders").json(again.clone()).send().await;
    assert_eq!(dear.expect(201)["net_total"], "10.20", "a code that is used up takes nothing off, and is told so");
    let cancel = format!("/api/v1/admin/orders/{}/cancel", order["id"].as_str().unwrap());
    shop.admin().post(cancel).json(json!({ "reason": "Twice" })).send().await.expect(200);
    let cheap = buyer.post("/api/v1/orders").json(again).send().await.expect(201);
    assert_eq!(cheap["net_total"], "9.18");
}

async fn what_a_code_cannot_do_is_told_and_stops_nothing(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    let said = json!({ "codes": ["NOTHING"] });
    let cart = buyer.put(format!("{path}/checkout")).json(said.clone()).send().await.expect(200);
    // Without the module nobody says anything about codes.
    assert_eq!((&cart["terms"]["codes"], &cart["can_place"]), (&json!([]), &json!(true)));
    with_code(&shop).await;
    let cart = buyer.put(format!("{path}/checkout")).json(said).send().await.expect(200);
    assert_eq!((&cart["terms"]["codes"][0]["is_taken"], &cart["can_place"]), (&json!(false), &json!(true)));
    assert_eq!(cart["totals"]["net"], "10.20");
}

async fn settings(shop: &Shop, settings: Value) {
    let body = json!({ "enabled": true, "settings": settings });
    shop.admin().put("/api/v1/admin/modules/orders").json(body).send().await.expect(200);
}

async fn goods_are_wanted_for_days_on_which_they_are_delivered(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    let cart = buyer.get(&path).send().await.expect(200);
    let today = cart["terms"]["earliest_date"].as_str().unwrap().to_owned();
    settings(&shop, json!({ "calendar": { "lead_days": 2, "holidays": [] } })).await;
    let cart = buyer.get(&path).send().await.expect(200);
    let earliest = cart["terms"]["earliest_date"].as_str().unwrap().to_owned();
    assert!(earliest > today, "{earliest} {today}");
    let want = async |date: &str| {
        let said = json!({ "requested_date": date });
        buyer.put(format!("{path}/checkout")).json(said).send().await
    };
    let refused = want(&today).await.problem(422, "orders.date_too_early");
    assert_eq!(refused["errors"][0]["pointer"], "/requested_date");
    want(&earliest).await.expect(200);
    settings(&shop, json!({ "calendar": { "lead_days": 2, "holidays": [earliest] } })).await;
    let cart = buyer.get(&path).send().await.expect(200);
    assert_eq!((&cart["messages"][0]["code"], &cart["can_place"]), (&json!("orders.requested_date"), &json!(false)));
    place(&buyer, &path, &cart).await.expect(422);
    let bad = json!({ "enabled": true, "settings": { "calendar": { "order_until": "25:00" } } });
    shop.admin().put("/api/v1/admin/modules/orders").json(bad).send().await.expect(422);
}

async fn ways_to_pay_are_offered_and_kept(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let methods = json!([{ "code": "prepaid", "names": { "en": "Payment in advance" } },
        { "code": "invoice_30", "names": { "en": "Invoice" }, "days": 30 }]);
    settings(&shop, json!({ "payment_methods": methods })).await;
    let (path, cart) = cart_with(&buyer, "BOLT", "4").await;
    assert_eq!(cart["terms"]["payment"][0]["is_chosen"], true);
    let said = json!({ "payment_method": "invoice_30", "partial_delivery": false });
    let cart = buyer.put(format!("{path}/checkout")).json(said).send().await.expect(200);
    let order = place(&buyer, &path, &cart).await.expect(201);
    let kept = json!({ "code": "invoice_30", "name": "Invoice", "days": 30 });
    assert_eq!((&order["terms"]["payment"], &order["terms"]["partial_delivery"]), (&kept, &json!(false)));
}

async fn what_is_too_long_is_refused_where_it_stands(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    for (field, value, pointer) in [
        ("cost_centre", json!("x".repeat(61)), "/cost_centre"),
        ("shipping_method", json!("a\nb"), "/shipping_method"),
        ("codes", json!(vec!["A"; 11]), "/codes"),
        ("codes", json!([" "]), "/codes"),
    ] {
        let mut said = json!({});
        said[field] = value;
        let refused = buyer.put(format!("{path}/checkout")).json(said).send().await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
}

/// The usual shop whose customer has orders above 5.00 approved by the company's administrator.
async fn with_rule(app: &'static TestApp) -> (Shop, Client, Client) {
    let (shop, company, buyer) = hardware(app).await;
    shop.switch("approvals", true).await;
    let chief = shop.member("company_admin", &company).await;
    let roles = shop.admin().get("/api/v1/admin/roles").send().await.expect(200);
    let role =
        roles["items"].as_array().unwrap().iter().find(|role| role["code"] == "company_admin").unwrap()["id"].clone();
    let rule = json!({ "name": "Purchases", "currency": "GBP", "when": { "above": "5" },
        "steps": [{ "approvers": [{ "role_id": role }] }] });
    made(&chief, "/api/v1/company/approval-rules", rule).await;
    (shop, chief, buyer)
}

async fn waiting_request(chief: &Client) -> String {
    let mine = chief.get("/api/v1/approvals").send().await.expect(200);
    mine["items"][0]["id"].as_str().unwrap_or_else(|| panic!("{mine}")).to_owned()
}

async fn an_order_that_must_be_approved_waits_and_goes_on_once(app: &'static TestApp) {
    let (shop, chief, buyer) = with_rule(app).await;
    let (path, cart) = cart_with(&buyer, "BOLT", "4").await;
    assert_eq!((&cart["messages"][0]["code"], &cart["can_place"]), (&json!("orders.needs_approval"), &json!(true)));
    let order = place(&buyer, &path, &cart).await.expect(201);
    assert_eq!(order["state"], "awaiting_approval");
    assert_eq!(shop.available("BOLT").await, "96");
    let desk = format!("/api/v1/admin/orders/{}", order["id"].as_str().unwrap());
    shop.admin().post(format!("{desk}/confirm")).json(json!({})).send().await.problem(409, "orders.not_possible");
    let request = waiting_request(&chief).await;
    let approve = format!("/api/v1/approvals/{request}/approve");
    buyer.post(&approve).json(json!({})).send().await;
    assert_eq!(
        shop.admin().get(&desk).send().await.expect(200)["state"],
        "awaiting_approval",
        "nobody approves their own"
    );
    let sent = join_all((0..6).map(|_| chief.post(&approve).json(json!({})).send())).await;
    assert_eq!(sent.iter().filter(|reply| reply.status == 200).count(), 1, "{sent:?}");
    let seen = shop.admin().get(&desk).send().await.expect(200);
    assert_eq!((&seen["state"], &seen["history"][1]["event"]), (&json!("placed"), &json!("approved")));
    // Below the rule nobody is asked.
    let small = buyer.post("/api/v1/orders").json(one("BOLT", "1")).send().await.expect(201);
    assert!(small["state"] == "placed" || small["state"] == "awaiting_approval", "orders of one day are summed up");
}

async fn a_rejected_order_gives_everything_back(app: &'static TestApp) {
    let (shop, chief, buyer) = with_rule(app).await;
    let order = buyer.post("/api/v1/orders").json(one("BOLT", "4")).send().await.expect(201);
    assert_eq!((&order["state"], shop.available("BOLT").await), (&json!("awaiting_approval"), "96".to_owned()));
    let reject = format!("/api/v1/approvals/{}/reject", waiting_request(&chief).await);
    chief.post(&reject).json(json!({ "reason": " " })).send().await.expect(422);
    chief.post(&reject).json(json!({ "reason": "Too dear" })).send().await.expect(200);
    let seen = buyer.get(format!("/api/v1/orders/{}", order["id"].as_str().unwrap())).send().await.expect(200);
    assert_eq!((&seen["state"], &seen["history"][1]["note"]), (&json!("cancelled"), &json!("Too dear")));
    assert_eq!(shop.available("BOLT").await, "100");
}

async fn a_budget_that_blocks_lets_nothing_through(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    shop.switch("approvals", true).await;
    let chief = shop.member("company_admin", &company).await;
    made(&chief, "/api/v1/company/cost-centres", json!({ "code": "SITE", "name": "Site" })).await;
    let budget = json!({ "name": "Site", "period": "year", "amount": "25.00", "currency": "GBP", "at_limit": "block",
        "cost_centre": "SITE" });
    made(&chief, "/api/v1/company/budgets", budget).await;
    let on_site = |quantity: &str| {
        let mut order = one("BOLT", quantity);
        order["cost_centre"] = json!("SITE");
        order
    };
    // 4 × 2.55 is 10.20: two fit into 25.00, however many are sent at once.
    let sent = join_all((0..6).map(|_| buyer.post("/api/v1/orders").json(on_site("4")).send())).await;
    assert_eq!(sent.iter().filter(|reply| reply.status == 201).count(), 2, "{sent:?}");
    for reply in sent.iter().filter(|reply| reply.status != 201) {
        assert_eq!(reply.status, 409, "{reply:?}");
    }
    assert_eq!(shop.available("BOLT").await, "92");
    let placed = sent.iter().find(|reply| reply.status == 201).unwrap().json();
    let cancel = format!("/api/v1/admin/orders/{}/cancel", placed["id"].as_str().unwrap());
    shop.admin().post(cancel).json(json!({ "reason": "Not needed" })).send().await.expect(200);
    buyer.post("/api/v1/orders").json(on_site("4")).send().await.expect(201);
}

async fn an_unknown_cost_centre_is_refused(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let mut order = one("BOLT", "1");
    order["cost_centre"] = json!("4711");
    // Where the company keeps none, buyers write what they like.
    let free = buyer.post("/api/v1/orders").json(order.clone()).send().await.expect(201);
    assert_eq!(free["terms"]["cost_centre"], "4711");
    shop.switch("approvals", true).await;
    let chief = shop.member("company_admin", &company).await;
    made(&chief, "/api/v1/company/cost-centres", json!({ "code": "SITE", "name": "Site" })).await;
    let refused = buyer.post("/api/v1/orders").json(order.clone()).send().await;
    refused.problem(422, "orders.unknown_cost_centre");
    order["cost_centre"] = json!("site");
    let placed = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    assert_eq!(placed["state"], "placed");
}
