//! Registering: the form as the tenant designs it, the same answer for every address, and the decision.
//! An account that exists is never given a password by registering.

use futures_util::future::join_all;
use kontor_testkit::{Client, PASSWORD, Shop, TestApp, both, redacted};
use serde_json::{Value, json};

use super::{address, person, role_id, secret_of, text};

both!(
    nobody_registers_where_the_tenant_does_not_let_them,
    a_company_registers_confirms_and_is_let_in_by_staff,
    a_registration_joins_an_existing_company_when_staff_say_so,
    whatever_is_known_of_an_address_the_answer_is_the_same,
    registering_over_a_single_sign_on_account,
    a_consumer_is_let_in_at_once_where_the_form_says_so,
    the_form_asks_for_the_tenants_own_attributes,
    the_form_names_attributes_permissions_and_roles_that_exist,
    of_two_clerks_who_decide_at_once_one_wins,
    a_registration_is_rejected_with_a_reason_that_is_mailed,
    permissions_that_were_asked_for_are_granted_through_a_role_of_the_companys_own,
    a_clerk_who_does_not_manage_people_gives_the_forms_role_only,
    a_registration_says_what_is_wrong_field_by_field,
    a_confirmation_is_good_once_and_for_two_days,
    a_password_is_chosen_by_whoever_reads_the_mail,
    somebody_elses_registration_of_an_address_takes_nothing_from_its_owner,
);

const FORM: &str = "/api/v1/admin/registration-form";
const REGISTRATIONS: &str = "/api/v1/admin/registrations";
const NEW_PASSWORD: &str = "a long new password";

fn form() -> Value {
    json!({ "is_open": true, "kinds": ["company", "consumer"], "fields": [], "requestable_permissions": [],
        "approval": "by_staff", "default_role": "company_admin" })
}

async fn open(shop: &Shop, changes: Value) {
    let mut form = form();
    for (field, value) in changes.as_object().unwrap() {
        form[field] = value.clone();
    }
    shop.admin().put(FORM).json(form).send().await.expect(200);
}

fn registration(email: &str) -> Value {
    let address = json!({ "name": "", "street": "1 Quay", "postal_code": "E1", "city": "London", "country": "GB" });
    json!({ "kind": "company", "person": { "name": "Rita Register", "email": email },
        "company": { "name": "Rita & Sons", "vat_id": "GB 999 9999 73", "country": "GB", "address": address },
        "note": "We buy screws." })
}

async fn register(shop: &Shop, body: Value) {
    shop.guest().post("/api/v1/registrations").json(body).send().await.expect(202);
}

/// Registers and answers the mail: the registration's id.
async fn confirmed(app: &TestApp, shop: &Shop, body: Value) -> String {
    let email = text(&body["person"]["email"]);
    register(shop, body).await;
    confirm(app, shop, &email, 1).await;
    let list = shop.admin().get(format!("{REGISTRATIONS}?limit=200")).send().await.expect(200);
    let found = list["items"].as_array().unwrap().iter().find(|item| item["email"] == email);
    text(&found.unwrap_or_else(|| panic!("no registration of {email}: {list}"))["id"])
}

async fn confirm(app: &TestApp, shop: &Shop, email: &str, nth: usize) -> Value {
    let secret = secret_of(app, email, nth, "/registration/").await;
    answer(shop, &secret).await.expect(200)
}

/// Answers the mail as its reader does: they choose a password where they are asked for one.
async fn answer(shop: &Shop, secret: &str) -> kontor_testkit::Reply {
    let path = format!("/api/v1/registration-confirmations/{secret}");
    let seen = shop.guest().get(&path).send().await;
    let is_asked = seen.status == 200 && seen.json()["needs_password"] == true;
    let body = if is_asked { json!({ "password": NEW_PASSWORD }) } else { json!({}) };
    shop.guest().put(path).json(body).send().await
}

async fn approve(client: &Client, id: &str, body: Value) -> kontor_testkit::Reply {
    client.post(format!("{REGISTRATIONS}/{id}/approve")).json(body).send().await
}

async fn nobody_registers_where_the_tenant_does_not_let_them(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let seen = shop.guest().get("/api/v1/registration-form").send().await.expect(200);
    assert_eq!(seen["is_open"], false);
    let body = registration(&address(&shop, "rita"));
    let refused = shop.guest().post("/api/v1/registrations").json(body.clone()).send().await;
    refused.problem(403, "identity.registration_closed");
    open(&shop, json!({ "kinds": ["consumer"] })).await;
    let refused = shop.guest().post("/api/v1/registrations").json(body).send().await;
    refused.problem(403, "identity.registration_closed");
}

