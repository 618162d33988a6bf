//! Acting for a customer: the session sees and may what the customer's buyers do, and the customer sees who it was.
//! It is over when it is ended, when the time is over, or when the right to it is taken away.

use kontor_testkit::{Client, Company, Shop, TestApp, both};
use serde_json::{Value, json};

both!(
    staff_act_for_a_customer_and_are_themselves_again,
    an_order_placed_for_a_customer_names_both,
    whoever_acts_manages_no_people_and_no_accounts,
    acting_takes_a_reason_a_time_and_a_customer_within_reach,
    signing_out_ends_acting,
    whoever_acts_for_a_customer_reaches_no_further_than_before,
    whoever_manages_people_sees_who_acts_and_ends_it,
    who_acts_for_a_company_beyond_ones_reach_is_not_seen,
);

const ACTING: &str = "/api/v1/session/acting";

async fn act(desk: &Client, company: &Company) -> Value {
    let start = json!({ "company_id": company.id, "minutes": 30, "reason": "They asked by telephone" });
    desk.post(ACTING).json(start).send().await.expect(200)
}

async fn scene(app: &'static TestApp) -> (Shop, Company, Client) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").build().await;
    let company = shop.company("ACME").await;
    let desk = shop.user("order_desk").await;
    (shop, company, desk)
}

async fn staff_act_for_a_customer_and_are_themselves_again(app: &'static TestApp) {
    let (shop, company, desk) = scene(app).await;
    let session = act(&desk, &company).await;
    assert_eq!(session["acting"]["company"]["code"], "ACME");
    assert_eq!(session["acting"]["reason"], "They asked by telephone");
    let permissions = session["permissions"].as_array().unwrap();
    assert!(permissions.contains(&json!("orders.own.place")), "{permissions:?}");
    desk.get("/api/v1/admin/orders").send().await.problem(403, "auth.forbidden");
    desk.get("/api/v1/orders").send().await.expect(200);
    let admin = shop.member("company_admin", &company).await;
    let log = admin.get("/api/v1/company/acting-log").send().await.expect(200);
    assert_eq!(log["items"][0]["reason"], "They asked by telephone", "{log}");

    let session = desk.delete(ACTING).send().await.expect(200);
    assert_eq!(session["acting"], Value::Null);
    desk.get("/api/v1/admin/orders").send().await.expect(200);
    let log = admin.get("/api/v1/company/acting-log").send().await.expect(200);
    assert_ne!(log["items"][0]["ended_at"], Value::Null, "{log}");
    desk.delete(ACTING).send().await.expect(200);
}

async fn an_order_placed_for_a_customer_names_both(app: &'static TestApp) {
    let (shop, company, desk) = scene(app).await;
    act(&desk, &company).await;
    let body = json!({ "lines": [{ "sku": "BOLT", "quantity": "2" }] });
    let order = desk.post("/api/v1/orders").json(body).send().await.expect(201);
    assert_eq!(order["on_behalf"], true, "{order}");
    assert_eq!(order["company"]["code"], "ACME");
    assert_eq!(order["placed_by"]["name"], "Pat order_desk");
    let buyer = shop.buyer(&company).await;
    let path = format!("/api/v1/orders/{}", order["id"].as_str().unwrap());
    assert_eq!(buyer.get(path).send().await.expect(200)["on_behalf"], true);
}

async fn whoever_acts_manages_no_people_and_no_accounts(app: &'static TestApp) {
    let (_, company, desk) = scene(app).await;
    act(&desk, &company).await;
    for path in ["/api/v1/company/people", "/api/v1/company/roles", "/api/v1/api-tokens", "/api/v1/company"] {
        desk.get(path).send().await.problem(403, "auth.forbidden");
    }
    desk.post("/api/v1/api-tokens").json(json!({ "name": "x" })).send().await.problem(403, "auth.forbidden");
    let again = json!({ "company_id": company.id, "reason": "Once more" });
    desk.post(ACTING).json(again).send().await.problem(403, "auth.forbidden");
}

async fn acting_takes_a_reason_a_time_and_a_customer_within_reach(app: &'static TestApp) {
    let (shop, company, desk) = scene(app).await;
    for (minutes, reason) in [(4, "A good reason"), (481, "A good reason"), (60, " x "), (60, "")] {
        let start = json!({ "company_id": company.id, "minutes": minutes, "reason": reason });
        desk.post(ACTING).json(start).send().await.problem(422, "identity.bad_field");
    }
    let unknown = json!({ "company_id": uuid::Uuid::now_v7(), "reason": "A good reason" });
    desk.post(ACTING).json(unknown).send().await.problem(404, "not_found");
    let start = json!({ "company_id": company.id, "reason": "A good reason" });
    shop.user("warehouse").await.post(ACTING).json(start.clone()).send().await.problem(403, "auth.forbidden");
    shop.buyer(&company).await.post(ACTING).json(start.clone()).send().await.problem(403, "auth.forbidden");
    let other = shop.company("OTHER").await;
    let narrow = shop.scoped_user("order_desk", json!({ "companies": [other.id] })).await;
    narrow.post(ACTING).json(start).send().await.problem(404, "not_found");
}

