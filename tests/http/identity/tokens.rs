//! API tokens: shown once, good for the role they were made in, gone when revoked.
//! A token needs no CSRF token, because no browser sends it by itself.

use kontor_kernel::Clock;
use kontor_testkit::{TestApp, both, redacted};
use serde_json::json;

both!(
    a_token_acts_in_the_role_it_was_made_in,
    a_tokens_secret_is_shown_once,
    a_revoked_or_expired_token_is_refused,
    a_token_is_worth_nothing_at_another_tenant,
    one_sees_and_revokes_ones_own_tokens_only,
    a_token_holds_for_ninety_days_and_a_year_at_the_most,
    a_token_does_no_more_than_it_was_made_for,
    a_token_makes_no_tokens,
    a_sessions_secret_is_no_token,
    staff_see_and_revoke_everybodys_tokens_within_their_reach,
    the_token_of_an_ended_membership_is_dead,
);

const TOKENS: &str = "/api/v1/api-tokens";

async fn a_token_acts_in_the_role_it_was_made_in(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let made = buyer.post(TOKENS).json(json!({ "name": "erp" })).send().await.expect(201);
    let machine = shop.guest().with_token(made["token"].as_str().unwrap());
    machine.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    machine.get("/api/v1/admin/orders").send().await.problem(403, "auth.forbidden");
    let change = machine.put("/api/v1/session/persona").json(json!({ "membership_id": uuid::Uuid::nil() }));
    change.send().await.problem(403, "identity.session_needed");
}

async fn a_tokens_secret_is_shown_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let reply = shop.admin().post(TOKENS).json(json!({ "name": "erp" })).key("one").send().await;
    insta::assert_json_snapshot!("a_new_token", redacted(reply.expect(201)));
    let secret = reply.json()["token"].as_str().unwrap().to_owned();
    let again = shop.admin().post(TOKENS).json(json!({ "name": "erp" })).key("one").send().await;
    again.expect(201);
    assert!(again.is_replay());
    assert!(!again.text().contains(&secret), "a stored reply holds the secret");
    let list = shop.admin().get(TOKENS).send().await;
    assert_eq!(list.expect(200)["items"].as_array().unwrap().len(), 1);
    assert!(!list.text().contains(&secret));
    let mut raw = app.raw().await;
    let rows = raw.rows_of(shop.id()).await;
    assert!(!format!("{rows:?}").contains(&secret), "the database holds the secret");
}

async fn a_revoked_or_expired_token_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = shop.admin().post(TOKENS).json(json!({ "name": "erp" })).send().await.expect(201);
    let machine = shop.guest().with_token(made["token"].as_str().unwrap());
    machine.get("/api/v1/admin/products").send().await.expect(200);
    let path = format!("{TOKENS}/{}", made["id"].as_str().unwrap());
    shop.admin().delete(&path).send().await.expect(204);
    machine.get("/api/v1/admin/products").send().await.problem(401, "auth.invalid");
    shop.admin().delete(&path).send().await.problem(404, "not_found");

    let over = json!({ "name": "old", "expires_at": "2001-01-01T00:00:00Z" });
    let reply = shop.admin().post(TOKENS).json(over).send().await;
    if reply.status == 201 {
        let machine = shop.guest().with_token(reply.json()["token"].as_str().unwrap());
        machine.get("/api/v1/admin/products").send().await.problem(401, "auth.invalid");
    } else {
        reply.expect(422);
    }
    for wrong in ["kt_nobody", "ks_nobody", ""] {
        let machine = shop.guest().with_token(wrong);
        machine.get("/api/v1/products").send().await.problem(401, "auth.invalid");
    }
}

async fn a_token_is_worth_nothing_at_another_tenant(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let made = shop.admin().post(TOKENS).json(json!({ "name": "erp" })).send().await.expect(201);
    let machine = elsewhere.guest().with_token(made["token"].as_str().unwrap());
    machine.get("/api/v1/admin/products").send().await.problem(401, "auth.invalid");
}

async fn one_sees_and_revokes_ones_own_tokens_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = shop.admin().post(TOKENS).json(json!({ "name": "erp" })).send().await.expect(201);
    let other = shop.user("order_desk").await;
    assert_eq!(other.get(TOKENS).send().await.expect(200)["items"], json!([]));
    let path = format!("{TOKENS}/{}", made["id"].as_str().unwrap());
    other.delete(&path).send().await.problem(404, "not_found");
    let machine = shop.guest().with_token(made["token"].as_str().unwrap());
    machine.get("/api/v1/admin/products").send().await.expect(200);
}

