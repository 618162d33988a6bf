//! Invitations: sent once, good for a week, taken once, and worth nothing when whoever sent them may not any more.
//! Nobody's account gets a password by an invitation but a new one.

use futures_util::future::join_all;
use kontor_testkit::{PASSWORD, TestApp, both, redacted};
use serde_json::json;

use super::{address, invite, member_of_staff, membership, person, role_id, secret_of, staff_role, text};

both!(
    somebody_new_accepts_an_invitation_with_a_name_and_a_password,
    somebody_known_accepts_as_themselves_and_keeps_their_password,
    accepting_sets_no_password_on_an_account_that_exists,
    an_invitation_is_taken_once_under_twenty_parallel_tries,
    an_invitation_sent_anew_opens_with_the_new_secret_only,
    inviting_twice_is_one_invitation,
    an_invitation_that_was_taken_back_or_is_too_old_opens_nothing,
    an_invitation_is_void_when_its_sender_could_not_give_the_role_any_more,
    an_ended_person_and_an_erased_one_come_back_by_invitation,
    an_invitation_of_one_tenant_opens_nothing_in_another,
    an_invitation_needs_a_good_password_and_name,
    an_address_is_not_flooded_with_invitations,
    an_invitation_is_on_record_without_its_secret,
    an_invitation_does_not_tell_who_is_known_elsewhere,
);

const INVITATIONS: &str = "/api/v1/admin/invitations";
const NEW_PASSWORD: &str = "a long new password";

fn acceptance(secret: &str) -> String {
    format!("/api/v1/invitations/{secret}/acceptance")
}

async fn somebody_new_accepts_an_invitation_with_a_name_and_a_password(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let email = address(&shop, "nora");
    let secret = invite(app, &shop, &email, "buyer", Some(&company)).await;
    let mail = app.mail().nth_mail(&email, 1).await;
    assert!(mail.text().contains("Company ACME") && mail.subject().contains("Ada Admin"), "{}", mail.text());
    let seen = shop.guest().get(format!("/api/v1/invitations/{secret}")).send().await.expect(200);
    insta::assert_json_snapshot!("an_invitation_as_its_reader_sees_it", redacted(seen));
    let body = json!({ "name": "Nora New", "password": NEW_PASSWORD });
    let accepted = shop.guest().post(acceptance(&secret)).json(body).send().await.expect(200);
    assert_eq!((&accepted["is_new"], &accepted["company"]), (&json!(true), &json!("Company ACME")));
    let session = shop.guest().sign_in(&email, NEW_PASSWORD).await.get("/api/v1/session").send().await.expect(200);
    assert_eq!((&session["user"]["name"], &session["persona"]["role"]["code"]), (&json!("Nora New"), &json!("buyer")));
}

async fn somebody_known_accepts_as_themselves_and_keeps_their_password(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let (one, two) = (shop.company("ONE").await, shop.company("TWO").await);
    let email = shop.person("buyer", Some(&one)).await;
    let other = shop.guest().sign_in(&shop.person("buyer", Some(&one)).await, PASSWORD).await;
    let secret = invite(app, &shop, &email, "viewer", Some(&two)).await;
    let problem = other.post(acceptance(&secret)).json(json!({})).send().await.problem(403, "identity.another_invited");
    assert!(text(&problem["detail"]).contains(&email));
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let seen = client.get(format!("/api/v1/invitations/{secret}")).send().await.expect(200);
    assert_eq!((&seen["has_account"], &seen["is_signed_in"]), (&json!(true), &json!(true)));
    let accepted = client.post(acceptance(&secret)).json(json!({})).send().await.expect(200);
    assert_eq!(accepted["is_new"], false);
    // Somebody who is known elsewhere cannot sign in here yet, and proves it by their password.
    let secret = {
        let role = role_id(elsewhere.admin(), "order_desk").await;
        let body = json!({ "email": email, "role_id": role });
        elsewhere.admin().post(INVITATIONS).json(body).send().await.expect(201);
        secret_of(app, &email, 2, "/invitation/").await
    };
    let guest = elsewhere.guest();
    guest.post(acceptance(&secret)).json(json!({})).send().await.problem(403, "identity.another_invited");
    let wrong = json!({ "password": NEW_PASSWORD });
    guest.post(acceptance(&secret)).json(wrong).send().await.problem(401, "identity.wrong_credentials");
    guest.post(acceptance(&secret)).json(json!({ "password": PASSWORD })).send().await.expect(200);
    guest.sign_in(&email, PASSWORD).await;
}

