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
    what_may_be_left_out_is_cleared_by_null,
    a_vat_id_is_kept_in_one_way_and_its_check_digit_looked_at,
    a_vat_id_that_two_customers_have_is_pointed_out,
    custom_attributes_are_checked_against_the_tenants_schema,
    a_firm_and_its_reader_of_another_tenant_never_meet,
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
        seen["price_list"]["code"] = json!("vip");
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

async fn what_may_be_left_out_is_cleared_by_null(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.price_list("vip").await;
    let manager = shop.membership_of(&shop.user("order_desk").await).await;
    let group = shop.company("GROUP").await;
    let full = json!({ "code": "ACME", "vat_id": "GB123", "email": "post@acme.example", "external_id": "4711",
        "price_list_code": "vip", "parent_id": group.id, "account_manager_id": manager });
    let company = shop.company_with(full).await;
    let path = format!("{COMPANIES}/{}", company.id);
    let untouched = shop.admin().patch(&path).json(json!({ "name": "Acme" })).send().await.expect(200);
    for field in ["vat_id", "email", "external_id", "price_list_code", "parent_id", "account_manager"] {
        assert_ne!(untouched[field], Value::Null, "{field} stays when it is left out");
    }
    for field in ["vat_id", "email", "external_id", "price_list_code", "parent_id", "account_manager_id"] {
        shop.admin().patch(&path).json(json!({ field: null })).send().await.expect(200);
    }
    let bare = shop.admin().get(&path).send().await.expect(200);
    for field in ["vat_id", "email", "external_id", "price_list_code", "price_list", "parent_id", "account_manager"] {
        assert_eq!(bare[field], Value::Null, "{field}");
    }
    assert_eq!((&bare["name"], &bare["path"]), (&json!("Acme"), &json!([])));
    let wrong = shop.admin().patch(&path).json(json!({ "name": null, "country": "XYZ" })).send().await;
    assert_eq!(wrong.problem(422, "identity.bad_field")["errors"][0]["pointer"], "/country");
}

async fn a_vat_id_is_kept_in_one_way_and_its_check_digit_looked_at(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let make = async |code: &str, vat_id: &str, country: &str| {
        let body = json!({ "code": code, "name": code, "country": country, "vat_id": vat_id });
        shop.admin().post(COMPANIES).json(body).send().await
    };
    for (code, written, country, kept) in [
        ("PL", "526-104-08-28", "PL", "PL5261040828"),
        ("IT", "it 00743110157", "IT", "IT00743110157"),
        ("DE", "136695976", "DE", "DE136695976"),
        ("GB", "gb 123 456", "GB", "GB123456"),
    ] {
        assert_eq!(make(code, written, country).await.expect(201)["vat_id"], kept);
    }
    for (wrong, country) in [("PL5261040827", "PL"), ("00743110158", "IT"), ("DE1", "DE"), ("--", "GB")] {
        let problem = make("X", wrong, country).await.problem(422, "identity.bad_vat_id");
        assert_eq!(problem["errors"][0]["pointer"], "/vat_id", "{wrong}");
    }
    // What an import brings is kept, and shown with a warning.
    let file = "code,name,country,vat_id\nOLD,Old,PL,526-104-08-27\n";
    let upload = shop.admin().post("/api/v1/admin/imports?kind=customers").body("text/csv", file);
    upload.send().await.expect(202);
    let old = eventually("the customer has come in", || async {
        let list = shop.admin().get(format!("{COMPANIES}?q=OLD")).send().await.expect(200);
        list["items"].as_array().unwrap().first().cloned()
    })
    .await;
    assert_eq!((&old["vat_id"], &old["warnings"][0]["code"]), (&json!("PL5261040827"), &json!("vat_id_invalid")));
    let path = format!("{COMPANIES}/{}", old["id"].as_str().unwrap());
    shop.admin().patch(path).json(json!({ "name": "Older", "vat_id": "PL5261040827" })).send().await.expect(200);
}