async fn a_company_registers_confirms_and_is_let_in_by_staff(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({})).await;
    let email = address(&shop, "rita");
    let clerk = shop.person("order_desk", None).await;
    let id = confirmed(app, &shop, registration(&email)).await;
    let told = app.mail().nth_mail(&clerk, 1).await;
    assert!(told.text().contains("Rita & Sons") && told.text().contains(&id), "{}", told.text());
    let desk = shop.guest().sign_in(&clerk, PASSWORD).await;
    let seen = desk.get(format!("{REGISTRATIONS}/{id}")).send().await.expect(200);
    insta::assert_json_snapshot!("a_registration_that_waits", redacted(seen));
    let body = json!({ "email": email, "password": NEW_PASSWORD });
    shop.guest().post("/api/v1/session").json(body).send().await.problem(401, "identity.wrong_credentials");
    let approved = approve(&desk, &id, json!({ "company_code": "RITA" })).await.expect(200);
    assert_eq!((&approved["state"], &approved["joined"]["code"]), (&json!("approved"), &json!("RITA")));
    let welcome = app.mail().nth_mail(&email, 3).await;
    assert!(welcome.text().contains("/sign-in"), "{}", welcome.text());
    let session = shop.guest().sign_in(&email, NEW_PASSWORD).await.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["persona"]["role"]["code"], "company_admin");
    approve(&desk, &id, json!({})).await.problem(409, "identity.registration_decided");
    let trail = shop.admin().get(format!("/api/v1/admin/audit?q={email}")).send().await.expect(200);
    let actions: Vec<_> = trail["items"].as_array().unwrap().iter().map(|entry| text(&entry["action"])).collect();
    assert!(actions.contains(&"identity.registration_approved".to_owned()), "{actions:?}");
}

async fn a_registration_joins_an_existing_company_when_staff_say_so(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({})).await;
    let known = shop.company_with(json!({ "code": "KNOWN", "vat_id": "GB999999973" })).await;
    shop.company("OTHER").await;
    let id = confirmed(app, &shop, registration(&address(&shop, "rita"))).await;
    let seen = shop.admin().get(format!("{REGISTRATIONS}/{id}")).send().await.expect(200);
    assert_eq!(seen["suggestions"].as_array().unwrap().len(), 1, "{seen}");
    assert_eq!(seen["suggestions"][0]["company"]["code"], "KNOWN");
    let unknown = json!({ "company_id": uuid::Uuid::now_v7() });
    approve(shop.admin(), &id, unknown).await.problem(422, "identity.no_such_company");
    let approved = approve(shop.admin(), &id, json!({ "company_id": known.id })).await.expect(200);
    assert_eq!(approved["joined"]["code"], "KNOWN");
    let companies = shop.admin().get("/api/v1/admin/companies?page=1").send().await.expect(200);
    assert_eq!(companies["total"], 2);
}

async fn whatever_is_known_of_an_address_the_answer_is_the_same(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    open(&shop, json!({})).await;
    let here = shop.person("buyer", Some(&shop.company("ACME").await)).await;
    let there = elsewhere.person("order_desk", None).await;
    let nowhere = address(&shop, "nobody");
    let mut replies = Vec::new();
    for email in [&here, &there, &nowhere] {
        let reply = shop.guest().post("/api/v1/registrations").json(registration(email)).send().await;
        replies.push((reply.status, reply.text(), reply.header("content-type").map(str::to_owned)));
    }
    assert!(replies.iter().all(|reply| *reply == replies[0]), "{replies:?}");
    assert_eq!(replies[0].0, 202);
    let mail = app.mail().nth_mail(&here, 1).await;
    assert!(mail.subject().contains("already") && !mail.text().contains("/registration/"), "{}", mail.text());
    assert!(app.mail().nth_mail(&there, 1).await.path_with("/registration/").len() > 20);
    assert!(app.mail().nth_mail(&nowhere, 1).await.path_with("/registration/").len() > 20);
    // Staff learn nothing of other tenants either.
    confirm(app, &shop, &there, 1).await;
    let list = shop.admin().get(REGISTRATIONS).send().await.expect(200);
    assert_eq!(list["items"][0]["user_id"], Value::Null);
}

