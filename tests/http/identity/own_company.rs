//! The company of a buyer: seen by its people, changed by its administrators, with divisions and sites of its own making.
//! Neighbours and the companies above stay out of sight.

use kontor_testkit::{TestApp, both};
use serde_json::{Value, json};

both!(
    people_see_their_company_and_administrators_change_it,
    what_is_the_shops_to_decide_a_buyer_cannot_send,
    an_administrator_makes_divisions_and_sites,
    a_site_of_somebody_else_cannot_be_touched,
    attributes_that_are_not_public_stay_out_of_sight_and_untouched,
    whoever_buys_for_themselves_changes_their_own_name_and_address_and_a_firms_buyer_does_not,
);

const COMPANY: &str = "/api/v1/company";

fn address() -> Value {
    json!({ "name": "Depot", "street": "2 Dock", "postal_code": "E2", "city": "London", "country": "GB" })
}

async fn people_see_their_company_and_administrators_change_it(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let anna = shop.user("order_desk").await;
    let manager = shop.membership_of(&anna).await;
    let group = shop.company_with(json!({ "code": "GROUP", "account_manager_id": manager })).await;
    let company = shop.company_with(json!({ "code": "ACME", "parent_id": group.id, "vat_id": "GB1" })).await;
    shop.company_with(json!({ "code": "RIVAL", "vat_id": "GB1" })).await;
    let (chief, clerk) = (shop.member("company_admin", &company).await, shop.member("viewer", &company).await);
    let seen = clerk.get(COMPANY).send().await.expect(200);
    assert_eq!((&seen["code"], &seen["kind"], &seen["vat_id"]), (&json!("ACME"), &json!("company"), &json!("GB1")));
    // Who looks after it is told; by which company above, and who else has its VAT id, is not.
    assert_eq!(seen["account_manager"]["is_inherited"], json!(true));
    assert_eq!(seen["account_manager"]["inherited_from"], Value::Null);
    assert_eq!((&seen["path"], &seen["warnings"]), (&json!([]), &json!([])));
    assert!(!seen.to_string().contains("GROUP") && !seen.to_string().contains("RIVAL"), "{seen}");

    let change = json!({ "name": "Acme & Sons", "email": "post@acme.example", "address": address() });
    clerk.patch(COMPANY).json(change.clone()).send().await.problem(403, "auth.forbidden");
    let changed = chief.patch(COMPANY).json(change).send().await.expect(200);
    assert_eq!((&changed["name"], &changed["address"]["city"]), (&json!("Acme & Sons"), &json!("London")));
    assert_eq!(chief.patch(COMPANY).json(json!({ "email": null })).send().await.expect(200)["email"], Value::Null);
    assert_eq!(clerk.get(COMPANY).send().await.expect(200)["name"], "Acme & Sons");
    shop.admin().get(COMPANY).send().await.problem(403, "auth.forbidden");
    let log = clerk.get(format!("{COMPANY}/acting-log")).send().await.expect(200);
    assert_eq!(log["items"], json!([]));
}

async fn what_is_the_shops_to_decide_a_buyer_cannot_send(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let chief = shop.member("company_admin", &company).await;
    for field in ["code", "kind", "vat_id", "country", "parent_id", "account_manager_id", "price_list_code", "archived"]
    {
        chief.patch(COMPANY).json(json!({ field: "x" })).send().await.problem(422, "request.invalid_field");
    }
}

async fn an_administrator_makes_divisions_and_sites(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let list = shop.price_list("vip").await;
    shop.product("BOLT").price("10.00").build().await;
    shop.set_price(&list, "BOLT", "1", "7.00").await;
    let company = shop.company_with(json!({ "code": "ACME", "price_list_code": "vip" })).await;
    let chief = shop.member("company_admin", &company).await;
    let body = json!({ "name": "North", "kind": "division", "address": address() });
    let division = chief.post(format!("{COMPANY}/sites")).json(body.clone()).key("one").send().await;
    let again = chief.post(format!("{COMPANY}/sites")).json(body).key("one").send().await;
    assert!(again.is_replay());
    assert_eq!(division.expect(201), again.expect(201));
    let division = division.json();
    assert_eq!((&division["code"], &division["depth"]), (&json!("ACME-1"), &json!(1)));
    let site = json!({ "name": "Depot", "kind": "site", "address": address(), "parent_id": division["id"] });
    let site = chief.post(format!("{COMPANY}/sites")).json(site).send().await.expect(201);
    assert_eq!((&site["code"], &site["parent_id"]), (&json!("ACME-2"), &division["id"]));
    for kind in ["company", "consumer"] {
        let body = json!({ "name": "x", "kind": kind, "address": address() });
        chief.post(format!("{COMPANY}/sites")).json(body).send().await.problem(422, "identity.bad_field");
    }
    // What was made is seen with the very next request, and buys at the company's prices.
    let tree = chief.get(format!("{COMPANY}/tree")).send().await.expect(200);
    assert_eq!(tree["items"].as_array().unwrap().len(), 3);
    let depot = kontor_testkit::Company { id: site["id"].as_str().unwrap().to_owned(), code: "ACME-2".to_owned() };
    let buyer = shop.buyer(&depot).await;
    let seen = buyer.get("/api/v1/products/BOLT").send().await.expect(200);
    assert_eq!(seen["price"]["unit_price"], "7.00");

    let path = format!("{COMPANY}/sites/{}", depot.id);
    let renamed = chief.patch(&path).json(json!({ "name": "Old depot" })).send().await.expect(200);
    assert_eq!(renamed["name"], "Old depot");
    chief.patch(&path).json(json!({ "archived": true })).send().await.expect(200);
    buyer.get("/api/v1/orders").send().await.problem(401, "auth.invalid");
}

