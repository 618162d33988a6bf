//! Promotions and codes as staff keep them and try them out.
//! What orders make of them is shown where orders are.

use kontor_testkit::{Client, Shop, TestApp, both, eventually, redacted};
use serde_json::{Value, json};

both!(
    a_promotion_is_made_changed_archived_and_on_record,
    a_promotion_is_tried_out_on_a_made_up_order_and_says_why_others_are_not_had,
    the_best_way_for_the_buyer_is_taken_and_amounts_go_to_lines_to_the_cent,
    what_is_said_of_a_code_is_in_the_readers_language,
    what_names_nothing_is_refused_at_its_field,
    codes_are_generated_by_a_job_listed_blocked_and_downloaded,
    an_order_with_a_code_costs_less_and_its_use_is_in_the_register,
    a_cart_says_what_became_of_a_code,
    a_repeated_request_makes_nothing_twice,
    whoever_reaches_some_customers_sees_their_codes_and_no_promotions,
    without_the_module_there_are_no_routes,
);

const PROMOTIONS: &str = "/api/v1/admin/promotions";
const CODES: &str = "/api/v1/admin/promotion-codes";

async fn hardware(app: &'static TestApp) -> Shop {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    shop.switch("promotions", true).await;
    shop.product("BOLT").price("2.50").build().await;
    shop.product("NUT").price("1.00").build().await;
    shop.company("ACME").await;
    shop
}

async fn promotion(shop: &Shop, code: &str, needs_code: bool, terms: Value) -> Value {
    let new = json!({ "code": code, "names": { "en": code, "pl": format!("{code} po polsku") }, "terms": terms,
        "needs_code": needs_code });
    shop.admin().post(PROMOTIONS).json(new).send().await.expect(201)
}

fn percent(rate: &str) -> Value {
    json!({ "effect": { "kind": "percent_of_order", "rate": rate } })
}

fn amount(amount: &str) -> Value {
    json!({ "kind": "amount_of_order", "amounts": [{ "amount": amount, "currency": "EUR" }] })
}

async fn code(shop: &Shop, promotion: &Value, code: &str) -> Value {
    let path = format!("{PROMOTIONS}/{}/codes", promotion["id"].as_str().unwrap());
    shop.admin().post(path).json(json!({ "code": code })).send().await.expect(201)
}

fn order(codes: Value, lines: &[(&str, &str)]) -> Value {
    let line = |(sku, amount): &(&str, &str)| json!({ "sku": sku, "quantity": "1", "amount": amount });
    let lines: Vec<Value> = lines.iter().map(line).collect();
    let mut order = json!({ "company_code": "acme", "currency": "EUR", "date": "2026-03-10", "lines": lines });
    order["codes"] = codes;
    order
}

async fn tried(client: &Client, order: Value) -> Value {
    client.post(format!("{PROMOTIONS}/test")).json(order).send().await.expect(200)
}

