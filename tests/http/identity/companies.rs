//! Companies for staff: made, found, changed, archived, and one standing below another.
//! Codes are unique whatever their case.

use kontor_testkit::{TestApp, both, eventually, redacted};
use serde_json::{Value, json};

both!(
    staff_make_see_and_change_a_company,
    a_company_code_is_taken_once_whatever_its_case,
    companies_are_found_sorted_and_paged,
    a_company_needs_a_code_a_name_and_a_country,
    a_buyer_sees_orders_of_companies_below_and_not_beside,
    an_archived_company_buys_no_more,
);

const COMPANIES: &str = "/api/v1/admin/companies";

async fn staff_make_see_and_change_a_company(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.price_list("vip").await;
    let desk = shop.user("order_desk").await;
    let body = json!({
        "code": "ACME", "name": "Acme Ironmongers", "vat_id": "GB123", "email": "post@acme.example",
        "address": { "name": "Acme", "street": "1 Quay", "postal_code": "E1", "city": "London", "country": "GB" },
        "price_list_code": "VIP", "external_id": "4711",
    });
    let made = desk.post(COMPANIES).json(body).send().await.expect(201);
    insta::assert_json_snapshot!("a_new_company", redacted(made.clone()));
    let path = format!("{COMPANIES}/{}", made["id"].as_str().unwrap());
    assert_eq!(desk.get(&path).send().await.expect(200), {
        let mut seen = made.clone();
        seen["price_list_code"] = json!("vip");
        seen
    });
    let change = json!({ "name": "Acme & Sons", "vat_id": "GB124" });
    let changed = desk.patch(&path).json(change).send().await.expect(200);
    assert_eq!(
        (&changed["name"], &changed["vat_id"], &changed["code"]),
        (&json!("Acme & Sons"), &json!("GB124"), &json!("ACME"))
    );
    assert_eq!(changed["email"], "post@acme.example");
}

async fn a_company_code_is_taken_once_whatever_its_case(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.company("Acme").await;
    let twin = json!({ "code": " aCME", "name": "Another", "country": "GB" });
    shop.admin().post(COMPANIES).json(twin).send().await.problem(422, "identity.company_code_taken");
    let elsewhere = app.tenant().build().await;
    elsewhere.company("Acme").await;
}

async fn companies_are_found_sorted_and_paged(app: &'static TestApp) {
    let shop = app.tenant().languages(["pl"]).build().await;
    for (code, name) in [("C1", "Łódź Tools"), ("C2", "Zet"), ("C3", "alfa"), ("C4", "Łomża")] {
        shop.company_with(json!({ "code": code, "name": name })).await;
    }
    let codes = |list: Value| -> Vec<String> {
        list["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
    };
    let get = async |query: &str| shop.admin().get(format!("{COMPANIES}?{query}")).send().await.expect(200);
    assert_eq!(codes(get("").await), ["C3", "C1", "C4", "C2"]);
    assert_eq!(codes(get("sort=-code").await), ["C4", "C3", "C2", "C1"]);
    assert_eq!(codes(get("q=lodz").await), ["C1"]);
    assert_eq!(codes(get("q=c4").await), ["C4"]);
    assert_eq!(codes(get("q=%25").await), [""; 0]);

    let first = get("sort=code&limit=3").await;
    assert_eq!(codes(first.clone()), ["C1", "C2", "C3"]);
    let rest = get(&format!("sort=code&limit=3&cursor={}", first["next_cursor"].as_str().unwrap())).await;
    assert_eq!(rest["next_cursor"], Value::Null);
    assert_eq!(codes(rest), ["C4"]);
    let second = get("sort=code&limit=3&page=2").await;
    assert_eq!(second["total"], 4);
    assert_eq!(codes(second), ["C4"]);
}

async fn a_company_needs_a_code_a_name_and_a_country(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let good = json!({ "code": "A", "name": "A", "country": "GB" });
    for (field, value) in [("code", ""), ("code", "  "), ("name", ""), ("country", "Britain"), ("country", "1B")] {
        let mut body = good.clone();
        body[field] = json!(value);
        let problem = shop.admin().post(COMPANIES).json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"), "{problem}");
    }
    let orphan = json!({ "code": "A", "name": "A", "country": "GB", "parent_id": uuid::Uuid::now_v7() });
    shop.admin().post(COMPANIES).json(orphan).send().await.problem(422, "identity.no_such_parent");
    let list = json!({ "code": "A", "name": "A", "country": "GB", "price_list_code": "none" });
    shop.admin().post(COMPANIES).json(list).send().await.problem(422, "catalog.unknown_price_list");
    assert_eq!(shop.admin().get(COMPANIES).send().await.expect(200)["items"], json!([]));
}

async fn a_buyer_sees_orders_of_companies_below_and_not_beside(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("A").price("1.00").build().await;
    let group = shop.company("GROUP").await;
    let branch = shop.company_with(json!({ "code": "BRANCH", "parent_id": group.id })).await;
    let beside = shop.company("BESIDE").await;
    let order = json!({ "lines": [{ "sku": "A", "quantity": "1" }] });
    let mut placed = Vec::new();
    for company in [&group, &branch, &beside] {
        let buyer = shop.buyer(company).await;
        placed.push(buyer.post("/api/v1/orders").json(order.clone()).send().await.expect(201));
    }
    let (head, clerk) = (shop.member("viewer", &group).await, shop.member("viewer", &branch).await);
    assert_eq!(head.get("/api/v1/orders?page=1").send().await.expect(200)["total"], 2);
    assert_eq!(clerk.get("/api/v1/orders?page=1").send().await.expect(200)["total"], 1);
    let path = |order: &Value| format!("/api/v1/orders/{}", order["id"].as_str().unwrap());
    head.get(path(&placed[1])).send().await.expect(200);
    clerk.get(path(&placed[0])).send().await.problem(404, "not_found");
    head.get(path(&placed[2])).send().await.problem(404, "not_found");
}

async fn an_archived_company_buys_no_more(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("A").price("1.00").build().await;
    let company = shop.company("ACME").await;
    let buyer = shop.buyer(&company).await;
    buyer.get("/api/v1/orders").send().await.expect(200);
    let path = format!("{COMPANIES}/{}", company.id);
    shop.admin().patch(&path).json(json!({ "archived": true })).send().await.expect(200);
    eventually("the buyer's session has ended", || async {
        (buyer.get("/api/v1/orders").send().await.status == 401).then_some(())
    })
    .await;
    let order = json!({ "company_code": "ACME", "lines": [{ "sku": "A", "quantity": "1" }] });
    shop.admin().post("/api/v1/admin/orders").json(order).send().await.problem(422, "orders.customer_archived");
}
