//! One's own account: name and language, password, address, sessions, and the mails that lead to them.
//! What one signs in with changes only by the present password or by a mail that its owner reads.

use std::time::Duration;

use kontor_testkit::{Client, Database, PASSWORD, Shop, TestApp, both};
use serde_json::{Value, json};

use super::second_factor::{set_up, ticket};

both!(
    one_changes_ones_name_and_language,
    a_new_password_takes_the_present_one,
    a_password_that_everybody_tries_first_is_refused,
    a_forgotten_password_is_chosen_anew_by_mail_once,
    asking_for_a_new_password_tells_nobody_whether_an_address_is_known,
    a_new_password_by_mail_leaves_the_second_factor,
    another_address_counts_once_its_mail_was_answered,
    an_address_that_is_taken_stays_its_owners,
    asking_for_another_address_is_answered_before_anything_is_written,
    sessions_are_listed_and_ended,
    a_session_to_be_remembered_holds_for_a_month,
    one_gets_a_copy_of_what_is_held_of_oneself,
    a_program_with_a_token_has_no_say_in_the_account,
);

const NEW: &str = "other horse battery";

async fn change_password(client: &Client, current: &str, new: &str) -> kontor_testkit::Reply {
    client.put("/api/v1/me/password").json(json!({ "current": current, "new": new })).send().await
}

async fn sign_in(shop: &Shop, email: &str, password: &str) -> kontor_testkit::Reply {
    shop.guest().post("/api/v1/session").json(json!({ "email": email, "password": password })).send().await
}

async fn ask_for_reset(shop: &Shop, email: &str) {
    let reply = shop.guest().post("/api/v1/password-resets").json(json!({ "email": email })).send().await;
    assert_eq!((reply.status, reply.text().as_str()), (202, ""));
}

/// The token of the address's n-th mail.
async fn token(app: &TestApp, email: &str, nth: usize, words: &str) -> String {
    let path = app.mail().nth_mail(email, nth).await.path_with(words);
    path.rsplit_once("token=").unwrap_or_else(|| panic!("{path}")).1.to_owned()
}

async fn one_changes_ones_name_and_language(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let client = shop.user("order_desk").await;
    let changed =
        client.patch("/api/v1/me").json(json!({ "name": " Zofia ", "locale": "pl" })).send().await.expect(200);
    assert_eq!((&changed["name"], &changed["locale"]), (&json!("Zofia"), &json!("pl")));
    assert_eq!(client.get("/api/v1/session").send().await.expect(200)["user"]["name"], "Zofia");
    client.patch("/api/v1/me").json(json!({ "name": "  " })).send().await.problem(422, "identity.bad_field");
    client.patch("/api/v1/me").json(json!({ "email": "x@y.example" })).send().await.expect(422);
}

async fn a_new_password_takes_the_present_one(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    change_password(&client, "not the password", NEW).await.problem(422, "identity.wrong_password");
    let changed = change_password(&client, PASSWORD, NEW).await;
    changed.expect(200);
    client.get("/api/v1/session").send().await.problem(401, "auth.invalid");
    shop.guest().with_session(&changed).get("/api/v1/admin/orders").send().await.expect(200);
    sign_in(&shop, &email, PASSWORD).await.problem(401, "identity.wrong_credentials");
    sign_in(&shop, &email, NEW).await.expect(200);
    app.mail().nth_mail(&email, 1).await;
}

async fn a_password_that_everybody_tries_first_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    for (new, code) in [
        ("short", "identity.password_too_short"),
        ("password1234", "identity.password_too_common"),
        (email.as_str(), "identity.password_too_common"),
        ("AnvilTrading1", "identity.password_too_common"),
        ("qwertyuiop12", "identity.password_too_common"),
    ] {
        let problem = change_password(&client, PASSWORD, new).await.problem(422, code);
        assert_eq!(problem["errors"][0]["pointer"], "/new", "{problem}");
    }
    client.get("/api/v1/session").send().await.expect(200);
}

