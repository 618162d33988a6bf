//! Sessions: signing in, signing out, personas, and requests that somebody else's page forged.
//! A session that has ended is worth nothing with the very next request.

use kontor_testkit::{PASSWORD, TestApp, both, redacted};
use serde_json::json;

both!(
    signing_in_tells_who_one_is_and_what_one_may_do,
    a_wrong_address_password_or_tenant_gives_the_same_answer,
    signing_out_ends_the_session_at_once,
    a_session_is_worth_nothing_at_another_tenant,
    a_person_with_two_roles_changes_between_them,
    another_persons_persona_cannot_be_taken,
    a_change_without_the_sessions_token_is_refused,
    a_change_with_another_sessions_token_is_refused,
    a_change_that_another_site_asks_for_is_refused,
    a_broken_cookie_is_a_guest_on_public_routes_only,
);

async fn signing_in_tells_who_one_is_and_what_one_may_do(app: &'static TestApp) {
    let shop = app.tenant().languages(["pl", "en"]).currency("PLN").build().await;
    let email = shop.person("buyer", Some(&shop.company("ACME").await)).await;
    let body = json!({ "email": email.to_uppercase(), "password": PASSWORD });
    let reply = shop.guest().post("/api/v1/session").json(body).send().await;
    insta::assert_json_snapshot!("a_session", redacted(reply.expect(200)));
    let cookie = reply.header("set-cookie").unwrap();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let client = shop.guest().with_session(&reply);
    let seen = client.get("/api/v1/session").send().await;
    assert_eq!(redacted(seen.expect(200)), redacted(reply.json()));
    assert!(seen.header("cache-control").is_some_and(|value| value.contains("no-store")), "{:?}", seen.headers);
}

async fn a_wrong_address_password_or_tenant_gives_the_same_answer(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let elsewhere = app.tenant().build().await;
    let attempts = [
        (shop.admin_email(), "not the password"),
        ("nobody@nowhere.example", PASSWORD),
        ("no address at all", PASSWORD),
        (elsewhere.admin_email(), PASSWORD),
    ];
    for (email, password) in attempts {
        let body = json!({ "email": email, "password": password });
        let reply = shop.guest().post("/api/v1/session").json(body).send().await;
        let problem = reply.problem(401, "identity.wrong_credentials");
        insta::assert_json_snapshot!("wrong_credentials", redacted(problem));
        assert_eq!(reply.session_cookie(), None);
    }
}

async fn signing_out_ends_the_session_at_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (one, other) = (shop.user("order_desk").await, shop.user("order_desk").await);
    one.get("/api/v1/session").send().await.expect(200);
    one.delete("/api/v1/session").send().await.expect(204);
    one.get("/api/v1/session").send().await.problem(401, "auth.invalid");
    one.get("/api/v1/admin/orders").send().await.problem(401, "auth.invalid");
    other.get("/api/v1/session").send().await.expect(200);
}

async fn a_session_is_worth_nothing_at_another_tenant(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let stranger = shop.admin().at_host(elsewhere.guest().host());
    stranger.get("/api/v1/session").send().await.problem(401, "auth.invalid");
    stranger.get("/api/v1/admin/products").send().await.problem(401, "auth.invalid");
}

async fn a_person_with_two_roles_changes_between_them(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (first, second) = (shop.company("ONE").await, shop.company("TWO").await);
    let email = shop.person("buyer", Some(&first)).await;
    shop.membership(&email, "viewer", Some(&second)).await;
    let buyer = shop.guest().sign_in(&email, PASSWORD).await;
    let session = buyer.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["persona"]["company"]["code"], "ONE");
    let personas = session["personas"].as_array().unwrap();
    assert_eq!(personas.len(), 2);

    let other = &personas.iter().find(|persona| persona["company"]["code"] == "TWO").unwrap()["membership_id"];
    let choice = json!({ "membership_id": other });
    let reply = buyer.put("/api/v1/session/persona").json(choice).send().await;
    assert_eq!(reply.expect(200)["persona"]["role"]["code"], "viewer");
    let viewer = shop.guest().with_session(&reply);
    viewer.get("/api/v1/orders").send().await.expect(200);
    viewer.post("/api/v1/carts").json(json!({})).send().await.problem(403, "auth.forbidden");
    // The session before has ended with the change.
    buyer.get("/api/v1/session").send().await.problem(401, "auth.invalid");
}

async fn another_persons_persona_cannot_be_taken(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let admin = shop.admin().get("/api/v1/session").send().await.expect(200);
    let choice = json!({ "membership_id": admin["persona"]["membership_id"] });
    buyer.put("/api/v1/session/persona").json(choice).send().await.problem(401, "identity.wrong_credentials");
    assert_eq!(buyer.get("/api/v1/session").send().await.expect(200)["persona"]["role"]["code"], "buyer");
}

async fn a_change_without_the_sessions_token_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let body = json!({ "code": "ACME", "name": "Acme", "country": "GB" });
    let forged = shop.admin().post("/api/v1/admin/companies").json(body).without("x-csrf-token");
    forged.send().await.problem(403, "auth.csrf");
    let forged = shop.admin().delete("/api/v1/session").without("x-csrf-token");
    forged.send().await.problem(403, "auth.csrf");
    let companies = shop.admin().get("/api/v1/admin/companies").send().await.expect(200);
    assert_eq!(companies["items"], json!([]));
}

async fn a_change_with_another_sessions_token_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let other = shop.user("administrator").await;
    for token in [other.csrf(), "", "x"] {
        let body = json!({ "code": "ACME", "name": "Acme", "country": "GB" });
        let forged = shop.admin().post("/api/v1/admin/companies").json(body).header("x-csrf-token", token);
        forged.send().await.problem(403, "auth.csrf");
    }
    let companies = shop.admin().get("/api/v1/admin/companies").send().await.expect(200);
    assert_eq!(companies["items"], json!([]));
}

async fn a_change_that_another_site_asks_for_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let neighbour = app.tenant().build().await;
    let origin = format!("http://{}", neighbour.guest().host());
    for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", &origin)] {
        let body = json!({ "email": shop.admin_email(), "password": PASSWORD });
        let forged = shop.guest().post("/api/v1/session").json(body).header(name, value).send().await;
        forged.problem(403, "auth.csrf");
        assert_eq!(forged.session_cookie(), None);
    }
    let body = json!({ "email": shop.admin_email(), "password": PASSWORD });
    let own = format!("http://{}", shop.guest().host());
    shop.guest().post("/api/v1/session").json(body).header("origin", own).send().await.expect(200);
}

async fn a_broken_cookie_is_a_guest_on_public_routes_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let stale = |path: &str| shop.guest().get(path).header("cookie", "kontor_session=ks_nobody").send();
    stale("/api/v1/products").await.expect(200);
    stale("/api/v1/session").await.problem(401, "auth.invalid");
    let two = format!("{}; {}", shop.admin().cookie(), "kontor_session=ks_other");
    shop.guest().get("/api/v1/session").header("cookie", two).send().await.problem(400, "auth.ambiguous");
}