async fn a_promotion_is_made_changed_archived_and_on_record(app: &'static TestApp) {
    let shop = hardware(app).await;
    let made = promotion(&shop, "SPRING", false, percent("5")).await;
    insta::assert_json_snapshot!("a_new_promotion", redacted(made.clone()));
    let path = format!("{PROMOTIONS}/{}", made["id"].as_str().unwrap());
    let change = json!({ "priority": 1, "period": { "valid_to": "2026-03-31" }, "version": made["version"] });
    let changed = shop.admin().patch(&path).json(change.clone()).send().await.expect(200);
    assert_eq!((&changed["priority"], &changed["valid_to"]), (&json!(1), &json!("2026-03-31")));
    assert_eq!(changed["terms"], made["terms"]);
    shop.admin().patch(&path).json(change).send().await.problem(409, "promotions.stale");
    let late = json!({ "limits": { "total": 5 } });
    shop.admin().patch(&path).json(late).send().await.problem(422, "promotions.limits_too_late");
    let archived = shop.admin().patch(&path).json(json!({ "archived": true })).send().await.expect(200);
    assert_eq!(archived["archived"], true);
    let open = shop.admin().get(format!("{PROMOTIONS}?archived=false")).send().await.expect(200);
    assert_eq!(open["items"], json!([]));
    let trail = shop.admin().get("/api/v1/admin/audit?subject=promotion").send().await.expect(200);
    let actions: Vec<&str> =
        trail["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    let changed = "promotions.promotion_changed";
    assert_eq!(actions, [changed, changed, "promotions.promotion_made"]);
}

async fn a_promotion_is_tried_out_on_a_made_up_order_and_says_why_others_are_not_had(app: &'static TestApp) {
    let shop = hardware(app).await;
    promotion(&shop, "ALWAYS", false, percent("5")).await;
    let mut big = percent("10");
    big["min_value"] = json!([{ "amount": "500", "currency": "EUR" }]);
    promotion(&shop, "BIG", false, big).await;
    let mut nuts = percent("50");
    nuts["skus"] = json!(["nut"]);
    nuts["effect"]["kind"] = json!("percent_of_lines");
    promotion(&shop, "NUTS", false, nuts).await;
    let view = tried(shop.admin(), order(json!([]), &[("BOLT", "100.00")])).await;
    insta::assert_json_snapshot!("a_promotion_that_is_tried_out", redacted(view));
    let with_nuts = tried(shop.admin(), order(json!([]), &[("BOLT", "100.00"), ("nut", "10.00")])).await;
    assert_eq!(with_nuts["off"], "10.25");
}

async fn the_best_way_for_the_buyer_is_taken_and_amounts_go_to_lines_to_the_cent(app: &'static TestApp) {
    let shop = hardware(app).await;
    promotion(&shop, "FIVE", false, percent("5")).await;
    let alone = json!({ "code": "ALONE", "names": { "en": "Alone" }, "exclusive": true,
        "terms": { "effect": amount("10.00") } });
    shop.admin().post(PROMOTIONS).json(alone).send().await.expect(201);
    let lines = [("BOLT", "33.33"), ("NUT", "33.33"), ("BOLT", "33.33")];
    let view = tried(shop.admin(), order(json!([]), &lines)).await;
    assert_eq!(view["discounts"].as_array().unwrap().len(), 1);
    assert_eq!(view["discounts"][0]["promotion_code"], "ALONE");
    let offs: Vec<&str> = view["lines"].as_array().unwrap().iter().map(|line| line["off"].as_str().unwrap()).collect();
    assert_eq!((offs, &view["off"]), (vec!["3.34", "3.33", "3.33"], &json!("10.00")));
    // Five per cent of 300.00 are more than ten.
    let view = tried(shop.admin(), order(json!([]), &[("BOLT", "300.00")])).await;
    assert_eq!((&view["discounts"][0]["promotion_code"], &view["off"]), (&json!("FIVE"), &json!("15.00")));
}

async fn what_is_said_of_a_code_is_in_the_readers_language(app: &'static TestApp) {
    let shop = hardware(app).await;
    let spring = promotion(&shop, "SPRING", true, percent("5")).await;
    code(&shop, &spring, "SPRING-5").await;
    let path = format!("{PROMOTIONS}/{}", spring["id"].as_str().unwrap());
    let ended = json!({ "period": { "valid_to": "2026-03-09" } });
    let mut texts = Vec::new();
    for language in ["en", "pl"] {
        let asked = order(json!(["spring5", "nobodys"]), &[("BOLT", "100.00")]);
        let reply = shop.admin().post(format!("{PROMOTIONS}/test")).json(asked).header("accept-language", language);
        texts.push(reply.send().await.expect(200)["codes"].clone());
    }
    shop.admin().patch(path).json(ended).send().await.expect(200);
    eventually("the promotion has ended", || async {
        let asked = order(json!(["spring5"]), &[("BOLT", "100.00")]);
        let codes = tried(shop.admin(), asked).await["codes"].clone();
        (codes[0]["text"] == "The code spring5 ended on 9 March 2026.").then_some(())
    })
    .await;
    insta::assert_json_snapshot!("codes_in_two_languages", texts);
}

async fn what_names_nothing_is_refused_at_its_field(app: &'static TestApp) {
    let shop = hardware(app).await;
    let mut terms = percent("5");
    terms["skus"] = json!(["BOLT", "NOSUCH"]);
    terms["categories"] = json!(["nosuch"]);
    let nobody = "01890000-0000-7000-8000-000000000000";
    for list in ["company_ids", "group_ids", "channel_ids"] {
        terms[list] = json!([nobody]);
    }
    let new = json!({ "code": "X", "names": {}, "terms": terms });
    let problem = shop.admin().post(PROMOTIONS).json(new).send().await.problem(422, "promotions.invalid");
    insta::assert_json_snapshot!("a_promotion_of_what_is_not_there", redacted(problem));
    let unknown = json!({ "company_code": "NOSUCH", "lines": [{ "sku": "NOSUCH", "quantity": "1", "amount": "x" }] });
    let refused = shop.admin().post(format!("{PROMOTIONS}/test")).json(unknown).send().await;
    let pointers = refused.problem(422, "promotions.invalid")["errors"].clone();
    assert_eq!(pointers.as_array().unwrap().len(), 3, "{pointers}");
}

async fn codes_are_generated_by_a_job_listed_blocked_and_downloaded(app: &'static TestApp) {
    let shop = hardware(app).await;
    let spring = promotion(&shop, "SPRING", true, percent("5")).await;
    let id = spring["id"].as_str().unwrap();
    let new = json!({ "count": 1_500, "prefix": "spring" });
    let batch = shop.admin().post(format!("{PROMOTIONS}/{id}/code-batches")).json(new).send().await.expect(201);
    let path = format!("/api/v1/admin/promotion-code-batches/{}", batch["id"].as_str().unwrap());
    eventually("all codes are made", || async {
        let batch = shop.admin().get(&path).send().await.expect(200);
        (batch["made"] == 1_500).then_some(())
    })
    .await;
    let page = shop.admin().get(format!("{CODES}?promotion_id={id}&limit=2")).send().await.expect(200);
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    let first = &page["items"][0];
    assert_eq!((&first["state"], &first["given"]["limits"]["total"]), (&json!("open"), &json!(1)));
    let own = format!("{CODES}/{}", first["id"].as_str().unwrap());
    let blocked = shop.admin().patch(&own).json(json!({ "state": "blocked" })).send().await.expect(200);
    assert_eq!(blocked["state"], "blocked");
    let written = first["code"].as_str().unwrap().to_lowercase();
    let said = tried(shop.admin(), order(json!([written]), &[("BOLT", "100.00")])).await;
    assert_eq!(said["codes"][0]["text"], format!("The code {written} has been blocked."));
    let file = shop.admin().get(format!("/api/v1/admin/promotion-codes.csv?promotion_id={id}")).send().await;
    assert_eq!((file.status, file.text().lines().count()), (200, 1_501));
    let state = shop.admin().get(format!("{CODES}?state=blocked")).send().await.expect(200);
    assert_eq!(state["items"].as_array().unwrap().len(), 1);
}

async fn an_order_with_a_code_costs_less_and_its_use_is_in_the_register(app: &'static TestApp) {
    let shop = hardware(app).await;
    let spring = promotion(&shop, "SPRING", true, percent("5")).await;
    code(&shop, &spring, "SPRING-5").await;
    let buyer = shop.buyer(&shop.company("BUYS").await).await;
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "10" }], "codes": ["spring5"] });
    let placed = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    insta::assert_json_snapshot!("what_an_order_was_given", redacted(placed["terms"]["discounts"].clone()));
    assert_eq!(placed["net_total"], "23.75");
    let uses = || shop.admin().get("/api/v1/admin/promotion-uses?q=Spring%205").send();
    let used = uses().await.expect(200);
    insta::assert_json_snapshot!("a_use_in_the_register", redacted(used));
    let cancel = format!("/api/v1/admin/orders/{}/cancel", placed["id"].as_str().unwrap());
    shop.admin().post(cancel).json(json!({ "reason": "Mistaken" })).send().await.expect(200);
    assert!(uses().await.expect(200)["items"][0]["given_back_at"].is_string());
}

