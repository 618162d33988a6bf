//! The pages of one's own account: profile, a copy of one's data, and tokens for programs.
//! What stands in a form is what is so, and what is emptied goes away.

use kontor_testkit::{PASSWORD, TestApp, both};
use serde_json::{Value, json};

use super::{page, send, shown, way};

both!(
    a_profile_keeps_the_tenants_own_fields_and_forgets_what_is_emptied,
    a_copy_of_ones_data_is_a_file,
    a_token_is_made_for_chosen_permissions_and_tells_them_in_words,
    a_sign_in_that_interrupts_a_form_leads_back_to_the_page_it_stands_on,
);

async fn a_profile_keeps_the_tenants_own_fields_and_forgets_what_is_emptied(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for (code, label, is_public) in [("desk", "Desk", true), ("grade", "Grade", false)] {
        let labels = json!({ "en": label });
        let body = json!({ "thing": "person", "code": code, "kind": "text", "labels": labels, "is_public": is_public });
        shop.admin().post("/api/v1/admin/attributes").json(body).send().await.expect(201);
    }
    let company = shop.company("ACME").await;
    let email = shop.person("buyer", Some(&company)).await;
    let buyer = shop.guest().sign_in(&email, PASSWORD).await;
    let profile = shown(&buyer, "/account").await;
    assert!(profile.contains(">Desk") && !profile.contains("Grade"), "{profile}");
    let user = buyer.get("/api/v1/me").send().await.expect(200)["id"].as_str().unwrap().to_owned();
    let given = json!({ "attributes": { "grade": "A" } });
    shop.admin().patch(format!("/api/v1/admin/people/{user}")).json(given).send().await.expect(200);

    let fields = [("name", "Nora"), ("locale", "pl"), ("attributes.desk", "3b")];
    assert_eq!(way(&send(&buyer, "/account", &fields).await), "/account");
    let me = buyer.get("/api/v1/me").send().await.expect(200);
    assert_eq!((&me["attributes"], &me["locale"]), (&json!({ "desk": "3b" }), &json!("pl")));
    assert!(shown(&buyer, "/account").await.contains("value=\"3b\""));
    let fields = [("name", "Nora"), ("locale", ""), ("attributes.desk", "")];
    assert_eq!(way(&send(&buyer, "/account", &fields).await), "/account");
    let me = buyer.get("/api/v1/me").send().await.expect(200);
    assert_eq!((&me["attributes"], &me["locale"]), (&json!({}), &Value::Null));
    // What only the shop sees was not touched.
    let person = shop.admin().get(format!("/api/v1/admin/people/{user}")).send().await.expect(200);
    assert_eq!(person["attributes"], json!({ "grade": "A" }));
}

async fn a_copy_of_ones_data_is_a_file(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    assert!(shown(&buyer, "/account").await.contains("href=\"/account/data\""));
    let file = page(&buyer, "/account/data").await;
    assert_eq!((file.status, file.header("content-type")), (200, Some("application/json")));
    let name = format!("attachment; filename=\"{}-", shop.code());
    assert!(file.header("content-disposition").unwrap().starts_with(&name));
    let api = buyer.get("/api/v1/me/data").send().await.expect(200);
    let names = |body: &Value| -> Vec<Value> {
        body["sections"].as_array().unwrap().iter().map(|section| section["name"].clone()).collect()
    };
    assert_eq!(names(&file.json()), names(&api));
}

async fn a_token_is_made_for_chosen_permissions_and_tells_them_in_words(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    // What a module brings is offered where the tenant has it.
    shop.switch("approvals", true).await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let known = buyer.get("/api/v1/session").send().await.expect(200)["permissions"].clone();
    let form = shown(&buyer, "/account/tokens").await;
    for permission in known.as_array().unwrap() {
        assert!(form.contains(&format!("value={permission}")), "{permission} is not offered");
    }
    assert!(!form.contains("identity.own_people.manage"));
    let nothing = send(&buyer, "/account/tokens", &[("name", "Stock sync"), ("days", "30")]).await;
    assert!(nothing.status == 422 && nothing.text().contains("Choose at least one thing"), "{}", nothing.text());
    let foreign = [("name", "Stock sync"), ("days", "30"), ("permissions", "identity.own_people.manage")];
    let foreign = send(&buyer, "/account/tokens", &foreign).await;
    assert!(foreign.status == 422 && foreign.text().contains("only what you may do yourself"), "{}", foreign.text());
    let fields = [("name", "Stock sync"), ("days", "30"), ("permissions", "orders.own.read")];
    let made = send(&buyer, "/account/tokens", &fields).await.text();
    let secret = made.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let program = shop.guest().with_token(&secret);
    program.get("/api/v1/orders").send().await.expect(200);
    program.post("/api/v1/carts").json(json!({})).send().await.problem(403, "auth.forbidden");
    let list = shown(&buyer, "/account/tokens").await;
    let mut rows = list.split("<tr>").filter_map(|rest| rest.split("</tr>").next());
    let row = rows.find(|row| row.contains("Stock sync")).unwrap();
    assert!(row.contains("cell-sub") && !row.contains("orders.own.read"), "{row}");
}

async fn a_sign_in_that_interrupts_a_form_leads_back_to_the_page_it_stands_on(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for (form, back) in [
        ("/company/sites", "/company"),
        ("/company/roles", "/company/roles"),
        ("/account/security/codes/removal", "/account/security"),
    ] {
        let lost = send(shop.guest(), form, &[("name", "x")]).await;
        assert_eq!(way(&lost), format!("/sign-in?return_to={back}"));
    }
}
