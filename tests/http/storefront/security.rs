//! The security page: a second factor that is missing, recovery codes, and accounts that are connected outside.
//! Whoever is sent there learns why, does what is asked, and comes back to where they were going.

use std::time::{SystemTime, UNIX_EPOCH};

use kontor_testkit::{
    Client, PASSWORD, Shop, TestApp, both, eventually,
    outside::{Browser, Issuer, RealProvider},
};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::{hidden, page, send, shown, way};
use crate::{
    http::identity::{
        outside::{through_the_forms, verify_domain},
        second_factor::set_up,
    },
    outside::{CODE, session_of, set_up_with, sign_in_as},
};

both!(
    staff_who_lack_a_second_factor_are_led_to_set_one_up_and_back_to_work,
    recovery_codes_are_made_anew_and_the_old_ones_open_nothing,
    an_account_is_connected_and_disconnected_on_its_security_page,
    an_account_without_a_password_proves_itself_by_a_sign_in_of_the_last_minutes,
    a_provider_s_word_changes_no_account_that_another_tenant_knows,
    without_scripts_a_sentence_stands_where_a_passkey_would_be_made,
);

const SECURITY: &str = "/account/security";

fn code_of(secret: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let secret = Secret::try_from_base32(secret).unwrap();
    Builder::new().with_secret(secret).build_noncompliant().generate(now).to_string()
}

async fn ask_staff_for_a_second_factor(shop: &Shop, client: &Client) {
    let settings = json!({ "enabled": true, "settings": { "second_factor_for_staff": "required" } });
    shop.admin().put("/api/v1/admin/modules/identity").json(settings).send().await.expect(200);
    let is_known = || async { (client.get("/api/v1/admin/orders").send().await.status == 403).then_some(()) };
    eventually("the setting is known", is_known).await;
}

async fn staff_who_lack_a_second_factor_are_led_to_set_one_up_and_back_to_work(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let clerk = shop.guest().sign_in(&email, PASSWORD).await;
    ask_staff_for_a_second_factor(&shop, &clerk).await;
    let fields = [("email", email.as_str()), ("password", PASSWORD), ("return_to", "/products?q=bolt")];
    assert_eq!(way(&send(shop.guest(), "/sign-in", &fields).await), "/account/security?return_to=/products%3Fq%3Dbolt");
    // What is shut leads there, too, and every page that is open says so.
    assert_eq!(way(&page(&clerk, "/account/tokens").await), "/account/security?return_to=/account/tokens");
    assert!(shown(&clerk, "/products").await.contains("A second factor is missing."));

    let asked = shown(&clerk, "/account/security?return_to=/account/tokens").await;
    assert!(!asked.contains("Set it up now"), "{asked}");
    assert!(asked.contains("Set up a second factor to go on") && asked.contains("Your firm asks its staff"), "{asked}");
    let back = hidden(&asked, "return_to");
    let setup = send(&clerk, "/account/security/codes", &[("password", PASSWORD), ("return_to", &back)]).await.text();
    let (secret, back) = (hidden(&setup, "secret"), hidden(&setup, "return_to"));
    let wrong = [("code", "000000"), ("secret", &secret), ("picture", "x"), ("return_to", &back)];
    let again = send(&clerk, "/account/security/codes/confirmation", &wrong).await;
    assert_eq!((again.status, hidden(&again.text(), "return_to").as_str()), (422, "/account/tokens"));
    let right = [("code", code_of(&secret)), ("return_to", back)];
    let right: Vec<_> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = send(&clerk, "/account/security/codes/confirmation", &right).await.text();
    assert!(done.contains("<a href=\"/account/tokens\">Go on</a>"), "{done}");
    assert!(!done.contains("A second factor is missing."), "{done}");
    assert!(!shown(&clerk, "/account/tokens").await.contains("A second factor is missing."));
}