async fn a_forgotten_password_is_chosen_anew_by_mail_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    ask_for_reset(&shop, &email).await;
    let token = token(app, &email, 1, "/password-reset").await;
    let path = format!("/api/v1/password-resets/{token}");
    let choose =
        async |path: &str, password: &str| shop.guest().put(path).json(json!({ "password": password })).send().await;
    choose(&path, "password1234").await.problem(422, "identity.password_too_common");
    choose("/api/v1/password-resets/nothing", NEW).await.problem(404, "not_found");
    choose(&path, NEW).await.expect(204);
    choose(&path, PASSWORD).await.problem(404, "not_found");
    sign_in(&shop, &email, NEW).await.expect(200);
    sign_in(&shop, &email, PASSWORD).await.problem(401, "identity.wrong_credentials");
    let mut raw = app.raw().await;
    let kept = raw.texts("SELECT secret_hash FROM identity_tickets").await;
    assert!(!kept.contains(&token), "the database holds what the mail holds");
}

async fn asking_for_a_new_password_tells_nobody_whether_an_address_is_known(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let elsewhere = app.tenant().build().await;
    for email in [shop.admin_email(), "nobody@nowhere.example", elsewhere.admin_email(), "no address"] {
        ask_for_reset(&shop, email).await;
    }
    app.mail().nth_mail(shop.admin_email(), 1).await;
    assert!(app.mail().mailbox(elsewhere.admin_email()).is_empty(), "a stranger here was written to");
}

async fn a_new_password_by_mail_leaves_the_second_factor(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let phone = set_up(&shop.guest().sign_in(&email, PASSWORD).await).await;
    app.mail().nth_mail(&email, 1).await;
    ask_for_reset(&shop, &email).await;
    let token = token(app, &email, 2, "/password-reset").await;
    let path = format!("/api/v1/password-resets/{token}");
    shop.guest().put(path).json(json!({ "password": PASSWORD })).send().await.expect(204);
    let kept = ticket(&shop, &email).await;
    let body = json!({ "ticket": kept, "code": phone.recovery[0] });
    shop.guest().post("/api/v1/session/second-factor").json(body).send().await.expect(200);
}

async fn another_address_counts_once_its_mail_was_answered(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let other = format!("other-{email}");
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let ask = json!({ "email": other, "password": "not the password" });
    client.post("/api/v1/me/email").json(ask).send().await.problem(422, "identity.wrong_password");
    client.post("/api/v1/me/email").json(json!({ "email": other, "password": PASSWORD })).send().await.expect(202);
    let token = token(app, &other, 1, "/email-confirmation").await;
    sign_in(&shop, &other, PASSWORD).await.problem(401, "identity.wrong_credentials");
    let path = format!("/api/v1/email-confirmations/{token}");
    assert_eq!(shop.guest().put(&path).send().await.expect(200)["email"], json!(other));
    shop.guest().put(&path).send().await.problem(404, "not_found");
    sign_in(&shop, &other, PASSWORD).await.expect(200);
    sign_in(&shop, &email, PASSWORD).await.problem(401, "identity.wrong_credentials");
    assert!(app.mail().nth_mail(&email, 1).await.text().contains(&other), "the old address is told");
    let me = client.get("/api/v1/me").send().await.expect(200);
    assert_eq!(me["email"], json!(other));
    assert_ne!(me["email_verified_at"], Value::Null);
}

async fn an_address_that_is_taken_stays_its_owners(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let client = shop.user("order_desk").await;
    let ask = json!({ "email": shop.admin_email(), "password": PASSWORD });
    client.post("/api/v1/me/email").json(ask).send().await.expect(202);
    // One that is taken only after it was asked for is not confirmed either.
    let free = format!("free@{}.example", shop.code());
    client.post("/api/v1/me/email").json(json!({ "email": free, "password": PASSWORD })).send().await.expect(202);
    let token = token(app, &free, 1, "/email-confirmation").await;
    shop.membership(&free, "warehouse", None).await;
    let path = format!("/api/v1/email-confirmations/{token}");
    shop.guest().put(path).send().await.problem(404, "not_found");
    assert!(app.mail().mailbox(shop.admin_email()).is_empty());
}

/// Otherwise the time of the answer would tell a free address from a taken one.
async fn asking_for_another_address_is_answered_before_anything_is_written(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let client = shop.user("order_desk").await;
    let free = format!("free@{}.example", shop.code());
    let mut raw = app.raw().await;
    let hold = match app.database() {
        Database::Sqlite => "BEGIN IMMEDIATE",
        Database::Postgres => "BEGIN; LOCK TABLE identity_tickets IN EXCLUSIVE MODE",
    };
    raw.execute(hold).await.unwrap();
    let asked = client.post("/api/v1/me/email").json(json!({ "email": free, "password": PASSWORD })).send();
    let answer = tokio::time::timeout(Duration::from_secs(4), asked).await;
    raw.execute("COMMIT").await.unwrap();
    answer.expect("nobody waits for what is written").expect(202);
    token(app, &free, 1, "/email-confirmation").await;
}

