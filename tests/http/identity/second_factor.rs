//! One-time codes and recovery codes: asked for after the password, each taken once.
//! A tenant may ask its staff for them; until they are set up a session opens nothing but its owner's account.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use kontor_testkit::{Client, PASSWORD, Reply, Shop, TestApp, both, eventually};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

both!(
    a_code_is_asked_for_after_the_password,
    a_code_is_taken_once,
    a_recovery_code_is_taken_once_and_there_are_ten,
    codes_are_guessed_a_few_times_only,
    codes_are_set_up_and_removed_with_the_password_only,
    staff_without_a_second_factor_reach_their_own_account_only_where_the_tenant_asks_for_one,
    the_secret_of_codes_is_nowhere_in_the_database,
);

const TOTP: &str = "/api/v1/me/totp";
const SECOND: &str = "/api/v1/session/second-factor";

/// An authenticator app.
pub(crate) struct App {
    codes: Totp,
    step: u64,
    pub(crate) recovery: Vec<String>,
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

impl App {
    /// Waits until a step has begun, so that a test does not end in another one.
    async fn new(secret: &str) -> Self {
        let into = now() % 30;
        if into > 20 {
            tokio::time::sleep(Duration::from_secs(30 - into)).await;
        }
        let secret = Secret::try_from_base32(secret).unwrap();
        let codes = Builder::new().with_secret(secret).build_noncompliant();
        Self { codes, step: now() / 30 - 2, recovery: Vec::new() }
    }

    /// The code of the next step; three are good before time has to pass.
    pub(crate) fn code(&mut self) -> String {
        self.step += 1;
        self.codes.generate(self.step * 30).to_string()
    }
}

/// Sets codes up for whoever is signed in.
pub(crate) async fn set_up(client: &Client) -> App {
    let setup = client.post(TOTP).json(json!({ "password": PASSWORD })).send().await.expect(200);
    let mut app = App::new(setup["secret"].as_str().unwrap()).await;
    let confirmed = client.put(TOTP).json(json!({ "code": app.code() })).send().await.expect(200);
    let codes = confirmed["recovery_codes"].as_array().unwrap();
    app.recovery = codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    app
}

async fn first_step(shop: &Shop, email: &str) -> Reply {
    let body = json!({ "email": email, "password": PASSWORD });
    shop.guest().post("/api/v1/session").json(body).send().await
}

/// The ticket of a first step that was right.
pub(crate) async fn ticket(shop: &Shop, email: &str) -> String {
    let step = first_step(shop, email).await;
    assert_eq!(step.session_cookie(), None);
    let step = step.expect(202);
    assert_eq!(step["step"], "second_factor");
    step["ticket"].as_str().unwrap().to_owned()
}

async fn second_step(shop: &Shop, ticket: &str, code: &str) -> Reply {
    shop.guest().post(SECOND).json(json!({ "ticket": ticket, "code": code })).send().await
}

async fn a_code_is_asked_for_after_the_password(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let mut phone = set_up(&client).await;
    let me = client.get("/api/v1/me").send().await.expect(200);
    assert_eq!(me["second_factor"]["recovery_codes_left"], 10);
    assert_ne!(me["second_factor"]["totp_since"], Value::Null);

    let kept = ticket(&shop, &email).await;
    second_step(&shop, &kept, "000000").await.problem(422, "identity.wrong_code");
    second_step(&shop, "nothing", &phone.code()).await.problem(409, "identity.ticket_over");
    let reply = second_step(&shop, &kept, &phone.code()).await;
    assert_eq!(reply.expect(200)["user"]["email"], json!(email));
    shop.guest().with_session(&reply).get("/api/v1/admin/orders").send().await.expect(200);
    assert!(app.mail().nth_mail(&email, 1).await.subject().len() > 3);
    // A ticket of one tenant is worth nothing at another.
    let elsewhere = app.tenant().build().await;
    elsewhere.membership(&email, "order_desk", None).await;
    let kept = ticket(&shop, &email).await;
    second_step(&elsewhere, &kept, &phone.recovery[0]).await.problem(409, "identity.ticket_over");
}

async fn a_code_is_taken_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let mut phone = set_up(&shop.guest().sign_in(&email, PASSWORD).await).await;
    let code = phone.code();
    let kept = ticket(&shop, &email).await;
    second_step(&shop, &kept, &code).await.expect(200);
    // Neither the ticket nor the code is good again; nor is a code that is older than the last one taken.
    second_step(&shop, &kept, &phone.code()).await.problem(409, "identity.ticket_over");
    let kept = ticket(&shop, &email).await;
    second_step(&shop, &kept, &code).await.problem(422, "identity.wrong_code");
}

