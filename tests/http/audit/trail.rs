//! What an entry tells, how the trail is searched, paged and exported, and what a check answers.
//! Entries are made by the routes of others, as they are in life.

use kontor_testkit::{Shop, TestApp, both};
use serde_json::{Value, json};

use super::{TRAIL, newest};

both!(
    an_entry_tells_who_did_what_from_where_and_what_differs,
    a_change_that_changes_nothing_and_one_that_is_refused_leave_no_entry,
    what_is_done_for_a_customer_names_the_order_and_prices_set_by_hand,
    a_token_that_acts_is_named,
    the_trail_is_searched_by_whatever_people_remember,
    the_trail_is_paged_from_the_newest_on_without_repeating,
    the_export_holds_everything_neutralised_and_ends_with_the_head,
    a_check_tells_that_all_is_well_and_what_the_head_is,
    a_head_that_was_kept_elsewhere_is_compared,
    an_import_is_on_record_from_its_start_to_its_end,
);

async fn shop(app: &'static TestApp) -> Shop {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.50").stock(100).build().await;
    shop
}

fn texts(list: &Value, field: &str) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item[field].as_str().unwrap_or_default().to_owned()).collect()
}

async fn found(shop: &Shop, query: &str) -> Value {
    shop.admin().get(format!("{TRAIL}?{query}")).send().await.expect(200)
}

async fn an_entry_tells_who_did_what_from_where_and_what_differs(app: &'static TestApp) {
    let shop = shop(app).await;
    let product = shop.admin().get("/api/v1/admin/products").send().await.expect(200)["items"][0].clone();
    let path = format!("/api/v1/admin/products/{}", product["id"].as_str().unwrap());
    let body = json!({ "name": "Bolt, bright", "weight_g": 12 });
    let change = shop.admin().patch(&path).json(body).header("user-agent", "Desk/1").header("x-request-id", "desk-7");
    change.send().await.expect(200);
    let entry = newest(&shop, "action=catalog.product_changed").await;
    assert_eq!((&entry["subject"], &entry["subject_id"]), (&json!("product"), &product["id"]));
    assert_eq!(entry["actor"]["name"], "Ada Admin");
    assert_eq!(entry["actor"]["email"], shop.admin_email());
    assert_eq!((&entry["ip"], &entry["details"]["user_agent"]), (&json!("127.0.0.1"), &json!("Desk/1")));
    assert_eq!(entry["request_id"], "desk-7");
    assert_eq!(entry["details"]["signed_in_by"], "session");
    let changes = entry["details"]["changes"].as_array().unwrap();
    let of = |field: &str| changes.iter().find(|change| change["field"] == field).cloned().unwrap_or_default();
    assert_eq!(of("name"), json!({ "field": "name", "before": "Product BOLT", "after": "Bolt, bright" }));
    assert_eq!(of("weight_g"), json!({ "field": "weight_g", "before": 0, "after": 12 }));
    assert_eq!(of("sku"), Value::Null, "what is as it was is not told: {changes:?}");
    assert_eq!(entry["details"]["before"]["sku"], "BOLT", "but it is kept whole");
}

async fn a_change_that_changes_nothing_and_one_that_is_refused_leave_no_entry(app: &'static TestApp) {
    let shop = shop(app).await;
    let clerk = shop.user("warehouse").await;
    let count = || async { found(&shop, "page=1").await["total"].clone() };
    let before = count().await;
    shop.set_stock("BOLT", "100").await;
    let refused = json!({ "levels": [{ "sku": "BOLT", "on_hand": "7" }, { "sku": "NONE", "on_hand": "1" }] });
    shop.admin().put("/api/v1/admin/stock").json(refused).send().await.expect(422);
    clerk.post("/api/v1/admin/price-lists").json(json!({ "code": "x" })).send().await.expect(403);
    assert_eq!(count().await, before);
    shop.set_stock("BOLT", "101").await;
    let entry = newest(&shop, "action=inventory.stock_set").await;
    assert_eq!(
        entry["details"]["changes"],
        json!([{ "field": "BOLT in main", "before": "100", "after": "101" }]),
        "{entry}"
    );
}