async fn registering_over_a_single_sign_on_account(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    open(&shop, json!({})).await;
    let email = elsewhere.person("order_desk", None).await;
    let mut raw = app.raw().await;
    raw.execute(&format!("UPDATE identity_users SET password_hash = '' WHERE email_key = '{email}'")).await.unwrap();
    let id = confirmed(app, &shop, registration(&email)).await;
    approve(shop.admin(), &id, json!({})).await.expect(200);
    let hashes = raw.texts(&format!("SELECT password_hash FROM identity_users WHERE email_key = '{email}'")).await;
    assert_eq!(hashes, [""], "an account that exists got a password");
    for host in [&shop, &elsewhere] {
        let body = json!({ "email": email, "password": NEW_PASSWORD });
        host.guest().post("/api/v1/session").json(body).send().await.problem(401, "identity.wrong_credentials");
    }
    // They are a member all the same, under the name that they have.
    assert_eq!(person(&shop, &email).await["name"], "Pat order_desk");
}

async fn a_consumer_is_let_in_at_once_where_the_form_says_so(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({ "approval": "automatic" })).await;
    let email = address(&shop, "carl");
    let mut body = registration(&email);
    body["kind"] = json!("consumer");
    body["company"] = json!({ "country": "GB" });
    register(&shop, body).await;
    let state = confirm(app, &shop, &email, 1).await;
    assert_eq!(state["state"], "approved");
    let session = shop.guest().sign_in(&email, NEW_PASSWORD).await.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["persona"]["role"]["code"], "buyer");
    assert_eq!(session["persona"]["company"]["name"], "Rita Register");
    let companies = shop.admin().get("/api/v1/admin/companies?kind=consumer").send().await.expect(200);
    assert_eq!(companies["items"].as_array().unwrap().len(), 1);
    // Nobody joins an existing company by themselves, whatever VAT id they name.
    shop.company_with(json!({ "code": "KNOWN", "vat_id": "GB999999973" })).await;
    let email = address(&shop, "thief");
    register(&shop, registration(&email)).await;
    confirm(app, &shop, &email, 1).await;
    let session = shop.guest().sign_in(&email, NEW_PASSWORD).await.get("/api/v1/session").send().await.expect(200);
    assert_ne!(session["persona"]["company"]["code"], "KNOWN");
}

async fn the_form_asks_for_the_tenants_own_attributes(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for (thing, code) in [("company", "branch"), ("person", "desk"), ("company", "unasked")] {
        let body = json!({ "thing": thing, "code": code, "kind": "text", "labels": { "en": code }, "is_public": true });
        shop.admin().post("/api/v1/admin/attributes").json(body).send().await.expect(201);
    }
    let fields =
        json!([{ "thing": "company", "code": "branch", "is_required": true }, { "thing": "person", "code": "desk" }]);
    open(&shop, json!({ "fields": fields })).await;
    let seen = shop.guest().get("/api/v1/registration-form").send().await.expect(200);
    insta::assert_json_snapshot!("a_registration_form", seen);
    let email = address(&shop, "rita");
    let mut body = registration(&email);
    let refused = shop.guest().post("/api/v1/registrations").json(body.clone()).send().await.expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/company/attributes/branch");
    body["company"]["attributes"] = json!({ "branch": "Joinery", "unasked": "x" });
    let refused = shop.guest().post("/api/v1/registrations").json(body.clone()).send().await.expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/company/attributes/unasked");
    body["company"]["attributes"] = json!({ "branch": "Joinery" });
    body["person"]["attributes"] = json!({ "desk": "3b" });
    let id = confirmed(app, &shop, body).await;
    let approved = approve(shop.admin(), &id, json!({ "company_code": "RITA" })).await.expect(200);
    let company = format!("/api/v1/admin/companies/{}", text(&approved["joined"]["id"]));
    assert_eq!(shop.admin().get(company).send().await.expect(200)["attributes"], json!({ "branch": "Joinery" }));
    assert_eq!(person(&shop, &email).await["attributes"], json!({ "desk": "3b" }));
}

