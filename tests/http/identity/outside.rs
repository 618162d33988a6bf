//! Signing in through an outside provider: through a real one as a browser would, and who is let in as whom.
//! A provider's word counts for a person only where the person or the operator has said so before.

use std::{net::Ipv4Addr, sync::Arc};

use kontor_testkit::{
    Client, PASSWORD, Shop, TestApp, both,
    outside::{Browser, Issuer, Page, RealProvider},
};
use serde_json::{Value, json};

use crate::outside::{
    CODE, come_back_as, connect, leave, leave_to_connect, session_of, set_up, set_up_with, sign_in_as,
};

both!(
    a_person_signs_in_through_a_real_provider_and_is_the_same_one_the_next_time,
    a_person_who_gives_up_at_the_provider_is_not_signed_in,
    a_providers_secret_is_never_shown_and_not_kept_in_the_clear,
    a_provider_is_changed_switched_off_and_removed,
    an_account_is_connected_only_by_whoever_knows_its_password,
    an_account_is_never_taken_over_by_single_sign_on,
    registering_over_a_single_sign_on_account_gives_no_password_to_it,
    a_confirmed_account_of_a_verified_domain_needs_no_password_to_be_connected,
    without_a_membership_there_is_no_access_yet,
    who_was_removed_does_not_come_back_by_a_providers_role,
    a_person_at_a_provider_belongs_to_one_account,
    a_role_that_may_more_than_its_giver_is_not_given,
    a_provider_is_set_up_by_nobody_who_is_kept_to_a_part,
    nobody_comes_by_a_providers_role_where_the_tenant_has_no_room_for_them,
    a_network_begins_only_so_many_attempts,
);

pub(crate) async fn verify_domain(app: &'static TestApp, shop: &Shop, domain: &str) {
    let (identity, code, domain) = (app.parts().identity.clone(), shop.code().to_owned(), domain.to_owned());
    let verified = app.on_server(async move {
        let tenant = identity.tenant(&code).await.unwrap().unwrap();
        identity.verify_sign_in_domain(&identity.operator_context(&tenant), CODE, &domain).await
    });
    verified.await.unwrap();
}