async fn a_site_of_somebody_else_cannot_be_touched(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let own = shop.company_with(json!({ "code": "OWN", "parent_id": group.id })).await;
    let below = shop.company_with(json!({ "code": "FIRM", "parent_id": own.id })).await;
    let beside = shop.company_with(json!({ "code": "SITE", "kind": "site", "parent_id": group.id })).await;
    let chief = shop.member("company_admin", &own).await;
    // Neither a neighbour's, nor the company above, nor one's own company, nor a firm below it.
    for id in [&beside.id, &group.id, &own.id, &below.id, &uuid::Uuid::now_v7().to_string()] {
        let path = format!("{COMPANY}/sites/{id}");
        chief.patch(path).json(json!({ "name": "mine" })).send().await.problem(404, "not_found");
    }
    for parent in [&beside.id, &group.id] {
        let site = json!({ "name": "x", "kind": "site", "address": address(), "parent_id": parent });
        chief.post(format!("{COMPANY}/sites")).json(site).send().await.problem(422, "identity.no_such_parent");
    }
}

async fn attributes_that_are_not_public_stay_out_of_sight_and_untouched(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for (code, is_public) in [("seats", true), ("rating", false)] {
        let body = json!({ "thing": "company", "code": code, "labels": { "en": code }, "kind": "text",
            "is_public": is_public });
        shop.admin().post("/api/v1/admin/attributes").json(body).send().await.expect(201);
    }
    let attributes = json!({ "seats": "12", "rating": "C" });
    let company = shop.company_with(json!({ "code": "ACME", "attributes": attributes })).await;
    let chief = shop.member("company_admin", &company).await;
    assert_eq!(chief.get(COMPANY).send().await.expect(200)["attributes"], json!({ "seats": "12" }));
    let change = json!({ "attributes": { "seats": "14" } });
    let changed = chief.patch(COMPANY).json(change).send().await.expect(200);
    assert_eq!(changed["attributes"], json!({ "seats": "14" }));
    let change = json!({ "attributes": { "rating": "A" } });
    assert!(chief.patch(COMPANY).json(change).send().await.status >= 400);
    let seen = shop.admin().get(format!("/api/v1/admin/companies/{}", company.id)).send().await.expect(200);
    assert_eq!(seen["attributes"], json!({ "seats": "14", "rating": "C" }));
}

async fn whoever_buys_for_themselves_changes_their_own_name_and_address_and_a_firms_buyer_does_not(
    app: &'static TestApp,
) {
    let shop = app.tenant().build().await;
    let firm = shop.company("FIRM").await;
    let home = shop.company_with(json!({ "code": "HOME", "kind": "consumer" })).await;
    let email = shop.person("buyer", Some(&home)).await;
    shop.membership(&email, "buyer", Some(&firm)).await;
    let carl = shop.guest().sign_in(&email, kontor_testkit::PASSWORD).await;
    let change = json!({ "name": "Carl Customer", "address": address() });
    let changed = carl.patch(COMPANY).json(change.clone()).send().await.expect(200);
    assert_eq!((&changed["name"], &changed["address"]["street"]), (&json!("Carl Customer"), &json!("2 Dock")));
    let site = json!({ "name": "Depot", "kind": "site", "address": address() });
    let refused = carl.post(format!("{COMPANY}/sites")).json(site).send().await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    // Of the same person in the same role, a firm takes nothing.
    let session = carl.get("/api/v1/session").send().await.expect(200);
    let personas = session["personas"].as_array().unwrap();
    let other = personas.iter().find(|persona| persona["company"]["code"] == "FIRM").unwrap();
    let body = json!({ "membership_id": other["membership_id"] });
    let reply = carl.put("/api/v1/session/persona").json(body).send().await;
    let buyer = carl.with_session(&reply);
    buyer.patch(COMPANY).json(change.clone()).send().await.problem(403, "auth.forbidden");
    assert_eq!(buyer.get(COMPANY).send().await.expect(200)["name"], "Company FIRM");
    shop.buyer(&firm).await.patch(COMPANY).json(change).send().await.problem(403, "auth.forbidden");
    let why = |membership: &Value| {
        let id = membership["membership_id"].as_str().unwrap().to_owned();
        format!("/api/v1/admin/access/explanation?membership_id={id}&permission=identity.own_company.manage")
    };
    let own = personas.iter().find(|persona| persona["company"]["code"] == "HOME").unwrap();
    let told = shop.admin().get(why(own)).send().await.expect(200);
    assert_eq!(told["allowed"], true, "{told}");
    assert!(told["sentences"].to_string().contains("buys for themselves"), "{told}");
    assert_eq!(shop.admin().get(why(other)).send().await.expect(200)["allowed"], false);
}