async fn the_form_names_attributes_permissions_and_roles_that_exist(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let hidden = json!({ "thing": "company", "code": "grade", "kind": "text", "labels": { "en": "Grade" } });
    shop.admin().post("/api/v1/admin/attributes").json(hidden).send().await.expect(201);
    let refused = [
        (json!({ "fields": [{ "thing": "company", "code": "nothing" }] }), "/fields/0/code"),
        (json!({ "fields": [{ "thing": "company", "code": "grade" }] }), "/fields/0/code"),
        (json!({ "requestable_permissions": ["identity.people.manage"] }), "/requestable_permissions/0"),
        (json!({ "requestable_permissions": ["orders.nothing.at_all"] }), "/requestable_permissions/0"),
        (json!({ "default_role": "administrator" }), "/default_role"),
        (json!({ "default_role": "nobody" }), "/default_role"),
        (json!({ "kinds": [] }), "/kinds"),
    ];
    for (changes, pointer) in refused {
        let mut body = form();
        for (field, value) in changes.as_object().unwrap() {
            body[field] = value.clone();
        }
        let problem = shop.admin().put(FORM).json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    assert_eq!(shop.admin().get(FORM).send().await.expect(200)["is_open"], false);
}

async fn of_two_clerks_who_decide_at_once_one_wins(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({})).await;
    let id = confirmed(app, &shop, registration(&address(&shop, "rita"))).await;
    let clerks = join_all((0..8).map(|_| shop.user("order_desk"))).await;
    let decide = |(index, clerk): (usize, &Client)| {
        let verb = if index % 2 == 0 { "approve" } else { "reject" };
        clerk.post(format!("{REGISTRATIONS}/{id}/{verb}")).json(json!({})).send()
    };
    let replies = join_all(clerks.iter().enumerate().map(decide)).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 200) {
        reply.problem(409, "identity.registration_decided");
    }
}

async fn a_registration_is_rejected_with_a_reason_that_is_mailed(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({})).await;
    let email = address(&shop, "rita");
    let id = confirmed(app, &shop, registration(&email)).await;
    let body = json!({ "reason": "We sell to the trade only. {{mail.shop}}" });
    let rejected = shop.admin().post(format!("{REGISTRATIONS}/{id}/reject")).json(body).send().await.expect(200);
    assert_eq!(rejected["state"], "rejected");
    let mail = app.mail().nth_mail(&email, 3).await;
    assert!(mail.text().contains("We sell to the trade only. {{mail.shop}}"), "{}", mail.text());
    let attempt = json!({ "email": email, "password": NEW_PASSWORD });
    shop.guest().post("/api/v1/session").json(attempt).send().await.problem(401, "identity.wrong_credentials");
    let mut raw = app.raw().await;
    let id = raw.literal(&id);
    let kept = raw.texts(&format!("SELECT password_hash FROM identity_registrations WHERE id = {id}")).await;
    assert_eq!(kept, [""]);
}

async fn permissions_that_were_asked_for_are_granted_through_a_role_of_the_companys_own(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let asked = "identity.own_people.manage";
    open(&shop, json!({ "default_role": "buyer", "requestable_permissions": [asked] })).await;
    let email = address(&shop, "rita");
    let mut body = registration(&email);
    body["requested_permissions"] = json!(["identity.own_roles.manage"]);
    let refused = shop.guest().post("/api/v1/registrations").json(body.clone()).send().await.expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/requested_permissions/0");
    body["requested_permissions"] = json!([asked]);
    let id = confirmed(app, &shop, body).await;
    let desk = shop.user("order_desk").await;
    let more = json!({ "permissions": ["identity.own_roles.manage"] });
    approve(&desk, &id, more).await.problem(422, "identity.no_such_permission");
    approve(&desk, &id, json!({ "permissions": [asked] })).await.expect(200);
    let rita = shop.guest().sign_in(&email, NEW_PASSWORD).await;
    rita.get("/api/v1/company/people").send().await.expect(200);
    rita.get("/api/v1/company/permissions").send().await.problem(403, "auth.forbidden");
    let roles = shop.admin().get("/api/v1/admin/roles").send().await.expect(200);
    let own = roles["items"].as_array().unwrap().iter().find(|role| role["company"].is_object()).unwrap();
    assert_eq!((&own["name"], &own["company"]["name"]), (&json!("Buyer (Rita Register)"), &json!("Rita & Sons")));
}

async fn a_clerk_who_does_not_manage_people_gives_the_forms_role_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({ "default_role": "viewer" })).await;
    let id = confirmed(app, &shop, registration(&address(&shop, "rita"))).await;
    let desk = shop.user("order_desk").await;
    let boss = json!({ "role_id": role_id(shop.admin(), "company_admin").await });
    approve(&desk, &id, boss.clone()).await.problem(403, "identity.more_than_own");
    let staff = json!({ "role_id": role_id(shop.admin(), "administrator").await });
    assert!(approve(shop.admin(), &id, staff).await.status >= 400);
    let approved = approve(shop.admin(), &id, boss).await.expect(200);
    assert_eq!(approved["state"], "approved");
}