async fn accepting_sets_no_password_on_an_account_that_exists(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let email = shop.person("buyer", Some(&company)).await;
    let mut raw = app.raw().await;
    // Single sign-on makes accounts without a password.
    raw.execute(&format!("UPDATE identity_users SET password_hash = '' WHERE email_key = '{email}'")).await.unwrap();
    let secret = invite(app, &shop, &email, "viewer", Some(&company)).await;
    let body = json!({ "name": "Thief", "password": NEW_PASSWORD });
    let refused = shop.guest().post(acceptance(&secret)).json(body).send().await;
    refused.problem(401, "identity.wrong_credentials");
    let hashes = raw.texts(&format!("SELECT password_hash FROM identity_users WHERE email_key = '{email}'")).await;
    assert_eq!(hashes, [""]);
    let names = raw.texts(&format!("SELECT name FROM identity_users WHERE email_key = '{email}'")).await;
    assert_eq!(names, ["Pat buyer"]);
}

async fn an_invitation_is_taken_once_under_twenty_parallel_tries(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = address(&shop, "race");
    let secret = invite(app, &shop, &email, "warehouse", None).await;
    let accept = |index: usize| {
        let body = json!({ "name": format!("Try {index}"), "password": NEW_PASSWORD });
        shop.guest().post(acceptance(&secret)).json(body).send()
    };
    let replies = join_all((0..20).map(accept)).await;
    let won = replies.iter().filter(|reply| reply.status == 200).count();
    let told: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    assert_eq!(won, 1, "{told:?}");
    assert!(replies.iter().all(|reply| reply.status < 500 || reply.status == 503), "{told:?}");
    assert_eq!(person(&shop, &email).await["memberships"].as_array().unwrap().len(), 1);
}

async fn an_invitation_sent_anew_opens_with_the_new_secret_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = address(&shop, "again");
    let first = invite(app, &shop, &email, "warehouse", None).await;
    let list = shop.admin().get(INVITATIONS).send().await.expect(200);
    let id = text(&list["items"][0]["id"]);
    shop.admin().post(format!("{INVITATIONS}/{id}/resend")).send().await.expect(200);
    let second = secret_of(app, &email, 2, "/invitation/").await;
    assert_ne!(first, second);
    let body = json!({ "name": "Nora", "password": NEW_PASSWORD });
    shop.guest().post(acceptance(&first)).json(body.clone()).send().await.problem(404, "not_found");
    shop.guest().post(acceptance(&second)).json(body.clone()).send().await.expect(200);
    shop.guest().post(acceptance(&second)).json(body).send().await.problem(404, "not_found");
    shop.admin().post(format!("{INVITATIONS}/{id}/resend")).send().await.problem(404, "not_found");
}

async fn inviting_twice_is_one_invitation(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let email = address(&shop, "twice");
    let body = |role: &str| json!({ "email": email, "role_id": role, "company_id": company.id });
    let (buyer, viewer) = (role_id(shop.admin(), "buyer").await, role_id(shop.admin(), "viewer").await);
    let first = shop.admin().post(INVITATIONS).json(body(&buyer)).send().await.expect(201);
    let again = shop.admin().post(INVITATIONS).json(body(&buyer)).send().await.expect(201);
    assert_eq!(first["id"], again["id"]);
    let other = shop.admin().post(INVITATIONS).json(body(&viewer)).send().await.expect(201);
    assert_ne!(first["id"], other["id"]);
    let open = shop.admin().get(format!("{INVITATIONS}?page=1")).send().await.expect(200);
    assert_eq!(open["total"], 2);
    let twins = join_all((0..4).map(|_| {
        let body = json!({ "email": address(&shop, "parallel"), "role_id": buyer, "company_id": company.id });
        shop.admin().post(INVITATIONS).json(body).send()
    }))
    .await;
    assert!(twins.iter().any(|reply| reply.status == 201));
    assert_eq!(shop.admin().get(format!("{INVITATIONS}?page=1")).send().await.expect(200)["total"], 3);
}