pub(crate) async fn role_id(app: &'static TestApp, shop: &Shop, code: &str) -> Value {
    let mut raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let id = match raw {
        kontor_testkit::Raw::Sqlite(_) => "lower(hex(id))",
        kontor_testkit::Raw::Postgres(_) => "id::text",
    };
    let sql = format!("SELECT {id} FROM identity_roles WHERE tenant_id = {tenant} AND code = '{code}'");
    let hex = raw.texts(&sql).await.remove(0).replace('-', "");
    let (a, b, c, d, e) = (&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
    json!(format!("{a}-{b}-{c}-{d}-{e}"))
}

/// Walks through the provider's forms for development as this person.
pub(crate) async fn through_the_forms(browser: &mut Browser, start: Page, shop: &str, login: &str) -> Page {
    let page = browser.follow(start, shop).await;
    let fields = [("prompt", "login"), ("login", login), ("password", "any")];
    let page = browser.post(&page.form(), &fields).await;
    let mut page = browser.follow(page, shop).await;
    if page.redirect().is_none() {
        page = browser.post(&page.form(), &[("prompt", "consent")]).await;
        page = browser.follow(page, shop).await;
    }
    browser.get(page.redirect().expect("the provider sends the person back").as_str()).await
}

async fn real_provider_of(app: &'static TestApp, shop: &Shop, domain: &str) -> &'static RealProvider {
    let provider = RealProvider::shared();
    let callback = format!("http://{}/sign-in/callback/{CODE}", shop.guest().host());
    let mut body = provider.register(CODE, &callback).await;
    body["domains"] = json!([domain]);
    body["default_role_id"] = role_id(app, shop, "order_desk").await;
    shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await.expect(201);
    verify_domain(app, shop, domain).await;
    provider
}

fn browser(app: &'static TestApp, shop: &Shop, provider: &RealProvider) -> Browser {
    let browser = Browser::new(shop.guest().host(), app.address());
    browser.knowing(&provider.address().to_string(), provider.address())
}

async fn a_person_signs_in_through_a_real_provider_and_is_the_same_one_the_next_time(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let domain = format!("{}.example", shop.code());
    let provider = real_provider_of(app, &shop, &domain).await;
    let home = format!("http://{}", shop.guest().host());
    let mut people = Vec::new();
    for _ in 0..2 {
        let mut browser = browser(app, &shop, provider);
        let start = browser.get(&format!("{home}/sign-in/with/{CODE}?return_to=/orders?state=placed")).await;
        let end = through_the_forms(&mut browser, start, &home, &format!("anna@{domain}")).await;
        assert_eq!(end.redirect().unwrap().as_str(), format!("{home}/orders?state=placed"));
        assert_eq!(browser.cookie("kontor_sign_in"), None);
        let session = session_of(shop.guest(), &end.reply).await;
        assert_eq!(session["user"]["email"], format!("anna@{domain}"));
        assert_eq!(session["persona"]["role"]["code"], "order_desk");
        people.push(session["user"]["id"].clone());
    }
    assert_eq!(people[0], people[1]);
}

async fn a_person_who_gives_up_at_the_provider_is_not_signed_in(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let provider = real_provider_of(app, &shop, "nowhere.example").await;
    let home = format!("http://{}", shop.guest().host());
    let mut browser = browser(app, &shop, provider);
    let start = browser.get(&format!("{home}/sign-in/with/{CODE}")).await;
    let page = browser.follow(start, &home).await;
    let page = browser.get(&format!("{}/abort", page.form())).await;
    let page = browser.follow(page, &home).await;
    let back = page.redirect().unwrap();
    assert!(back.as_str().contains("error=access_denied"), "{back}");
    let end = browser.get(back.as_str()).await;
    assert_eq!((end.reply.status, end.reply.session_cookie()), (422, None));
}

async fn a_providers_secret_is_never_shown_and_not_kept_in_the_clear(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let made = set_up(&shop, &issuer).await;
    let secret = issuer.setup(CODE)["client_secret"].as_str().unwrap().to_owned();
    let list = shop.admin().get("/api/v1/admin/sign-in-providers").send().await.expect(200);
    assert_eq!(list["items"], json!([made]));
    let rows = app.raw().await.rows_of(shop.id()).await;
    for shown in [list.to_string(), format!("{rows:?}")] {
        assert!(!shown.contains(&secret), "{shown}");
    }
    let offered = shop.guest().get("/api/v1/sign-in-providers").send().await.expect(200);
    assert_eq!(offered["items"], json!([{ "code": CODE, "name": "Single sign-on" }]));
}

async fn a_provider_is_changed_switched_off_and_removed(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let id = set_up(&shop, &issuer).await["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/admin/sign-in-providers/{id}");
    let again = shop.admin().post("/api/v1/admin/sign-in-providers").json(issuer.setup(CODE)).send().await;
    again.problem(422, "identity.provider_code_taken");
    let moved = shop.admin().patch(&path).json(json!({ "issuer": "https://elsewhere.example" })).send().await;
    moved.problem(422, "request.invalid_field");
    let changed = shop.admin().patch(&path).json(json!({ "name": "Other", "is_enabled": false })).send().await;
    assert_eq!(changed.expect(200)["name"], "Other");
    let json = ("accept", "application/json");
    shop.guest().get(format!("/sign-in/with/{CODE}")).header(json.0, json.1).send().await.expect(404);
    assert_eq!(shop.guest().get("/api/v1/sign-in-providers").send().await.expect(200)["items"], json!([]));
    shop.admin().delete(&path).send().await.expect(204);
    shop.admin().delete(&path).send().await.expect(404);
}

async fn an_account_is_connected_only_by_whoever_knows_its_password(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    set_up(&shop, &issuer).await;
    let email = shop.person("order_desk", None).await;
    let person = shop.guest().sign_in(&email, PASSWORD).await;
    sign_in_as(shop.guest(), &issuer, "pat").await.problem(409, "identity.not_connected");

    let wrong = json!({ "provider": CODE, "password": "not the password" });
    person.post("/api/v1/me/external-identities").json(wrong).send().await.problem(422, "identity.wrong_password");
    let forged = json!({ "provider": CODE, "password": PASSWORD });
    let forged = person.post("/api/v1/me/external-identities").json(forged).without("x-csrf-token").send().await;
    forged.problem(403, "auth.csrf");
    // Somebody else's browser cannot end what this one has begun.
    let attempt = leave_to_connect(&person, PASSWORD).await;
    let claims = issuer.claims(&attempt.asked, "mallory");
    let other = come_back_as(shop.admin(), &issuer, &attempt, &claims).await;
    other.problem(422, "identity.provider_refused");

    assert_eq!(connect(&person, PASSWORD, &issuer, "pat").await.status, 303);
    let session = session_of(shop.guest(), &sign_in_as(shop.guest(), &issuer, "pat").await).await;
    assert_eq!(session["user"]["email"], email.as_str());
    let own = person.get("/api/v1/me/external-identities").send().await.expect(200);
    assert_eq!(own["items"][0]["issuer"], issuer.url());
    let id = own["items"][0]["id"].as_str().unwrap();
    person.delete(format!("/api/v1/me/external-identities/{id}")).send().await.expect(204);
    sign_in_as(shop.guest(), &issuer, "pat").await.problem(409, "identity.not_connected");
}

/// A provider that anybody can run may say whatever address it likes.
async fn an_account_is_never_taken_over_by_single_sign_on(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let domain = format!("{}.example", shop.code());
    let role = role_id(app, &shop, "order_desk").await;
    set_up_with(&shop, &issuer, json!({ "domains": [domain], "default_role_id": role })).await;
    let attack = async |verified: Value| {
        let attempt = leave(shop.guest(), "/").await;
        let mut claims = issuer.claims(&attempt.asked, "mallory");
        (claims["email"], claims["email_verified"]) = (json!(shop.admin_email()), verified);
        come_back_as(shop.guest(), &issuer, &attempt, &claims).await
    };
    // The operator has not verified the domain.
    attack(json!(true)).await.problem(409, "identity.not_connected");
    verify_domain(app, &shop, &domain).await;
    // The provider has not verified the address, or says so in a way that is no truth value.
    attack(json!(false)).await.problem(409, "identity.not_connected");
    attack(Value::Null).await.problem(409, "identity.not_connected");
    attack(json!("true")).await.problem(422, "identity.provider_refused");
    // The owner of the account has not proven the address: somebody else may have made it in their name.
    attack(json!(true)).await.problem(409, "identity.not_connected");
    shop.guest().sign_in(shop.admin_email(), PASSWORD).await;
}

async fn registering_over_a_single_sign_on_account_gives_no_password_to_it(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let role = role_id(app, &shop, "order_desk").await;
    set_up_with(&shop, &issuer, json!({ "domains": ["nowhere.example"], "default_role_id": role })).await;
    verify_domain(app, &shop, "nowhere.example").await;
    let subject = format!("anna-{}", shop.code());
    session_of(shop.guest(), &sign_in_as(shop.guest(), &issuer, &subject).await).await;
    let email = format!("{subject}@nowhere.example");
    shop.membership(&email, "warehouse", None).await;
    let body = json!({ "email": email, "password": PASSWORD });
    shop.guest().post("/api/v1/session").json(body).send().await.problem(401, "identity.wrong_credentials");
    let empty = json!({ "email": email, "password": "" });
    assert_ne!(shop.guest().post("/api/v1/session").json(empty).send().await.status, 200);
}

async fn a_confirmed_account_of_a_verified_domain_needs_no_password_to_be_connected(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let domain = format!("{}.example", shop.code());
    set_up_with(&shop, &issuer, json!({ "domains": [domain] })).await;
    verify_domain(app, &shop, &domain).await;
    let confirm = format!("UPDATE identity_users SET email_verified_at = 1 WHERE email = '{}'", shop.admin_email());
    assert_eq!(app.raw().await.execute(&confirm).await.unwrap(), 1);
    let attempt = leave(shop.guest(), "/").await;
    let mut claims = issuer.claims(&attempt.asked, "ada");
    claims["email"] = json!(shop.admin_email().to_uppercase());
    let reply = come_back_as(shop.guest(), &issuer, &attempt, &claims).await;
    assert_eq!(session_of(shop.guest(), &reply).await["user"]["email"], shop.admin_email());
    // From here on the subject tells who it is, whatever the address becomes.
    let reply = sign_in_as(shop.guest(), &issuer, "ada").await;
    assert_eq!(session_of(shop.guest(), &reply).await["user"]["email"], shop.admin_email());
}

async fn without_a_membership_there_is_no_access_yet(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    set_up_with(&shop, &issuer, json!({ "domains": ["nowhere.example"] })).await;
    verify_domain(app, &shop, "nowhere.example").await;
    sign_in_as(shop.guest(), &issuer, &format!("new-{}", shop.code())).await.problem(409, "identity.no_access_yet");
    // Somebody of another tenant, connected there, is nobody here.
    let elsewhere = app.tenant().build().await;
    set_up(&elsewhere, &issuer).await;
    let stranger = elsewhere.user("order_desk").await;
    let subject = format!("stranger-{}", shop.code());
    assert_eq!(connect(&stranger, PASSWORD, &issuer, &subject).await.status, 303);
    session_of(elsewhere.guest(), &sign_in_as(elsewhere.guest(), &issuer, &subject).await).await;
    sign_in_as(shop.guest(), &issuer, &subject).await.problem(409, "identity.no_access_yet");
}

async fn who_was_removed_does_not_come_back_by_a_providers_role(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let role = role_id(app, &shop, "warehouse").await;
    set_up_with(&shop, &issuer, json!({ "domains": ["nowhere.example"], "default_role_id": role })).await;
    verify_domain(app, &shop, "nowhere.example").await;
    let subject = format!("ex-{}", shop.code());
    let first = session_of(shop.guest(), &sign_in_as(shop.guest(), &issuer, &subject).await).await;
    let mut raw = app.raw().await;
    let id = raw.literal(first["persona"]["membership_id"].as_str().unwrap());
    raw.execute(&format!("UPDATE identity_memberships SET ended_at = 1 WHERE id = {id}")).await.unwrap();
    sign_in_as(shop.guest(), &issuer, &subject).await.problem(409, "identity.no_access_yet");
}

async fn a_person_at_a_provider_belongs_to_one_account(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    set_up(&shop, &issuer).await;
    let people: Vec<Client> = vec![shop.user("order_desk").await, shop.user("order_desk").await];
    assert_eq!(connect(&people[0], PASSWORD, &issuer, "pat").await.status, 303);
    assert_eq!(connect(&people[0], PASSWORD, &issuer, "pat").await.status, 303);
    connect(&people[1], PASSWORD, &issuer, "pat").await.problem(422, "identity.provider_refused");
    let owner = people[0].get("/api/v1/session").send().await.expect(200);
    let session = session_of(shop.guest(), &sign_in_as(shop.guest(), &issuer, "pat").await).await;
    assert_eq!(session["user"], owner["user"]);
}

async fn a_role_that_may_more_than_its_giver_is_not_given(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Arc::new(Issuer::new()));
    for role in ["buyer", "company_admin"] {
        let mut body = issuer.setup(CODE);
        body["default_role_id"] = role_id(app, &shop, role).await;
        let refused = shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await;
        assert_eq!(refused.problem(422, "identity.bad_field")["errors"][0]["pointer"], "/default_role_id");
    }
}

/// Whoever comes by a provider's role sees the whole tenant.
async fn a_provider_is_set_up_by_nobody_who_is_kept_to_a_part(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let path = format!("/api/v1/admin/sign-in-providers/{}", set_up(&shop, &issuer).await["id"].as_str().unwrap());
    let company = shop.company("ACME").await;
    let narrow = shop.scoped_user("administrator", json!({ "companies": [company.id] })).await;
    let role = json!({ "default_role_id": role_id(app, &shop, "warehouse").await });
    narrow.patch(&path).json(role.clone()).send().await.problem(403, "auth.narrow_reach");
    narrow.delete(&path).send().await.problem(403, "auth.narrow_reach");
    let another = narrow.post("/api/v1/admin/sign-in-providers").json(issuer.setup("another"));
    another.send().await.problem(403, "auth.narrow_reach");
    shop.admin().patch(&path).json(role).send().await.expect(200);
}

async fn nobody_comes_by_a_providers_role_where_the_tenant_has_no_room_for_them(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let role = role_id(app, &shop, "warehouse").await;
    set_up_with(&shop, &issuer, json!({ "domains": ["nowhere.example"], "default_role_id": role })).await;
    verify_domain(app, &shop, "nowhere.example").await;
    let limit = async |people: u32| {
        let path = format!("/api/v1/operator/tenants/{}", shop.code());
        app.operator().patch(path).json(json!({ "quotas": { "people": people } })).send().await.expect(200);
    };
    let subject = format!("new-{}", shop.code());
    limit(1).await;
    sign_in_as(shop.guest(), &issuer, &subject).await.problem(409, "tenant.quota_reached");
    let people = shop.admin().get("/api/v1/admin/people?state=all").send().await.expect(200);
    assert_eq!(people["items"].as_array().unwrap().len(), 1, "the administrator and nobody else: {people}");
    limit(2).await;
    session_of(shop.guest(), &sign_in_as(shop.guest(), &issuer, &subject).await).await;
}

/// Each attempt is kept for some minutes, and anybody may begin one.
async fn a_network_begins_only_so_many_attempts(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    set_up(&shop, &issuer).await;
    let flood = shop.guest().at_machine(Ipv4Addr::new(127, 0, 7, 7));
    let begin = async |client: &Client| {
        client.get(format!("/sign-in/with/{CODE}")).header("accept", "application/json").send().await
    };
    let mut begun = 0;
    let refused = loop {
        let reply = begin(&flood).await;
        if reply.status != 303 || begun == 1_000 {
            break reply;
        }
        begun += 1;
    };
    refused.problem(429, "identity.too_many_attempts");
    assert!(begun >= 100, "{begun}");
    begin(shop.guest()).await.expect(303);
}