async fn a_vat_id_that_two_customers_have_is_pointed_out(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let warnings = async |code: &str| {
        let list = shop.admin().get(format!("{COMPANIES}?q={code}")).send().await.expect(200);
        list["items"][0]["warnings"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect::<Vec<_>>()
    };
    let firm = shop.company_with(json!({ "code": "FIRM", "vat_id": "GB1" })).await;
    shop.company_with(json!({ "code": "SITE", "kind": "site", "vat_id": "GB1", "parent_id": firm.id })).await;
    assert_eq!(warnings("FIRM").await, [json!(null); 0], "a firm shares its id with its own sites by right");
    let twin = shop.company_with(json!({ "code": "TWIN", "vat_id": "gb 1" })).await;
    assert_eq!(warnings("FIRM").await, ["vat_id_shared"]);
    assert_eq!(warnings("TWIN").await, ["vat_id_shared"]);
    let path = format!("{COMPANIES}/{}", twin.id);
    shop.admin().patch(path).json(json!({ "archived": true })).send().await.expect(200);
    assert_eq!(warnings("FIRM").await, [json!(null); 0]);
    let elsewhere = app.tenant().build().await;
    elsewhere.company_with(json!({ "code": "FAR", "vat_id": "GB1" })).await;
    assert_eq!(warnings("FIRM").await, [json!(null); 0], "what another tenant's customers have is nobody's business");
}

async fn custom_attributes_are_checked_against_the_tenants_schema(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let define = |code: &str, more: Value| {
        let mut body = json!({ "thing": "company", "code": code, "labels": { "en": code }, "kind": "text" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        shop.admin().post("/api/v1/admin/attributes").json(body).send()
    };
    define("segment", json!({ "is_required": true })).await.expect(201);
    define("size", json!({ "kind": "number" })).await.expect(201);
    let body = |attributes: Value| json!({ "code": "ACME", "name": "Acme", "country": "GB", "attributes": attributes });
    for (wrong, pointer) in [
        (json!({}), "/attributes/segment"),
        (json!({ "segment": "a", "size": "many" }), "/attributes/size"),
        (json!({ "segment": "a", "colour": "red" }), "/attributes/colour"),
    ] {
        let reply = shop.admin().post(COMPANIES).json(body(wrong)).send().await;
        assert_eq!(reply.expect(422)["errors"][0]["pointer"], pointer);
    }
    let made =
        shop.admin().post(COMPANIES).json(body(json!({ "segment": "a", "size": "12" }))).send().await.expect(201);
    let path = format!("{COMPANIES}/{}", made["id"].as_str().unwrap());
    let change = json!({ "attributes": { "size": null } });
    let changed = shop.admin().patch(&path).json(change).send().await.expect(200);
    assert_eq!(changed["attributes"], json!({ "segment": "a" }));
    shop.admin().patch(&path).json(json!({ "attributes": { "segment": null } })).send().await.expect(422);
    // What the tenant asks of its customers, it does not ask of their sites.
    let site = json!({ "code": "SITE", "name": "Site", "country": "GB", "kind": "site", "parent_id": made["id"] });
    assert_eq!(shop.admin().post(COMPANIES).json(site).send().await.expect(201)["attributes"], json!({}));
}

async fn a_firm_and_its_reader_of_another_tenant_never_meet(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let theirs = elsewhere.company("THEIRS").await;
    for path in ["", "/tree", "/territory"] {
        shop.admin().get(format!("{COMPANIES}/{}{path}", theirs.id)).send().await.problem(404, "not_found");
    }
    let own = shop.company("OWN").await;
    let below = json!({ "parent_id": theirs.id });
    let path = format!("{COMPANIES}/{}", own.id);
    shop.admin().patch(&path).json(below).send().await.problem(422, "identity.no_such_parent");
    let manager = elsewhere.membership_of(elsewhere.admin()).await;
    let given = json!({ "account_manager_id": manager });
    shop.admin().patch(&path).json(given).send().await.problem(422, "identity.no_such_account_manager");
    let given = json!({ "company_ids": [own.id, theirs.id], "membership_id": null });
    shop.admin().post(format!("{COMPANIES}/account-manager")).json(given).send().await.problem(404, "not_found");
}