async fn sessions_are_listed_and_ended(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let body = json!({ "email": email, "password": PASSWORD });
    let reply = shop.guest().post("/api/v1/session").json(body).header("user-agent", agent).send().await;
    reply.expect(200);
    let first = shop.guest().with_session(&reply);
    let (second, third) = (shop.guest().sign_in(&email, PASSWORD).await, shop.guest().sign_in(&email, PASSWORD).await);
    let list = second.get("/api/v1/me/sessions").send().await.expect(200);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let of_first = items.iter().find(|item| item["device"] == "Firefox on Linux").unwrap();
    assert_eq!((&of_first["ip"], &of_first["method"]), (&json!("127.0.0.1"), &json!("password")));
    assert_eq!(items.iter().filter(|item| item["is_current"] == true).count(), 1);
    let path = format!("/api/v1/me/sessions/{}", of_first["id"].as_str().unwrap());
    shop.admin().delete(&path).send().await.problem(404, "not_found");
    second.delete(&path).send().await.expect(204);
    first.get("/api/v1/session").send().await.problem(401, "auth.invalid");
    assert_eq!(second.delete("/api/v1/me/sessions").send().await.expect(200)["ended"], 1);
    third.get("/api/v1/session").send().await.problem(401, "auth.invalid");
    second.get("/api/v1/session").send().await.expect(200);
}

async fn a_session_to_be_remembered_holds_for_a_month(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let seconds = async |remember: bool| {
        let body = json!({ "email": shop.admin_email(), "password": PASSWORD, "remember": remember });
        let reply = shop.guest().post("/api/v1/session").json(body).send().await;
        reply.expect(200);
        let cookie = reply.header("set-cookie").unwrap().to_owned();
        let age = cookie.split("Max-Age=").nth(1).unwrap().split(';').next().unwrap();
        age.parse::<i64>().unwrap()
    };
    let (day, month) = (seconds(false).await, seconds(true).await);
    assert!((13 * 3_600..=14 * 3_600).contains(&day), "{day}");
    assert!((29 * 86_400..=30 * 86_400).contains(&month), "{month}");
}

async fn one_gets_a_copy_of_what_is_held_of_oneself(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let copy = client.get("/api/v1/me/data").send().await;
    let names: Vec<_> =
        copy.expect(200)["sections"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    for name in ["person", "memberships", "access"] {
        assert!(names.contains(&json!(name)), "{names:?}");
    }
    assert!(copy.text().contains(&email) && copy.text().contains("Order desk"));
    for secret in ["password_hash", "secret", "argon2"] {
        assert!(!copy.text().contains(secret), "{secret}");
    }
}

async fn a_program_with_a_token_has_no_say_in_the_account(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = shop.admin().post("/api/v1/api-tokens").json(json!({ "name": "erp" })).send().await.expect(201);
    let machine = shop.guest().with_token(made["token"].as_str().unwrap());
    machine.get("/api/v1/me").send().await.expect(200);
    machine.get("/api/v1/session").send().await.expect(200);
    let tries = [
        machine.patch("/api/v1/me").json(json!({ "name": "x" })),
        machine.put("/api/v1/me/password").json(json!({ "current": PASSWORD, "new": NEW })),
        machine.post("/api/v1/me/email").json(json!({ "email": "a@b.example", "password": PASSWORD })),
        machine.post("/api/v1/me/totp").json(json!({ "password": PASSWORD })),
        machine.post("/api/v1/me/passkeys/options").json(json!({ "password": PASSWORD })),
        machine.delete("/api/v1/me/sessions"),
        machine.get("/api/v1/me/data"),
        machine.post("/api/v1/api-tokens").json(json!({ "name": "another" })),
        machine.post("/api/v1/session/handover").json(json!({ "tenant_code": "x" })),
    ];
    for request in tries {
        request.send().await.problem(403, "identity.session_needed");
    }
}
