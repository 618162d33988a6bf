//! How the routes of signing in and of one's own account are asked so that they do their work.
//! What ends sessions or uses something up is asked by somebody who was made for it.

use std::time::{SystemTime, UNIX_EPOCH};

use kontor_kernel::Clock;
use kontor_testkit::{Client, PASSWORD, TestApp};
use kontor_web::MatrixRow;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::{
    recipes::{Body, Recipe},
    scene::Scene,
};
use crate::http::identity::authenticator::Authenticator;

/// What a tenant has of accounts: a passkey, a session, and links that mails brought.
pub(crate) struct Account {
    pub(crate) tenant: String,
    pub(crate) user: String,
    pub(crate) passkey: String,
    pub(crate) session: String,
    pub(crate) reset: String,
    pub(crate) confirmation: String,
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

impl Account {
    /// Of the tenant's customer.
    pub(crate) async fn new(app: &'static TestApp, buyer: &Client, tenant: &str) -> Self {
        let session = buyer.get("/api/v1/session").send().await.expect(200);
        let email = text(&session["user"]["email"]);
        let list = buyer.get("/api/v1/me/sessions").send().await.expect(200);
        let reset = reset(app, buyer, &email).await;
        Self {
            tenant: tenant.to_owned(),
            user: text(&session["user"]["id"]),
            passkey: passkey(buyer).await.1,
            session: text(&list["items"][0]["id"]),
            confirmation: confirmation(app, buyer).await,
            reset,
        }
    }
}

fn origin(client: &Client) -> String {
    format!("http://{}:{}", client.host(), client.address().port())
}

async fn asked(client: &Client) -> Value {
    client.post("/api/v1/me/passkeys/options").json(json!({ "password": PASSWORD })).send().await.expect(200)
}

/// A device with a passkey of whoever is signed in, the passkey's id, and its owner's handle.
pub(super) async fn passkey(client: &Client) -> (Authenticator, String, String) {
    let device = Authenticator::new(&origin(client));
    let asked = asked(client).await;
    let body = json!({ "ticket": asked["ticket"], "name": "x", "credential": device.make(&asked["public_key"]) });
    let made = client.post("/api/v1/me/passkeys").json(body).send().await.expect(201);
    (device, text(&made["id"]), text(&asked["public_key"]["user"]["id"]))
}

async fn token_of(app: &TestApp, email: &str, words: &str) -> String {
    let mail = app.mail().mail_with(email, words).await;
    mail.path_with(words).rsplit_once("token=").unwrap().1.to_owned()
}

/// The token of a mail that lets its reader choose a new password.
pub(super) async fn reset(app: &TestApp, guest: &Client, email: &str) -> String {
    let ask = guest.post("/api/v1/password-resets").json(json!({ "email": email }));
    ask.send().await.expect(202);
    token_of(app, email, "/password-reset").await
}

/// The token of a mail to another address of whoever is signed in.
pub(super) async fn confirmation(app: &TestApp, client: &Client) -> String {
    let email = format!("{}@other.example", uuid::Uuid::now_v7().simple());
    let body = json!({ "email": email, "password": PASSWORD });
    client.post("/api/v1/me/email").json(body).send().await.expect(202);
    token_of(app, &email, "/email-confirmation").await
}

/// The present code of whoever has begun to set an app up.
pub(super) async fn code(client: &Client) -> String {
    let setup = client.post("/api/v1/me/totp").json(json!({ "password": PASSWORD })).send().await.expect(200);
    let secret = Secret::try_from_base32(setup["secret"].as_str().unwrap()).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Builder::new().with_secret(secret).build_noncompliant().generate(now).to_string()
}

/// Sets an app up; answers with a recovery code.
pub(super) async fn recovery_code(client: &Client) -> String {
    let code = code(client).await;
    let confirmed = client.put("/api/v1/me/totp").json(json!({ "code": code })).send().await.expect(200);
    text(&confirmed["recovery_codes"][0])
}

/// Somebody of the order desk, made for one request.
pub(super) async fn somebody(scene: &Scene) -> (String, Client) {
    let email = scene.shop.person("order_desk", None).await;
    let client = scene.shop.guest().sign_in(&email, PASSWORD).await;
    (email, client)
}

/// The ticket of somebody who comes from another tenant, where they are signed in.
pub(super) async fn handed_over(scene: &Scene) -> String {
    let elsewhere = scene.app.tenant().build().await;
    let email = scene.shop.person("order_desk", None).await;
    elsewhere.membership(&email, "order_desk", None).await;
    let client = elsewhere.guest().sign_in(&email, PASSWORD).await;
    let ask = json!({ "tenant_code": scene.shop.code() });
    let way = client.post("/api/v1/session/handover").json(ask).send().await.expect(201);
    text(&way["url"]).rsplit_once("ticket=").unwrap().1.to_owned()
}

/// The id of somebody's present session.
pub(super) async fn own_session(client: &Client) -> String {
    let list = client.get("/api/v1/me/sessions").send().await.expect(200);
    text(&list["items"].as_array().unwrap().iter().find(|item| item["is_current"] == true).unwrap()["id"])
}

pub(super) fn is_of_accounts(path: &str) -> bool {
    let starts = ["/api/v1/session", "/api/v1/me", "/api/v1/password-resets", "/api/v1/email-confirmations"];
    let has_start = starts.iter().any(|start| path.starts_with(start)) || path.contains("/api-tokens");
    has_start && !path.starts_with("/api/v1/me/external-identities")
}

pub(super) async fn of_accounts(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let path = row.path;
    match path {
        _ if path.contains("/api-tokens") => of_tokens(scene, row).await,
        _ if path.starts_with("/api/v1/session") => of_sessions(scene, row).await,
        _ if path.starts_with("/api/v1/me/") && row.path.contains("passkeys") => of_passkeys(scene, row).await,
        _ => of_oneself(scene, row).await,
    }
}

pub(super) fn by(client: Client, path: impl Into<String>, body: Body) -> Recipe {
    Recipe { client: Some(client), ..Recipe::new(path, body) }
}

async fn of_tokens(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    if row.method.as_str() == "POST" {
        let ends = Clock::System.now().plus_seconds(86_400).to_string();
        let body = json!({ "name": "x", "expires_at": ends, "permissions": ["identity.tokens.manage"] });
        return Some(Recipe::new(row.path, Body::Json(body)));
    }
    let made = scene.buyer.post("/api/v1/api-tokens").json(json!({ "name": "x" })).send().await.expect(201);
    Some(Recipe::new(row.path.replace("{id}", &text(&made["id"])), Body::None))
}

async fn of_sessions(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (shop, path) = (&scene.shop, row.path);
    let guest = shop.guest().clone();
    Some(match (row.method.as_str(), path) {
        ("POST", "/api/v1/session") => {
            let own = shop.admin().get("/api/v1/session").send().await.expect(200);
            let body = json!({ "email": shop.admin_email(), "password": PASSWORD, "remember": true,
                "membership_id": own["persona"]["membership_id"] });
            by(guest, path, Body::Json(body))
        }
        ("DELETE", "/api/v1/session") => by(somebody(scene).await.1, path, Body::None),
        ("PUT", "/api/v1/session/persona") => {
            let client = somebody(scene).await.1;
            let own = client.get("/api/v1/session").send().await.expect(200);
            by(client, path, Body::Json(json!({ "membership_id": own["persona"]["membership_id"] })))
        }
        ("POST", "/api/v1/session/second-factor") => {
            let (email, client) = somebody(scene).await;
            let code = recovery_code(&client).await;
            let first = json!({ "email": email, "password": PASSWORD });
            let step = guest.post("/api/v1/session").json(first).send().await.expect(202);
            by(guest, path, Body::Json(json!({ "ticket": step["ticket"], "code": code })))
        }
        ("POST", "/api/v1/session/passkey/options") => by(guest, path, Body::None),
        ("POST", "/api/v1/session/passkey") => {
            let client = somebody(scene).await.1;
            let (mut device, _, owner) = passkey(&client).await;
            let own = client.get("/api/v1/session").send().await.expect(200);
            let asked = guest.post("/api/v1/session/passkey/options").send().await.expect(200);
            let body = json!({ "ticket": asked["ticket"], "membership_id": own["persona"]["membership_id"],
                "credential": device.answer(&asked["public_key"], &owner) });
            by(guest, path, Body::Json(body))
        }
        ("POST", "/api/v1/session/handover") => {
            let elsewhere = scene.app.tenant().build().await;
            let (email, client) = somebody(scene).await;
            elsewhere.membership(&email, "order_desk", None).await;
            by(client, path, Body::Json(json!({ "tenant_code": elsewhere.code() })))
        }
        ("POST", "/api/v1/session/handover/acceptance") => {
            by(guest, path, Body::Json(json!({ "ticket": handed_over(scene).await })))
        }
        ("POST", "/api/v1/session/acting") => {
            let body = json!({ "company_id": scene.things.company, "minutes": 5, "reason": "They asked" });
            by(somebody(scene).await.1, path, Body::Json(body))
        }
        ("DELETE", "/api/v1/session/acting") => by(somebody(scene).await.1, path, Body::None),
        _ => return None,
    })
}

async fn of_passkeys(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let client = somebody(scene).await.1;
    Some(match (row.method.as_str(), row.path) {
        ("POST", "/api/v1/me/passkeys/options") => by(client, row.path, Body::Json(json!({ "password": PASSWORD }))),
        ("POST", "/api/v1/me/passkeys") => {
            let asked = asked(&client).await;
            let credential = Authenticator::new(&origin(&client)).make(&asked["public_key"]);
            let body = json!({ "ticket": asked["ticket"], "name": "x", "credential": credential });
            by(client, row.path, Body::Json(body))
        }
        ("DELETE", "/api/v1/me/passkeys/{id}") => {
            let made = passkey(&client).await.1;
            by(client, row.path.replace("{id}", &made), Body::None)
        }
        _ => return None,
    })
}

async fn of_oneself(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (email, client) = somebody(scene).await;
    let path = row.path;
    let proof = || Body::Json(json!({ "password": PASSWORD }));
    Some(match (row.method.as_str(), path) {
        ("PATCH", "/api/v1/me") => {
            by(client, path, Body::Json(json!({ "name": "x", "locale": "pl", "attributes": {} })))
        }
        ("PUT", "/api/v1/me/password") => {
            by(client, path, Body::Json(json!({ "current": PASSWORD, "new": "other horse battery" })))
        }
        ("POST", "/api/v1/me/email") => {
            let body = json!({ "email": format!("other-{email}"), "password": PASSWORD });
            by(client, path, Body::Json(body))
        }
        ("POST", "/api/v1/me/email/confirmation") | ("DELETE", "/api/v1/me/sessions") => by(client, path, Body::None),
        ("POST", "/api/v1/me/totp") => by(client, path, proof()),
        ("PUT", "/api/v1/me/totp") => {
            let code = code(&client).await;
            by(client, path, Body::Json(json!({ "code": code })))
        }
        ("POST", "/api/v1/me/totp/recovery-codes" | "/api/v1/me/totp/removal") => {
            recovery_code(&client).await;
            by(client, path, proof())
        }
        ("DELETE", "/api/v1/me/sessions/{id}") => {
            let other = scene.shop.guest().sign_in(&email, PASSWORD).await;
            by(client, path.replace("{id}", &own_session(&other).await), Body::None)
        }
        ("POST", "/api/v1/password-resets") => {
            by(scene.shop.guest().clone(), path, Body::Json(json!({ "email": "nobody@nowhere.example" })))
        }
        ("PUT", "/api/v1/password-resets/{token}") => {
            let token = reset(scene.app, scene.shop.guest(), &email).await;
            let body = json!({ "password": "other horse battery" });
            by(scene.shop.guest().clone(), path.replace("{token}", &token), Body::Json(body))
        }
        ("PUT", "/api/v1/email-confirmations/{token}") => {
            let token = confirmation(scene.app, &client).await;
            by(scene.shop.guest().clone(), path.replace("{token}", &token), Body::None)
        }
        _ => return None,
    })
}