async fn what_is_done_for_a_customer_names_the_order_and_prices_set_by_hand(app: &'static TestApp) {
    let shop = shop(app).await;
    let company = shop.company("ACME").await;
    let desk = shop.user("order_desk").await;
    let line = |price: Option<&str>| {
        json!({ "company_code": "ACME",
        "lines": [{ "sku": "BOLT", "quantity": "4", "unit_price": price }] })
    };
    desk.post("/api/v1/admin/orders").json(line(None)).send().await.expect(201);
    assert_eq!(found(&shop, "action=orders.price_overridden").await["items"], json!([]));
    let order = desk.post("/api/v1/admin/orders").json(line(Some("1.00"))).send().await.expect(201);
    let entry = newest(&shop, "action=orders.price_overridden").await;
    assert_eq!((&entry["subject_id"], &entry["label"]), (&order["id"], &order["number"]));
    assert_eq!(entry["details"]["after"], json!({ "1 BOLT": "1.00" }));
    let id = order["id"].as_str().unwrap();
    let path = format!("/api/v1/admin/orders/{id}");
    desk.post(format!("{path}/confirm")).json(json!({})).send().await.expect(200);
    desk.post(format!("{path}/cancel")).json(json!({ "reason": "gone" })).send().await.expect(200);
    let history = found(&shop, &format!("subject=order&subject_id={id}")).await;
    let expected =
        ["orders.order_cancelled", "orders.order_confirmed", "orders.price_overridden", "orders.order_entered"];
    let mut told = texts(&history, "action");
    // Two entries of one commit may have the same instant.
    told[2..].sort_by(|a, b| b.cmp(a));
    assert_eq!(told, expected);
    let cancelled = newest(&shop, "action=orders.order_cancelled").await;
    assert_eq!(cancelled["details"]["before"], json!({ "state": "confirmed" }));
    assert_eq!(cancelled["details"]["after"], json!({ "state": "cancelled", "note": "gone" }));
    // What a customer orders stands in the order's own history.
    let buyer = shop.buyer(&company).await;
    let own = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    let own = buyer.post("/api/v1/orders").json(own).send().await.expect(201);
    let none = found(&shop, &format!("subject_id={}", own["id"].as_str().unwrap())).await;
    assert_eq!(none["items"], json!([]));
}

async fn a_token_that_acts_is_named(app: &'static TestApp) {
    let shop = shop(app).await;
    let made = shop.admin().post("/api/v1/api-tokens").json(json!({ "name": "ERP" })).send().await.expect(201);
    let erp = shop.guest().with_token(made["token"].as_str().unwrap());
    let levels = json!({ "levels": [{ "sku": "BOLT", "on_hand": "9" }] });
    erp.put("/api/v1/admin/stock").json(levels).send().await.expect(200);
    let entry = newest(&shop, "action=inventory.stock_set").await;
    assert_eq!(entry["details"]["signed_in_by"], "token");
    assert_eq!(entry["details"]["signed_in_id"], made["id"]);
}

async fn the_trail_is_searched_by_whatever_people_remember(app: &'static TestApp) {
    let shop = shop(app).await;
    let desk = shop.user("order_desk").await;
    let company = shop.company("ACME").await;
    let order = json!({ "company_code": "ACME", "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    let order = desk.post("/api/v1/admin/orders").json(order).header("x-request-id", "r-1").send().await.expect(201);
    let me = desk.get("/api/v1/session").send().await.expect(200);
    let (number, desk_id) = (order["number"].as_str().unwrap(), me["user"]["id"].as_str().unwrap());
    let entry = newest(&shop, "action=orders.order_entered").await;
    let at = entry["at"].as_str().unwrap();
    let hits = [
        format!("q=ORDER%20{number}"),
        "q=pat%20order_desk&subject=order".to_owned(),
        format!("actor={desk_id}&subject=order"),
        "actor=Pat&subject=order".to_owned(),
        "action=orders.".to_owned(),
        "subject=order".to_owned(),
        format!("subject_id={}", order["id"].as_str().unwrap()),
        "request_id=r-1".to_owned(),
        format!("from={at}&q={number}"),
    ];
    for query in hits {
        assert_eq!(texts(&found(&shop, &query).await, "action"), ["orders.order_entered"], "{query}");
    }
    let misses =
        ["q=100%25", "q=nothing%20order", "action=order", "actor=Bob", "request_id=r-2", "until=2000-01-01T00:00:00Z"];
    for query in misses {
        assert_eq!(found(&shop, query).await["items"], json!([]), "{query}");
    }
    let until = found(&shop, &format!("until={at}&q={number}")).await;
    assert_eq!(until["items"], json!([]), "until is not included");
    let of_company = found(&shop, &format!("company_id={}", company.id)).await;
    assert!(texts(&of_company, "subject").iter().all(|subject| subject == "company"), "{of_company}");
    shop.admin().get(format!("{TRAIL}?colour=red")).send().await.problem(400, "request.invalid_parameter");
    shop.admin().get(format!("{TRAIL}?cursor=x")).send().await.expect(400);
    let unknown = format!("{TRAIL}/{}", order["id"].as_str().unwrap());
    shop.admin().get(unknown).send().await.problem(404, "not_found");
}

async fn the_trail_is_paged_from_the_newest_on_without_repeating(app: &'static TestApp) {
    let shop = shop(app).await;
    for count in 1..=7 {
        shop.set_stock("BOLT", &count.to_string()).await;
    }
    let query = "action=inventory.stock_set&limit=3";
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = found(&shop, &format!("{query}{cursor}")).await;
        seen.extend(texts(&page, "id"));
        // What is recorded meanwhile neither repeats nor hides an entry.
        shop.set_stock("BOLT", &(seen.len() + 100).to_string()).await;
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let unique: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), unique.len()), (8, 8));
    let counted = found(&shop, "action=inventory.stock_set&page=2&limit=3").await;
    assert_eq!(counted["total"], 11);
}