async fn a_cart_says_what_became_of_a_code(app: &'static TestApp) {
    let shop = hardware(app).await;
    let spring = promotion(&shop, "SPRING", true, percent("5")).await;
    code(&shop, &spring, "SPRING-5").await;
    let buyer = shop.buyer(&shop.company("BUYS").await).await;
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    let line = json!({ "sku": "BOLT", "quantity": "10" });
    buyer.post(format!("{path}/lines")).json(line).send().await.expect(201);
    let codes = json!({ "codes": ["Spring 5", "NOBODYS"] });
    let cart = buyer.put(format!("{path}/checkout")).json(codes).send().await.expect(200);
    assert_eq!(cart["terms"]["codes"][0]["is_taken"], true);
    assert_eq!(cart["terms"]["codes"][1]["text"], "The code NOBODYS is not valid here.");
}

async fn a_repeated_request_makes_nothing_twice(app: &'static TestApp) {
    let shop = hardware(app).await;
    let spring = promotion(&shop, "SPRING", true, percent("5")).await;
    let path = format!("{PROMOTIONS}/{}/codes", spring["id"].as_str().unwrap());
    let make = || shop.admin().post(&path).json(json!({ "code": "SPRING5" })).key("once");
    let (first, again) = (make().send().await, make().send().await);
    assert_eq!((first.expect(201), again.is_replay()), (again.expect(201), true));
    let twin = shop.admin().post(&path).json(json!({ "code": "spring-5" })).send().await;
    twin.problem(422, "promotions.code_taken");
}

async fn whoever_reaches_some_customers_sees_their_codes_and_no_promotions(app: &'static TestApp) {
    let shop = hardware(app).await;
    let spring = promotion(&shop, "SPRING", true, percent("5")).await;
    let (own, other) = (shop.company("OWN").await, shop.company("OTHER").await);
    let path = format!("{PROMOTIONS}/{}/codes", spring["id"].as_str().unwrap());
    for (code, company) in [("OFOWN", &own), ("OFOTHER", &other)] {
        let new = json!({ "code": code, "company_id": company.id });
        shop.admin().post(&path).json(new).send().await.expect(201);
    }
    let narrow = shop.scoped_user("administrator", json!({ "companies": [own.id] })).await;
    let seen = narrow.get(CODES).send().await.expect(200);
    let codes: Vec<&str> = seen["items"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["OFOWN"]);
    narrow.get(PROMOTIONS).send().await.problem(403, "auth.narrow_reach");
    narrow.post(&path).json(json!({ "code": "MINE" })).send().await.problem(403, "auth.narrow_reach");
}

async fn without_the_module_there_are_no_routes(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.admin().get(PROMOTIONS).send().await.problem(404, "not_found");
    shop.admin().get(CODES).send().await.problem(404, "not_found");
    shop.admin().post(format!("{PROMOTIONS}/test")).json(json!({})).send().await.problem(404, "not_found");
}