async fn an_invitation_that_was_taken_back_or_is_too_old_opens_nothing(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (back, old) = (address(&shop, "back"), address(&shop, "old"));
    let taken_back = invite(app, &shop, &back, "warehouse", None).await;
    let too_old = invite(app, &shop, &old, "warehouse", None).await;
    let list = shop.admin().get(INVITATIONS).send().await.expect(200);
    let find = |email: &str| {
        let items = list["items"].as_array().unwrap();
        text(&items.iter().find(|item| item["email"] == email).unwrap()["id"])
    };
    shop.admin().delete(format!("{INVITATIONS}/{}", find(&back))).send().await.expect(204);
    let mut raw = app.raw().await;
    let id = raw.literal(&find(&old));
    raw.execute(&format!("UPDATE identity_invitations SET expires_at = 1 WHERE id = {id}")).await.unwrap();
    let body = json!({ "name": "Nora", "password": NEW_PASSWORD });
    for secret in [&taken_back, &too_old, &"nonsense".to_owned()] {
        shop.guest().get(format!("/api/v1/invitations/{secret}")).send().await.problem(404, "not_found");
        shop.guest().post(acceptance(secret)).json(body.clone()).send().await.problem(404, "not_found");
    }
    let states = |state: &str| shop.admin().get(format!("{INVITATIONS}?page=1&state={state}")).send();
    assert_eq!(states("revoked").await.expect(200)["total"], 1);
    assert_eq!(states("expired").await.expect(200)["total"], 1);
    assert_eq!(states("open").await.expect(200)["total"], 0);
    // It can be sent anew, and is good again.
    shop.admin().post(format!("{INVITATIONS}/{}/resend", find(&old))).send().await.expect(200);
    let secret = secret_of(app, &old, 2, "/invitation/").await;
    shop.guest().post(acceptance(&secret)).json(body).send().await.expect(200);
}

async fn an_invitation_is_void_when_its_sender_could_not_give_the_role_any_more(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let held = ["identity.people.read", "identity.people.manage", "identity.companies.read", "module.admin.open"];
    let lead = staff_role(&shop, "lead", &held).await;
    let reader = staff_role(&shop, "reader", &["identity.companies.read", "module.admin.open"]).await;
    let (sender, client) = member_of_staff(&shop, &lead, json!({})).await;
    let body = json!({ "name": "Nora", "password": NEW_PASSWORD });
    let mut secrets = Vec::new();
    for word in ["first", "second", "third"] {
        let email = address(&shop, word);
        let invitation = json!({ "email": email, "role_id": reader });
        client.post(INVITATIONS).json(invitation).send().await.expect(201);
        secrets.push(secret_of(app, &email, 1, "/invitation/").await);
    }
    shop.guest().post(acceptance(&secrets[0])).json(body.clone()).send().await.expect(200);
    // What the sender holds no more, the invitation gives no more.
    let path = format!("/api/v1/admin/roles/{lead}");
    let less = json!({ "permissions": ["identity.people.read", "identity.people.manage", "module.admin.open"] });
    shop.admin().patch(&path).json(less).send().await.expect(200);
    let refused = shop.guest().post(acceptance(&secrets[1])).json(body.clone()).send().await;
    refused.problem(409, "identity.invitation_void");
    shop.admin().patch(&path).json(json!({ "permissions": held })).send().await.expect(200);
    let memberships = person(&shop, &sender).await["memberships"].clone();
    let id = text(&memberships.as_array().unwrap().last().unwrap()["id"]);
    shop.admin().delete(format!("/api/v1/admin/memberships/{id}")).send().await.expect(204);
    let refused = shop.guest().post(acceptance(&secrets[2])).json(body.clone()).send().await;
    refused.problem(409, "identity.invitation_void");
    // Nothing was made of the person either.
    let again = json!({ "email": address(&shop, "third"), "password": NEW_PASSWORD });
    shop.guest().post("/api/v1/session").json(again).send().await.problem(401, "identity.wrong_credentials");
    let people = shop.admin().get("/api/v1/admin/people?state=all&q=third").send().await.expect(200);
    assert_eq!(people["items"], json!([]));
}

async fn an_ended_person_and_an_erased_one_come_back_by_invitation(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let email = shop.person("buyer", Some(&company)).await;
    let id = membership(&shop, &email).await;
    shop.admin().delete(format!("/api/v1/admin/memberships/{id}")).send().await.expect(204);
    let secret = invite(app, &shop, &email, "buyer", Some(&company)).await;
    shop.guest().post(acceptance(&secret)).json(json!({ "password": PASSWORD })).send().await.expect(200);
    shop.guest().sign_in(&email, PASSWORD).await;
    let user = text(&person(&shop, &email).await["user_id"]);
    let reason = json!({ "reason": "They asked for it." });
    shop.admin().post(format!("/api/v1/admin/people/{user}/erasure")).json(reason).send().await.expect(200);
    let role = role_id(shop.admin(), "buyer").await;
    let body = json!({ "email": email, "role_id": role, "company_id": company.id });
    shop.admin().post(INVITATIONS).json(body).send().await.expect(201);
    let secret = secret_of(app, &email, 2, "/invitation/").await;
    let body = json!({ "name": "Pat Anew", "password": NEW_PASSWORD });
    let accepted = shop.guest().post(acceptance(&secret)).json(body).send().await.expect(200);
    assert_eq!(accepted["is_new"], true);
    let again = person(&shop, &email).await;
    assert_ne!(text(&again["user_id"]), user);
    assert_eq!(again["memberships"].as_array().unwrap().len(), 1);
}