async fn recovery_codes_are_made_anew_and_the_old_ones_open_nothing(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let clerk = shop.guest().sign_in(&email, PASSWORD).await;
    let anew = "/api/v1/me/totp/recovery-codes";
    let proof = json!({ "password": PASSWORD });
    clerk.post(anew).json(proof.clone()).send().await.problem(409, "identity.totp_off");
    let phone = set_up(&clerk).await;
    assert!(shown(&clerk, SECURITY).await.contains("10 codes left"));
    let refused = send(&clerk, "/account/security/codes/recovery", &[("password", "not it")]).await;
    assert!(refused.status == 422 && refused.text().contains("That is not your present password."));
    let made = send(&clerk, "/account/security/codes/recovery", &[("password", PASSWORD)]).await;
    assert!(made.status == 200 && !made.text().contains(&phone.recovery[0]));
    let fresh = clerk.post(anew).json(proof).send().await.expect(200);
    let fresh = fresh["recovery_codes"][0].as_str().unwrap().to_owned();
    let second = async |code: &str| {
        let ticket = crate::http::identity::second_factor::ticket(&shop, &email).await;
        let body = json!({ "ticket": ticket, "code": code });
        shop.guest().post("/api/v1/session/second-factor").json(body).send().await
    };
    second(&phone.recovery[0]).await.problem(422, "identity.wrong_code");
    second(&fresh).await.expect(200);
    let mail = app.mail().nth_mail(&email, 2).await;
    assert!(mail.subject().contains("recovery codes"), "{}", mail.subject());
}

/// Sets the real provider up in a shop.
async fn real_provider(shop: &Shop) -> &'static RealProvider {
    let provider = RealProvider::shared();
    let callback = format!("http://{}/sign-in/callback/{CODE}", shop.guest().host());
    let body = provider.register(CODE, &callback).await;
    shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await.expect(201);
    provider
}

async fn an_account_is_connected_and_disconnected_on_its_security_page(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let provider = real_provider(&shop).await;
    let email = shop.person("order_desk", None).await;
    let home = format!("http://{}", shop.guest().host());
    let host = shop.guest().host().to_owned();
    let mut browser = Browser::new(&host, app.address()).knowing(&provider.address().to_string(), provider.address());
    let fields = [("email", email.as_str()), ("password", PASSWORD), ("return_to", SECURITY)];
    browser.post(&format!("{home}/sign-in"), &fields).await;
    let security = browser.get(&format!("{home}{SECURITY}")).await.reply.text();
    assert!(security.contains("A real provider") && security.contains("not connected"), "{security}");

    let address = format!("{home}/account/security/providers/{CODE}");
    let asked = browser.get(&address).await.reply.text();
    let csrf = hidden(&asked, "_csrf");
    let wrong = browser.post(&address, &[("_csrf", &csrf), ("password", "not it")]).await.reply;
    assert!(wrong.status == 422 && wrong.text().contains("That is not your present password."));
    let on = browser.post(&address, &[("_csrf", &csrf), ("password", PASSWORD)]).await.reply;
    assert_eq!(on.status, 200, "{}", on.text());
    let text = on.text().replace("&amp;", "&").replace("&#x3D;", "=");
    let link =
        text.split("<a href=\"").find(|rest| rest.starts_with(&provider.issuer())).expect("a link to the provider");
    let start = browser.get(link.split('"').next().unwrap()).await;
    let end = through_the_forms(&mut browser, start, &home, &format!("{}@elsewhere.example", shop.code())).await;
    assert_eq!(end.redirect().unwrap().as_str(), format!("{home}{SECURITY}?connected={CODE}"));
    let back = browser.get(&format!("{home}{SECURITY}?connected={CODE}")).await.reply.text();
    assert!(back.contains("Outside account connected.") && back.contains("/account/security/connections/"), "{back}");

    // The next one who comes through the provider is the same person.
    let mut other = Browser::new(&host, app.address()).knowing(&provider.address().to_string(), provider.address());
    let start = other.get(&format!("{home}/sign-in/with/{CODE}")).await;
    let end = through_the_forms(&mut other, start, &home, &format!("{}@elsewhere.example", shop.code())).await;
    assert_eq!(session_of(shop.guest(), &end.reply).await["user"]["email"], email.as_str());

    let removal = back.split("action=\"").find(|rest| rest.starts_with("/account/security/connections/")).unwrap();
    let removal = format!("{home}{}", removal.split('"').next().unwrap());
    let gone = browser.post(&removal, &[("_csrf", &hidden(&back, "_csrf"))]).await;
    assert_eq!(gone.redirect().unwrap().path(), SECURITY);
    assert!(browser.get(&format!("{home}{SECURITY}")).await.reply.text().contains("not connected"));
}

