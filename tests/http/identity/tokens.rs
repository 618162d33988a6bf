//! API tokens: shown once, good for the role they were made in, gone when revoked.
//! A token needs no CSRF token, because no browser sends it by itself.

use kontor_testkit::{TestApp, both, redacted};
use serde_json::json;

both!(
    a_token_acts_in_the_role_it_was_made_in,
    a_tokens_secret_is_shown_once,
    a_revoked_or_expired_token_is_refused,
    a_token_is_worth_nothing_at_another_tenant,
    one_sees_and_revokes_ones_own_tokens_only,
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
    change.send().await.expect(400);
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