async fn a_recovery_code_is_taken_once_and_there_are_ten(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let phone = set_up(&client).await;
    assert_eq!(phone.recovery.len(), 10);
    let kept = ticket(&shop, &email).await;
    let typed = phone.recovery[3].to_uppercase().replace('-', " ");
    second_step(&shop, &kept, &typed).await.expect(200);
    let kept = ticket(&shop, &email).await;
    second_step(&shop, &kept, &phone.recovery[3]).await.problem(422, "identity.wrong_code");
    second_step(&shop, &kept, &phone.recovery[4]).await.expect(200);
    let me = client.get("/api/v1/me").send().await.expect(200);
    assert_eq!(me["second_factor"]["recovery_codes_left"], 8);
}

async fn codes_are_guessed_a_few_times_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let mut phone = set_up(&shop.guest().sign_in(&email, PASSWORD).await).await;
    let mut wrong = 0;
    let kept = ticket(&shop, &email).await;
    let refused = loop {
        let reply = second_step(&shop, &kept, "000000").await;
        if reply.status == 429 {
            break reply;
        }
        reply.problem(422, "identity.wrong_code");
        wrong += 1;
    };
    assert!(wrong <= 5, "{wrong} guesses were compared");
    assert!(refused.header("retry-after").is_some());
    second_step(&shop, &kept, &phone.code()).await.problem(429, "identity.too_many_attempts");
}

async fn codes_are_set_up_and_removed_with_the_password_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let wrong = json!({ "password": "not the password" });
    client.post(TOTP).json(wrong.clone()).send().await.problem(422, "identity.wrong_password");
    client.put(TOTP).json(json!({ "code": "123456" })).send().await.problem(409, "identity.totp_off");
    set_up(&client).await;
    client.post(TOTP).json(json!({ "password": PASSWORD })).send().await.problem(409, "identity.totp_on");
    let removal = format!("{TOTP}/removal");
    client.post(&removal).json(wrong).send().await.problem(422, "identity.wrong_password");
    client.post(&removal).json(json!({ "password": PASSWORD })).send().await.expect(204);
    first_step(&shop, &email).await.expect(200);
}

async fn staff_without_a_second_factor_reach_their_own_account_only_where_the_tenant_asks_for_one(
    app: &'static TestApp,
) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let settings = json!({ "enabled": true, "settings": { "second_factor_for_staff": "required" } });
    shop.admin().put("/api/v1/admin/modules/identity").json(settings).send().await.expect(200);
    eventually("the setting is known", || async {
        (client.get("/api/v1/admin/orders").send().await.status == 403).then_some(())
    })
    .await;
    let session = client.get("/api/v1/session").send().await.expect(200);
    assert_eq!((&session["needs_second_factor"], &session["permissions"]), (&json!(true), &json!([])));
    assert_eq!(client.get("/api/v1/me").send().await.expect(200)["second_factor"]["is_required"], true);
    buyer.get("/api/v1/orders").send().await.expect(200);

    set_up(&client).await;
    client.get("/api/v1/admin/orders").send().await.expect(200);
    let session = client.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["needs_second_factor"], false);
}

async fn the_secret_of_codes_is_nowhere_in_the_database(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let setup = client.post(TOTP).json(json!({ "password": PASSWORD })).send().await.expect(200);
    let uri = setup["uri"].as_str().unwrap();
    assert!(uri.starts_with("otpauth://totp/") && setup["qr_svg"].as_str().unwrap().contains("<svg"));
    let sealed = app.raw().await.texts("SELECT totp_sealed FROM identity_users WHERE totp_sealed IS NOT NULL").await;
    let secret = setup["secret"].as_str().unwrap();
    assert!(!sealed.is_empty() && sealed.iter().all(|kept| kept.starts_with("v1.") && !kept.contains(secret)));
}