/// Somebody whom a provider of a verified domain has let in: an account without a password.
async fn without_password(app: &'static TestApp, shop: &Shop, issuer: &Issuer) -> (Client, Value) {
    let role = crate::http::identity::outside::role_id(app, shop, "order_desk").await;
    set_up_with(shop, issuer, json!({ "domains": ["nowhere.example"], "default_role_id": role })).await;
    verify_domain(app, shop, "nowhere.example").await;
    let reply = sign_in_as(shop.guest(), issuer, &format!("anna-{}", shop.code())).await;
    let session = session_of(shop.guest(), &reply).await;
    (shop.guest().with_cookie(&reply, session["csrf_token"].as_str().unwrap()), session)
}

async fn an_account_without_a_password_proves_itself_by_a_sign_in_of_the_last_minutes(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let (anna, session) = without_password(app, &shop, &issuer).await;
    let asked = shown(&anna, SECURITY).await;
    assert!(asked.contains("Your account has no password") && asked.contains("Sign in again with Single sign-on"));
    assert!(!asked.contains("type=\"password\""), "{asked}");
    let setup = send(&anna, "/account/security/codes", &[]).await;
    assert!(setup.status == 200 && !hidden(&setup.text(), "secret").is_empty(), "{}", setup.text());
    // The only way in stays.
    let id = anna.get("/api/v1/me/external-identities").send().await.expect(200)["items"][0]["id"].clone();
    let removal = format!("/account/security/connections/{}/removal", id.as_str().unwrap());
    let kept = send(&anna, &removal, &[]).await;
    assert!(kept.status == 422 && kept.text().contains("This is the only way into your account."), "{}", kept.text());

    let mut raw = app.raw().await;
    let user = raw.literal(session["user"]["id"].as_str().unwrap());
    let old = format!("UPDATE identity_sessions SET created_at = created_at - 601000000 WHERE user_id = {user}");
    assert_eq!(raw.execute(&old).await.unwrap(), 1);
    let late = send(&anna, "/account/security/codes", &[]).await;
    assert!(late.status == 422 && late.text().contains("more than ten minutes ago"), "{}", late.text());
    anna.post("/api/v1/me/totp").json(json!({})).send().await.problem(409, "identity.sign_in_again");
    let connect = json!({ "provider": CODE });
    anna.post("/api/v1/me/external-identities").json(connect).send().await.problem(409, "identity.sign_in_again");
}

async fn a_provider_s_word_changes_no_account_that_another_tenant_knows(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().build().await, Issuer::new());
    let (anna, session) = without_password(app, &shop, &issuer).await;
    let elsewhere = app.tenant().build().await;
    elsewhere.membership(session["user"]["email"].as_str().unwrap(), "order_desk", None).await;
    anna.post("/api/v1/me/totp").json(json!({})).send().await.problem(403, "identity.password_needed");
}

async fn without_scripts_a_sentence_stands_where_a_passkey_would_be_made(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let page = shown(shop.admin(), SECURITY).await;
    let form = page.split("<form").find(|form| form.contains("data-script=\"new-passkey\"")).unwrap();
    assert!(form.split('>').next().unwrap().contains("hidden"), "{form}");
    assert!(page.contains("Adding a passkey takes a browser with scripts switched on"));
}