async fn the_export_holds_everything_neutralised_and_ends_with_the_head(app: &'static TestApp) {
    let shop = shop(app).await;
    let evil = json!({ "code": "evil", "name": "=HYPERLINK(\"http://x\")" });
    shop.admin().post("/api/v1/admin/warehouses").json(evil).send().await.expect(201);
    for count in 1..=250 {
        shop.set_stock("BOLT", &count.to_string()).await;
    }
    shop.seal_audit().await;
    let reply = shop.admin().get(format!("{TRAIL}.csv")).send().await;
    reply.expect(200);
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    let disposition = format!("attachment; filename=\"audit-{}.csv\"", shop.code());
    assert_eq!(reply.header("content-disposition"), Some(disposition.as_str()));
    let text = reply.text();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("position,hash,previous_hash,id,at,actor_kind,"), "{}", lines[0]);
    let total = found(&shop, "page=1").await["total"].as_u64().unwrap();
    assert_eq!(lines.len() as u64, total + 2, "a header, every entry and the head");
    assert!(text.contains(",\"'=HYPERLINK") && !text.contains(",=") && !text.contains(",\"="), "{text}");
    let head = shop.admin().post(format!("{TRAIL}/check")).send().await.expect(200)["head"].clone();
    let last = lines.last().unwrap();
    let expected = format!("{},{},", head["position"], head["hash"].as_str().unwrap());
    assert!(last.starts_with(&expected) && last.contains(",audit.head,"), "{last}");
    let some = shop.admin().get(format!("{TRAIL}.csv?action=catalog.product_made")).send().await.text();
    assert_eq!(some.lines().count(), 3, "one product between header and head: {some}");
}

async fn a_check_tells_that_all_is_well_and_what_the_head_is(app: &'static TestApp) {
    let shop = shop(app).await;
    shop.seal_audit().await;
    let sealed = shop.admin().post(format!("{TRAIL}/check")).send().await.expect(200);
    assert_eq!(sealed["breaks"], json!([]));
    assert_eq!(sealed["sealed"], sealed["head"]["position"]);
    shop.set_stock("BOLT", "1").await;
    let after = shop.admin().post(format!("{TRAIL}/check")).send().await.expect(200);
    assert_eq!(after["entries"].as_u64(), sealed["entries"].as_u64().map(|entries| entries + 1));
    assert_eq!(after["breaks"], json!([]));
    assert_eq!(after["head"]["hash"].as_str().map(str::len), Some(64));
}

async fn a_head_that_was_kept_elsewhere_is_compared(app: &'static TestApp) {
    let shop = shop(app).await;
    shop.seal_audit().await;
    let check = |query: String| shop.admin().post(format!("{TRAIL}/check{query}")).send();
    let head = check(String::new()).await.expect(200)["head"].clone();
    let (position, hash) = (&head["position"], head["hash"].as_str().unwrap());
    shop.set_stock("BOLT", "1").await;
    shop.seal_audit().await;
    let held = check(format!("?position={position}&hash={hash}")).await.expect(200);
    assert_eq!(held["breaks"], json!([]), "an older head is still part of the chain");
    let wrong = check(format!("?position={position}&hash={}", "0".repeat(64))).await.expect(200);
    assert_eq!(wrong["breaks"][0]["kind"], "resealed");
    let ahead = check(format!("?position=999&hash={hash}")).await.expect(200);
    assert_eq!(ahead["breaks"][0]["kind"], "cut_off");
    check(format!("?position={position}")).await.problem(422, "audit.half_a_head");
}

async fn an_import_is_on_record_from_its_start_to_its_end(app: &'static TestApp) {
    let shop = shop(app).await;
    let file = "sku,name\nNUT,Nut\n";
    let run = shop.admin().post("/api/v1/admin/imports?kind=products&file_name=n.csv").body("text/csv", file);
    let run = run.send().await.expect(202);
    let id = run["id"].as_str().unwrap();
    kontor_testkit::eventually("the import has ended", || async {
        let run = shop.admin().get(format!("/api/v1/admin/imports/{id}")).send().await.expect(200);
        (run["state"] == "done").then_some(())
    })
    .await;
    let history = found(&shop, &format!("subject=import&subject_id={id}")).await;
    assert_eq!(texts(&history, "action"), ["import.run_finished", "import.run_started"]);
    assert_eq!(history["items"][0]["actor"]["kind"], "system");
    assert_eq!(history["items"][1]["actor"]["name"], "Ada Admin");
    let finished = newest(&shop, "action=import.run_finished").await;
    assert_eq!((&finished["label"], &finished["details"]["after"]["created"]), (&json!("n.csv"), &json!(1)));
    assert!(!finished.to_string().contains("NUT"), "how many, and not which");
}