async fn a_token_holds_for_ninety_days_and_a_year_at_the_most(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let now = Clock::System.now();
    let days = |days: i64| now.plus_seconds(days * 86_400).to_string();
    let made = shop.admin().post(TOKENS).json(json!({ "name": "erp" })).send().await.expect(201);
    let ends = made["expires_at"].as_str().unwrap();
    assert!(days(89).as_str() < ends && ends < days(91).as_str(), "{ends}");
    let year = json!({ "name": "erp", "expires_at": days(365) });
    shop.admin().post(TOKENS).json(year).send().await.expect(201);
    let longer = json!({ "name": "erp", "expires_at": days(368) });
    shop.admin().post(TOKENS).json(longer).send().await.problem(422, "identity.bad_field");
}

async fn a_token_does_no_more_than_it_was_made_for(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let desk = shop.user("order_desk").await;
    let narrow = json!({ "name": "reader", "permissions": ["identity.companies.read"] });
    let made = desk.post(TOKENS).json(narrow).send().await.expect(201);
    assert_eq!(made["permissions"], json!(["identity.companies.read"]));
    let machine = shop.guest().with_token(made["token"].as_str().unwrap());
    machine.get("/api/v1/admin/companies").send().await.expect(200);
    machine.get("/api/v1/admin/orders").send().await.problem(403, "auth.forbidden");
    for (wrong, code) in [("module.modules.manage", "identity.not_held"), ("no.such.thing", "identity.not_held")] {
        let more = json!({ "name": "reader", "permissions": ["identity.companies.read", wrong] });
        desk.post(TOKENS).json(more).send().await.problem(422, code);
    }
    let nothing = json!({ "name": "reader", "permissions": [] });
    desk.post(TOKENS).json(nothing).send().await.problem(422, "identity.bad_field");
}

async fn a_token_makes_no_tokens(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = shop.admin().post(TOKENS).json(json!({ "name": "erp" })).send().await.expect(201);
    let machine = shop.guest().with_token(made["token"].as_str().unwrap());
    machine.post(TOKENS).json(json!({ "name": "more" })).send().await.problem(403, "identity.session_needed");
    assert_eq!(shop.admin().get(TOKENS).send().await.expect(200)["items"].as_array().unwrap().len(), 1);
}

async fn a_sessions_secret_is_no_token(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let secret = shop.admin().cookie().split_once('=').unwrap().1.to_owned();
    shop.admin().get("/api/v1/admin/products").send().await.expect(200);
    for header in [format!("Bearer {secret}"), format!("Bearer kt_{secret}")] {
        let forged = shop.guest().get("/api/v1/admin/products").header("authorization", header);
        forged.send().await.problem(401, "auth.invalid");
    }
}

async fn staff_see_and_revoke_everybodys_tokens_within_their_reach(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (company, other) = (shop.company("ACME").await, shop.company("OTHER").await);
    let buyer = shop.buyer(&company).await;
    let made = buyer.post(TOKENS).json(json!({ "name": "erp" })).send().await.expect(201);
    let listed = shop.admin().get("/api/v1/admin/api-tokens").send().await;
    assert_eq!(listed.expect(200)["items"][0]["token"]["id"], made["id"]);
    assert!(!listed.text().contains(made["token"].as_str().unwrap()));
    let narrow = shop.scoped_user("administrator", json!({ "companies": [other.id] })).await;
    assert_eq!(narrow.get("/api/v1/admin/api-tokens").send().await.expect(200)["items"], json!([]));
    let path = format!("/api/v1/admin/api-tokens/{}", made["id"].as_str().unwrap());
    narrow.delete(&path).send().await.problem(404, "not_found");
    let machine = shop.guest().with_token(made["token"].as_str().unwrap());
    machine.get("/api/v1/orders").send().await.expect(200);
    shop.admin().delete(&path).send().await.expect(204);
    machine.get("/api/v1/orders").send().await.problem(401, "auth.invalid");
}

async fn the_token_of_an_ended_membership_is_dead(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let desk = shop.user("order_desk").await;
    let made = desk.post(TOKENS).json(json!({ "name": "erp" })).send().await.expect(201);
    let machine = shop.guest().with_token(made["token"].as_str().unwrap());
    machine.get("/api/v1/admin/orders").send().await.expect(200);
    let membership = shop.membership_of(&desk).await;
    shop.admin().delete(format!("/api/v1/admin/memberships/{membership}")).send().await.expect(204);
    machine.get("/api/v1/admin/orders").send().await.problem(401, "auth.invalid");
}