async fn a_registration_says_what_is_wrong_field_by_field(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({})).await;
    let good = registration(&address(&shop, "rita"));
    let refused = [
        ("/person/name", json!("")),
        ("/person/email", json!("nobody")),
        ("/company/name", json!("")),
        ("/company/country", json!("Britain")),
        ("/company/vat_id", json!("PL123")),
        ("/note", json!("x".repeat(2_001))),
    ];
    for (pointer, value) in refused {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        let problem = shop.guest().post("/api/v1/registrations").json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    assert_eq!(
        shop.admin().get(format!("{REGISTRATIONS}?state=unconfirmed")).send().await.expect(200)["items"],
        json!([])
    );
}

async fn a_confirmation_is_good_once_and_for_two_days(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({})).await;
    let email = address(&shop, "rita");
    register(&shop, registration(&email)).await;
    let first = secret_of(app, &email, 1, "/registration/").await;
    register(&shop, registration(&email)).await;
    let second = secret_of(app, &email, 2, "/registration/").await;
    answer(&shop, "nonsense").await.problem(404, "not_found");
    let replies = join_all((0..6).map(|_| answer(&shop, &second))).await;
    assert!(replies.iter().all(|reply| reply.expect(200)["state"] == "awaiting_decision"));
    answer(&shop, &first).await.problem(404, "not_found");
    let list = shop.admin().get(format!("{REGISTRATIONS}?page=1")).send().await.expect(200);
    assert_eq!(list["total"], 1);
    let other = address(&shop, "late");
    register(&shop, registration(&other)).await;
    let late = secret_of(app, &other, 1, "/registration/").await;
    let mut raw = app.raw().await;
    raw.execute(&format!("UPDATE identity_registrations SET expires_at = 1 WHERE email_key = '{other}'"))
        .await
        .unwrap();
    answer(&shop, &late).await.problem(404, "not_found");
}

async fn a_password_is_chosen_by_whoever_reads_the_mail(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({ "approval": "automatic" })).await;
    let email = address(&shop, "rita");
    let mut early = registration(&email);
    early["person"]["password"] = json!(NEW_PASSWORD);
    shop.guest().post("/api/v1/registrations").json(early).send().await.expect(422);
    register(&shop, registration(&email)).await;
    let secret = secret_of(app, &email, 1, "/registration/").await;
    let path = format!("/api/v1/registration-confirmations/{secret}");
    let seen = shop.guest().get(&path).send().await.expect(200);
    insta::assert_json_snapshot!("a_registration_to_confirm", redacted(seen));
    for (password, code) in
        [(json!(null), "too_short"), (json!("short"), "too_short"), (json!("rita register"), "too_common")]
    {
        let problem = shop.guest().put(&path).json(json!({ "password": password })).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/password", "{problem}");
        assert_eq!(problem["errors"][0]["code"], format!("identity.password_{code}"), "{problem}");
    }
    shop.guest().put(&path).json(json!({ "password": NEW_PASSWORD })).send().await.expect(200);
    shop.guest().sign_in(&email, NEW_PASSWORD).await;
    // A second answer changes nothing, whatever password it brings.
    let again = shop.guest().put(&path).json(json!({ "password": "another long password" })).send().await.expect(200);
    assert_eq!(again["state"], "approved");
    shop.guest().sign_in(&email, NEW_PASSWORD).await;
}

async fn somebody_elses_registration_of_an_address_takes_nothing_from_its_owner(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, json!({ "approval": "automatic" })).await;
    let email = address(&shop, "rita");
    register(&shop, registration(&email)).await;
    let own = secret_of(app, &email, 1, "/registration/").await;
    let mut planted = registration(&email);
    planted["company"]["name"] = json!("Mallory Ltd");
    register(&shop, planted).await;
    let theirs = secret_of(app, &email, 2, "/registration/").await;
    let of = |secret: &str| format!("/api/v1/registration-confirmations/{secret}");
    let seen = shop.guest().get(of(&theirs)).send().await.expect(200);
    assert_eq!(seen["company"], "Mallory Ltd", "whoever reads the mail sees what they would confirm");
    assert_eq!(answer(&shop, &own).await.expect(200)["state"], "approved");
    let session = shop.guest().sign_in(&email, NEW_PASSWORD).await.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["persona"]["company"]["name"], "Rita & Sons");
    answer(&shop, &theirs).await.problem(404, "not_found");
}