async fn an_invitation_of_one_tenant_opens_nothing_in_another(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let secret = invite(app, &shop, &address(&shop, "nora"), "warehouse", None).await;
    elsewhere.guest().get(format!("/api/v1/invitations/{secret}")).send().await.problem(404, "not_found");
    let body = json!({ "name": "Nora", "password": NEW_PASSWORD });
    elsewhere.guest().post(acceptance(&secret)).json(body).send().await.problem(404, "not_found");
}

async fn an_invitation_needs_a_good_password_and_name(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let secret = invite(app, &shop, &address(&shop, "nora"), "warehouse", None).await;
    let refused = [
        (json!({ "password": NEW_PASSWORD }), "/name"),
        (json!({ "name": "  ", "password": NEW_PASSWORD }), "/name"),
        (json!({ "name": "Nora" }), "/password"),
        (json!({ "name": "Nora", "password": "short" }), "/password"),
    ];
    for (body, pointer) in refused {
        let problem = shop.guest().post(acceptance(&secret)).json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    for email in ["", "nora", "a b@c.example"] {
        let body = json!({ "email": email, "role_id": role_id(shop.admin(), "warehouse").await });
        shop.admin().post(INVITATIONS).json(body).send().await.problem(422, "identity.bad_email");
    }
    let body = json!({ "name": "Nora", "password": NEW_PASSWORD });
    shop.guest().post(acceptance(&secret)).json(body).send().await.expect(200);
}

async fn an_address_is_not_flooded_with_invitations(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = address(&shop, "victim");
    let body = json!({ "email": email, "role_id": role_id(shop.admin(), "warehouse").await });
    let sent = join_all((0..8).map(|_| shop.admin().post(INVITATIONS).json(body.clone()).send())).await;
    let refused = sent.iter().filter(|reply| reply.status == 429).count();
    assert!(refused >= 4, "{refused} of 8 were refused");
    assert!(app.mail().mailbox(&email).len() <= 4);
}

async fn an_invitation_is_on_record_without_its_secret(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = address(&shop, "nora");
    let secret = invite(app, &shop, &email, "warehouse", None).await;
    let body = json!({ "name": "Nora", "password": NEW_PASSWORD });
    shop.guest().post(acceptance(&secret)).json(body).send().await.expect(200);
    let trail = shop.admin().get(format!("/api/v1/admin/audit?q={email}")).send().await;
    let actions: Vec<_> =
        trail.expect(200)["items"].as_array().unwrap().iter().map(|entry| text(&entry["action"])).collect();
    assert!(actions.contains(&"identity.invitation_sent".to_owned()), "{actions:?}");
    assert!(actions.contains(&"identity.invitation_accepted".to_owned()), "{actions:?}");
    assert!(!trail.text().contains(&secret) && !trail.text().contains(NEW_PASSWORD));
    let mut raw = app.raw().await;
    for (table, rows) in raw.rows_of(shop.id()).await {
        assert!(!rows.iter().any(|row| row.contains(&secret)), "{table} holds the secret");
    }
}

/// The mail stands in the send register, where another language would betray that the address has an account.
async fn an_invitation_does_not_tell_who_is_known_elsewhere(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    let elsewhere = app.tenant().build().await;
    let pole_of = async |shop: &kontor_testkit::Shop| {
        let email = shop.person("warehouse", None).await;
        let client = shop.guest().sign_in(&email, PASSWORD).await;
        client.patch("/api/v1/me").json(json!({ "locale": "pl" })).send().await.expect(200);
        email
    };
    let subject = async |email: &str| {
        let body = json!({ "email": email, "role_id": role_id(shop.admin(), "order_desk").await });
        shop.admin().post(INVITATIONS).json(body).send().await.expect(201);
        app.mail().nth_mail(email, 1).await.subject()
    };
    let to_nobody = subject(&address(&shop, "nobody")).await;
    assert_eq!(subject(&pole_of(&elsewhere).await).await, to_nobody);
    assert_ne!(subject(&pole_of(&shop).await).await, to_nobody, "control: a member reads their own language");
}
