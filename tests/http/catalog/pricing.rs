//! How a price comes about, through the doors: groups, channels, rules, schedules, explanations and what-ifs.
//! What an explanation says is what an order costs.

use kontor_testkit::{Client, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

both!(
    a_group_buys_by_its_list_and_by_rules_over_another_one,
    an_explanation_names_every_list_in_the_words_of_its_reader,
    a_list_that_is_scheduled_is_not_in_force_before_its_day,
    a_draft_is_asked_by_nobody_and_shows_what_it_would_have_meant,
    the_lowest_price_wins_where_the_tenant_says_so,
    a_quantity_that_is_ruled_out_is_refused_with_the_next_one_that_is_not,
    costs_are_told_to_those_only_who_may_know_them,
    what_staff_say_of_lists_is_checked,
);

const LISTS: &str = "/api/v1/admin/price-lists";

async fn list(shop: &Shop, body: Value) -> String {
    shop.admin().post(LISTS).json(body).send().await.expect(201)["id"].as_str().unwrap().to_owned()
}

async fn give(shop: &Shop, subject: &str, id: &str, lists: &[&str]) {
    let lists: Vec<Value> = lists.iter().map(|code| json!({ "code": code })).collect();
    let path = format!("/api/v1/admin/price-list-assignments/{subject}/{id}");
    shop.admin().put(path).json(json!({ "price_lists": lists })).send().await.expect(204);
}

async fn why(shop: &Shop, query: &str) -> Value {
    shop.admin().get(format!("/api/v1/admin/price-explanations?{query}")).send().await.expect(200)
}

async fn order(buyer: &Client, sku: &str, quantity: &str) -> Value {
    let body = json!({ "lines": [{ "sku": sku, "quantity": quantity }] });
    buyer.post("/api/v1/orders").json(body).send().await.expect(201)
}

fn told(explanation: &Value) -> Vec<(String, String, bool)> {
    let text = |step: &Value, name: &str| step[name].as_str().unwrap().to_owned();
    let step = |step: &Value| (text(step, "price_list"), text(step, "outcome"), step["won"].as_bool().unwrap());
    explanation["steps"].as_array().unwrap().iter().map(step).collect()
}

fn step(list: &str, outcome: &str, won: bool) -> (String, String, bool) {
    (list.to_owned(), outcome.to_owned(), won)
}

async fn a_group_buys_by_its_list_and_by_rules_over_another_one(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    let group = json!({ "code": "GOLD", "name": "Gold" });
    let group = shop.admin().post("/api/v1/admin/customer-groups").json(group).send().await.expect(201);
    let group = group["id"].as_str().unwrap().to_owned();
    let rules = json!([{ "price": "price * 0.8" }]);
    let ending = json!({ "step": "1", "plus": "0.95", "toward": "down" });
    list(
        &shop,
        json!({ "code": "gold", "is_default": false, "base_list": "standard", "rules": rules, "ending": ending }),
    )
    .await;
    give(&shop, "group", &group, &["gold"]).await;
    let company = shop.company("G").await;
    let buyer = shop.buyer(&company).await;
    assert_eq!(order(&buyer, "BOLT", "1").await["net_total"], "10.00");
    let path = format!("/api/v1/admin/companies/{}/groups", company.id);
    shop.admin().put(path).json(json!({ "group_ids": [group] })).send().await.expect(200);
    let ordered = order(&buyer, "BOLT", "1").await;
    assert_eq!((&ordered["net_total"], &ordered["lines"][0]["price_source"]), (&json!("7.95"), &json!("gold")));
    eventually("the list shows the group's price", || async {
        let shown = buyer.get("/api/v1/products/BOLT").send().await.expect(200);
        (shown["price"]["unit_price"] == "7.95").then_some(())
    })
    .await;
}

async fn an_explanation_names_every_list_in_the_words_of_its_reader(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    let agreed = list(&shop, json!({ "code": "agreed", "purpose": "contract", "is_default": false })).await;
    shop.set_price(&agreed, "BOLT", "100", "6.00").await;
    let company = shop.company("C").await;
    give(&shop, "company", &company.id, &["agreed"]).await;
    let query = format!("sku=bolt&company_id={}&quantity=5", company.id);
    let explained = why(&shop, &query).await;
    assert_eq!(told(&explained), [step("agreed", "below_smallest", false), step("standard", "price", true)]);
    assert_eq!(
        (&explained["price"]["unit_price"], &explained["steps"][0]["level"]),
        (&json!("10.00"), &json!("contract"))
    );
    let polish = shop.admin().get(format!("/api/v1/admin/price-explanations?{query}")).header("accept-language", "pl");
    let polish = polish.send().await.expect(200);
    assert_eq!(polish["steps"][0]["text"], "Najmniejsza ilość, od której ma cenę, to 100.");
    let hundred = why(&shop, &format!("sku=bolt&company_id={}&quantity=100", company.id)).await;
    assert_eq!(told(&hundred), [step("agreed", "price", true)]);
    // Somebody else's company is none, and neither is a product that is not there.
    let elsewhere = app.tenant().build().await;
    let path = format!("/api/v1/admin/price-explanations?{query}");
    elsewhere.admin().get(path).send().await.problem(404, "not_found");
    shop.user("warehouse")
        .await
        .get("/api/v1/admin/price-explanations?sku=BOLT")
        .send()
        .await
        .problem(403, "auth.forbidden");
}

async fn a_list_that_is_scheduled_is_not_in_force_before_its_day(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    let company = shop.company("C").await;
    let later = list(&shop, json!({ "code": "later", "is_default": false, "valid_from": "2099-01-01" })).await;
    shop.set_price(&later, "BOLT", "1", "8.00").await;
    give(&shop, "company", &company.id, &["later"]).await;
    let buyer = shop.buyer(&company).await;
    assert_eq!(order(&buyer, "BOLT", "1").await["net_total"], "10.00");
    let on = async |day: &str| {
        let query = format!("sku=BOLT&company_id={}&date={day}", company.id);
        why(&shop, &query).await["price"]["unit_price"].clone()
    };
    assert_eq!((on("2098-12-31").await, on("2099-01-01").await), (json!("10.00"), json!("8.00")));
    let path = format!("{LISTS}/{later}");
    shop.admin().patch(path).json(json!({ "valid_from": null })).send().await.expect(200);
    assert_eq!(order(&buyer, "BOLT", "1").await["net_total"], "8.00", "a change holds for the next order");
}

async fn a_draft_is_asked_by_nobody_and_shows_what_it_would_have_meant(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    shop.product("NUT").price("2.00").build().await;
    let company = shop.company("C").await;
    let buyer = shop.buyer(&company).await;
    order(&buyer, "BOLT", "3").await;
    order(&buyer, "NUT", "5").await;
    let draft = list(&shop, json!({ "code": "draft", "is_default": false, "state": "draft" })).await;
    shop.set_price(&draft, "BOLT", "1", "9.00").await;
    assert_eq!(order(&buyer, "BOLT", "1").await["net_total"], "10.00");
    let path = format!("{LISTS}/{draft}/what-if");
    let given_to_nobody = shop.admin().get(&path).send().await.expect(200);
    assert_eq!(given_to_nobody["all"]["change"], "0.00");
    let asked = shop.admin().get(format!("{path}?for_everybody=true")).send().await.expect(200);
    assert_eq!((&asked["lines"], &asked["changed_lines"]), (&json!(3), &json!(2)));
    let sums = |ordered: &str, today: &str, then: &str, change: &str| json!({ "ordered": ordered, "today": today, "then": then, "change": change, "cost": null });
    assert_eq!(asked["all"], sums("50.00", "50.00", "46.00", "-4.00"));
    assert_eq!(
        asked["products"][0],
        json!({ "code": "BOLT", "name": "Product BOLT", "sums": sums("40.00", "40.00", "36.00", "-4.00") })
    );
    shop.admin().get(format!("{path}?days=0")).send().await.problem(422, "catalog.bad_days");
}

async fn the_lowest_price_wins_where_the_tenant_says_so(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    let own = list(&shop, json!({ "code": "own", "is_default": false })).await;
    shop.set_price(&own, "BOLT", "1", "12.00").await;
    let company = shop.company("C").await;
    give(&shop, "company", &company.id, &["own"]).await;
    let buyer = shop.buyer(&company).await;
    assert_eq!(order(&buyer, "BOLT", "1").await["net_total"], "12.00");
    let policy = "/api/v1/admin/pricing-policy";
    shop.admin().put(policy).json(json!({ "strategy": "lowest" })).send().await.expect(200);
    assert_eq!(order(&buyer, "BOLT", "1").await["net_total"], "10.00");
    let wrong = json!({ "strategy": "lowest", "margin_floor": "100" });
    shop.admin().put(policy).json(wrong).send().await.problem(422, "catalog.bad_fields");
}

async fn a_quantity_that_is_ruled_out_is_refused_with_the_next_one_that_is_not(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    let path = format!("{LISTS}/{}/quantities", shop.standard_list());
    let rule = json!({ "quantities": [{ "sku": "BOLT", "minimum": "12", "maximum": "120", "increment": "12" }] });
    shop.admin().put(&path).json(rule).send().await.expect(204);
    let buyer = shop.buyer(&shop.company("C").await).await;
    let wrong = json!({ "lines": [{ "sku": "BOLT", "quantity": "13" }] });
    let refused = buyer.post("/api/v1/orders").json(wrong).send().await;
    let refused = refused.expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/lines/0/quantity");
    let detail = refused["errors"][0]["detail"].as_str().unwrap();
    assert!(
        detail.contains("at least 12") && detail.contains("in steps of 12") && detail.contains("order 24"),
        "{detail}"
    );
    assert_eq!(order(&buyer, "BOLT", "24").await["net_total"], "240.00");
    let no_rule = json!({ "quantities": [{ "sku": "BOLT" }] });
    shop.admin().put(&path).json(no_rule).send().await.expect(204);
    assert_eq!(order(&buyer, "BOLT", "13").await["net_total"], "130.00");
}

async fn costs_are_told_to_those_only_who_may_know_them(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    let costs = list(&shop, json!({ "code": "costs", "purpose": "cost" })).await;
    shop.set_price(&costs, "BOLT", "1", "6.00").await;
    let explained = why(&shop, "sku=BOLT").await;
    assert_eq!((&explained["margin"]["cost"], &explained["margin"]["margin"]), (&json!("6.00"), &json!("40")));
    let desk = shop.user("order_desk").await;
    let told = desk.get("/api/v1/admin/price-explanations?sku=BOLT").send().await.expect(200);
    assert_eq!((&told["margin"], &told["price"]["unit_price"]), (&Value::Null, &json!("10.00")));
    let lists = desk.get(LISTS).send().await;
    lists.expect(200);
    assert!(!lists.text().contains("costs"), "{}", lists.text());
    desk.get(format!("{LISTS}/{costs}")).send().await.problem(404, "not_found");
    desk.get(format!("{LISTS}/{costs}/prices")).send().await.problem(404, "not_found");
    // What leaves too little is not sold by hand either, but by whoever may do so.
    let floor = json!({ "strategy": "first_match", "margin_floor": "25" });
    shop.admin().put("/api/v1/admin/pricing-policy").json(floor).send().await.expect(200);
    let company = shop.company("C").await;
    let cheap =
        json!({ "company_code": company.code, "lines": [{ "sku": "BOLT", "quantity": "1", "unit_price": "7.00" }] });
    let refused = desk.post("/api/v1/admin/orders").json(cheap.clone()).send().await.expect(422);
    assert_eq!(refused["errors"][0]["code"], "orders.below_margin");
    shop.admin().post("/api/v1/admin/orders").json(cheap).send().await.expect(201);
}

async fn what_staff_say_of_lists_is_checked(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let first = list(&shop, json!({ "code": "first", "is_default": false })).await;
    let pointer = async |body: Value| {
        let refused = shop.admin().patch(format!("{LISTS}/{first}")).json(body).send().await.expect(422);
        refused["errors"][0]["pointer"].as_str().unwrap().to_owned()
    };
    assert_eq!(pointer(json!({ "rules": [{ "price": "price * " }], "base_list": "standard" })).await, "/rules/0/price");
    assert_eq!(pointer(json!({ "rules": [{ "when": "rand(5) > 1", "price": "1" }] })).await, "/rules/0/when");
    assert_eq!(pointer(json!({ "base_list": "first" })).await, "/base_list");
    assert_eq!(pointer(json!({ "ending": { "step": "0" } })).await, "/ending");
    assert_eq!(pointer(json!({ "valid_from": "2026-12-02", "valid_to": "2026-12-01" })).await, "/valid_to");
    shop.admin()
        .patch(format!("{LISTS}/{first}"))
        .json(json!({ "name": "x", "version": 1 }))
        .send()
        .await
        .problem(409, "catalog.stale");
    let company = shop.company("C").await;
    let path = format!("/api/v1/admin/price-list-assignments/company/{}", company.id);
    let unknown = json!({ "price_lists": [{ "code": "nothing" }] });
    shop.admin().put(path).json(unknown).send().await.problem(422, "catalog.unknown_price_list");
    let nobody = "/api/v1/admin/price-list-assignments/channel/00000000-0000-7000-8000-000000000000";
    shop.admin().put(nobody).json(json!({ "price_lists": [] })).send().await.problem(404, "not_found");
}