async fn signing_out_ends_acting(app: &'static TestApp) {
    let (shop, company, desk) = scene(app).await;
    act(&desk, &company).await;
    desk.delete("/api/v1/session").send().await.expect(204);
    let admin = shop.member("company_admin", &company).await;
    let log = admin.get("/api/v1/company/acting-log").send().await.expect(200);
    assert_ne!(log["items"][0]["ended_at"], Value::Null, "{log}");
}

async fn whoever_acts_for_a_customer_reaches_no_further_than_before(app: &'static TestApp) {
    let (shop, company, _) = scene(app).await;
    let part = shop.company_with(json!({ "code": "PART", "parent_id": company.id })).await;
    let territory = async |code: &str, placed: &Company| {
        let area = json!({ "code": code, "name": code });
        let area = shop.admin().post("/api/v1/admin/territories").json(area).send().await.expect(201)["id"].clone();
        let path = format!("/api/v1/admin/territories/{}/placements", area.as_str().unwrap());
        shop.admin().post(path).json(json!({ "company_id": placed.id })).send().await.expect(201);
        area
    };
    let (north, _) = (territory("N", &company).await, territory("S", &part).await);
    let entity = json!({ "code": "other", "name": "Other", "country": "GB", "currency": "GBP", "time_zone": "UTC" });
    let entity = shop.admin().post("/api/v1/admin/legal-entities").json(entity).send().await.expect(201)["id"].clone();
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    for buyer in [shop.buyer(&company).await, shop.buyer(&part).await] {
        buyer.post("/api/v1/orders").json(order.clone()).send().await.expect(201);
    }
    let seen = async |scopes: Value| {
        let desk = shop.scoped_user("order_desk", scopes).await;
        act(&desk, &company).await;
        let orders = desk.get("/api/v1/orders").send().await.expect(200);
        let of = |order: &Value| order["company"]["code"].as_str().unwrap().to_owned();
        let mut codes: Vec<_> = orders["items"].as_array().unwrap().iter().map(of).collect();
        codes.sort();
        codes
    };
    assert_eq!(seen(json!({})).await, ["ACME", "PART"], "control: whoever sees the whole tenant");
    assert_eq!(seen(json!({ "territories": [north] })).await, ["ACME"]);
    assert_eq!(seen(json!({ "legal_entities": [entity] })).await, [""; 0]);
}

const DESK: &str = "/api/v1/admin/acting";

async fn whoever_manages_people_sees_who_acts_and_ends_it(app: &'static TestApp) {
    let (shop, company, desk) = scene(app).await;
    assert_eq!(shop.admin().get(DESK).send().await.expect(200)["items"], json!([]));
    act(&desk, &company).await;
    let list = shop.admin().get(DESK).send().await.expect(200);
    assert_eq!(list["items"][0]["name"], "Pat order_desk", "{list}");
    assert_eq!(list["items"][0]["company"]["code"], "ACME");
    let path = format!("{DESK}/{}", list["items"][0]["id"].as_str().unwrap());
    shop.user("order_desk").await.delete(path.clone()).send().await.problem(403, "auth.forbidden");

    shop.admin().delete(path.clone()).send().await.expect(204);
    assert_eq!(desk.get("/api/v1/session").send().await.expect(200)["acting"], Value::Null);
    desk.get("/api/v1/admin/orders").send().await.expect(200);
    assert_eq!(shop.admin().get(DESK).send().await.expect(200)["items"], json!([]));
    shop.admin().delete(path).send().await.problem(404, "not_found");
    let buyer = shop.member("company_admin", &company).await;
    let log = buyer.get("/api/v1/company/acting-log").send().await.expect(200);
    assert_ne!(log["items"][0]["ended_at"], Value::Null, "{log}");
    let trail = shop.admin().get("/api/v1/admin/audit?action=identity.acting_ended").send().await.expect(200);
    assert_eq!(trail["items"][0]["subject_id"], json!(company.id), "{trail}");
}

async fn who_acts_for_a_company_beyond_ones_reach_is_not_seen(app: &'static TestApp) {
    let (shop, company, desk) = scene(app).await;
    act(&desk, &company).await;
    let other = shop.company("OTHER").await;
    let narrow = shop.scoped_user("administrator", json!({ "companies": [other.id] })).await;
    assert_eq!(narrow.get(DESK).send().await.expect(200)["items"], json!([]));
    let list = shop.admin().get(DESK).send().await.expect(200);
    let path = format!("{DESK}/{}", list["items"][0]["id"].as_str().unwrap());
    narrow.delete(path).send().await.problem(404, "not_found");
    assert_ne!(desk.get("/api/v1/session").send().await.expect(200)["acting"], Value::Null);
}
