//! Passkeys: made on a host by whoever is signed in, and good there for its owner alone.
//! Every answer that is a little wrong opens nothing.

use kontor_testkit::{Client, PASSWORD, Reply, Shop, TestApp, both};
use serde_json::{Value, json};

use super::authenticator::Authenticator;

both!(
    a_passkey_signs_in_without_a_password,
    an_answer_that_is_a_little_wrong_opens_nothing,
    a_passkey_is_good_on_its_own_host_only,
    a_passkey_is_forgotten_by_its_owner_only,
    a_person_has_twenty_passkeys_at_most,
    a_passkey_is_told_of_by_mail,
    an_open_session_alone_makes_no_passkey,
    a_new_password_by_mail_forgets_passkeys,
);

const OPTIONS: &str = "/api/v1/me/passkeys/options";
const PASSKEYS: &str = "/api/v1/me/passkeys";

fn origin(client: &Client) -> String {
    format!("http://{}:{}", client.host(), client.address().port())
}

/// A person with a passkey: their address, their session, their device and their handle.
async fn with_passkey(shop: &Shop) -> (String, Client, Authenticator, String) {
    let email = shop.person("order_desk", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let device = Authenticator::new(&origin(&client));
    let asked = client.post(OPTIONS).json(json!({ "password": PASSWORD })).send().await.expect(200);
    let body = body_of(&asked, &device);
    client.post(PASSKEYS).json(body).send().await.expect(201);
    let owner = asked["public_key"]["user"]["id"].as_str().unwrap().to_owned();
    (email, client, device, owner)
}

fn body_of(asked: &Value, device: &Authenticator) -> Value {
    json!({ "ticket": asked["ticket"], "name": "Phone", "credential": device.make(&asked["public_key"]) })
}

async fn challenge(guest: &Client) -> Value {
    guest.post("/api/v1/session/passkey/options").send().await.expect(200)
}

async fn bring(guest: &Client, asked: &Value, credential: Value) -> Reply {
    let body = json!({ "ticket": asked["ticket"], "credential": credential });
    guest.post("/api/v1/session/passkey").json(body).send().await
}

async fn a_passkey_signs_in_without_a_password(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (email, client, mut device, owner) = with_passkey(&shop).await;
    let me = client.get("/api/v1/me").send().await.expect(200);
    assert_eq!((&me["passkeys"][0]["name"], &me["passkeys"][0]["host"]), (&json!("Phone"), &json!(client.host())));
    for _ in 0..2 {
        let asked = challenge(shop.guest()).await;
        let reply = bring(shop.guest(), &asked, device.answer(&asked["public_key"], &owner)).await;
        assert_eq!(reply.expect(200)["user"]["email"], json!(email));
        shop.guest().with_session(&reply).get("/api/v1/admin/orders").send().await.expect(200);
    }
    let me = client.get("/api/v1/me").send().await.expect(200);
    assert_ne!(me["passkeys"][0]["last_used_at"], Value::Null);
    let list = client.get("/api/v1/me/sessions").send().await.expect(200);
    assert_eq!(list["items"][0]["method"], "passkey");
}

async fn an_answer_that_is_a_little_wrong_opens_nothing(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (_, _, device, owner) = with_passkey(&shop).await;
    let (_, _, mut stranger, other) = with_passkey(&shop).await;
    let guest = shop.guest();
    let refused = async |what: &str, change: &dyn Fn(&mut Authenticator), owner: &str| {
        let mut device = device.clone();
        device.counter = 10;
        change(&mut device);
        let asked = challenge(guest).await;
        let reply = bring(guest, &asked, device.answer(&asked["public_key"], owner)).await;
        assert!(matches!(reply.status, 401 | 422), "{what}: {} {}", reply.status, reply.text());
        assert_eq!(reply.session_cookie(), None, "{what}");
    };
    refused("the person was not verified", &|device| device.verifies = false, &owner).await;
    refused("another site asked", &|device| device.origin = "https://evil.example".to_owned(), &owner).await;
    refused("a neighbouring site asked", &|device| device.origin = "http://localhost:1".to_owned(), &owner).await;
    refused("it is somebody else's", &|_| {}, &other).await;
    refused(
        "the key is another one",
        &|device| {
            let origin = device.origin.clone();
            *device = Authenticator::new(&origin);
        },
        &owner,
    )
    .await;

    let (asked, another) = (challenge(guest).await, challenge(guest).await);
    let credential = stranger.answer(&asked["public_key"], &other);
    bring(guest, &another, credential.clone()).await.problem(422, "identity.bad_passkey");
    bring(guest, &asked, credential.clone()).await.expect(200);
    bring(guest, &asked, credential).await.problem(409, "identity.ticket_over");
    // A copy of the device that lags behind shows itself by its counter.
    stranger.counter -= 1;
    let asked = challenge(guest).await;
    let credential = stranger.answer(&asked["public_key"], &other);
    bring(guest, &asked, credential).await.problem(422, "identity.bad_passkey");
}

async fn a_passkey_is_good_on_its_own_host_only(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let (email, _, mut device, owner) = with_passkey(&shop).await;
    elsewhere.membership(&email, "order_desk", None).await;
    let asked = challenge(elsewhere.guest()).await;
    let here = challenge(shop.guest()).await;
    device.origin = origin(elsewhere.guest());
    let credential = device.answer(&asked["public_key"], &owner);
    bring(elsewhere.guest(), &asked, credential).await.problem(401, "identity.wrong_credentials");
    device.origin = origin(shop.guest());
    let credential = device.answer(&here["public_key"], &owner);
    bring(elsewhere.guest(), &here, credential.clone()).await.problem(409, "identity.ticket_over");
    bring(shop.guest(), &here, credential).await.expect(200);
}

async fn a_passkey_is_forgotten_by_its_owner_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (_, client, mut device, owner) = with_passkey(&shop).await;
    let (_, other, _, _) = with_passkey(&shop).await;
    let me = client.get("/api/v1/me").send().await.expect(200);
    let path = format!("{PASSKEYS}/{}", me["passkeys"][0]["id"].as_str().unwrap());
    other.delete(&path).send().await.problem(404, "not_found");
    client.delete(&path).send().await.expect(204);
    let asked = challenge(shop.guest()).await;
    let credential = device.answer(&asked["public_key"], &owner);
    bring(shop.guest(), &asked, credential).await.problem(401, "identity.wrong_credentials");
}

async fn a_person_has_twenty_passkeys_at_most(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (_, client, _, _) = with_passkey(&shop).await;
    for _ in 1..20 {
        let asked = client.post(OPTIONS).json(json!({ "password": PASSWORD })).send().await.expect(200);
        let device = Authenticator::new(&origin(&client));
        client.post(PASSKEYS).json(body_of(&asked, &device)).send().await.expect(201);
    }
    client.post(OPTIONS).json(json!({ "password": PASSWORD })).send().await.problem(409, "identity.too_many_passkeys");
}

async fn a_passkey_is_told_of_by_mail(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (email, _, _, _) = with_passkey(&shop).await;
    assert!(app.mail().nth_mail(&email, 1).await.text().contains("Phone"));
}

async fn an_open_session_alone_makes_no_passkey(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let client = shop.guest().sign_in(&shop.person("order_desk", None).await, PASSWORD).await;
    client.post(OPTIONS).json(json!({})).send().await.problem(422, "identity.wrong_password");
    let guess = async || client.post(OPTIONS).json(json!({ "password": "not the password" })).send().await;
    guess().await.problem(422, "identity.wrong_password");
    assert_eq!(client.get("/api/v1/me").send().await.expect(200)["passkeys"], json!([]));
    // Guessing is bounded for the person, however often the session takes another id.
    let session = client.get("/api/v1/session").send().await.expect(200);
    let persona = json!({ "membership_id": session["persona"]["membership_id"] });
    let mut client = client;
    let mut compared = 0;
    for _ in 0..30 {
        let reply = client.post(OPTIONS).json(json!({ "password": "not the password" })).send().await;
        compared += usize::from(reply.status == 422);
        let switched = client.put("/api/v1/session/persona").json(persona.clone()).send().await;
        switched.expect(200);
        client = client.with_session(&switched);
    }
    assert!(compared <= 12, "{compared} guesses of thirty were compared");
}

async fn a_new_password_by_mail_forgets_passkeys(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (email, _, mut device, owner) = with_passkey(&shop).await;
    shop.guest().post("/api/v1/password-resets").json(json!({ "email": email })).send().await.expect(202);
    let link = app.mail().mail_with(&email, "/password-reset").await.path_with("/password-reset");
    let token = link.rsplit_once("token=").unwrap().1.to_owned();
    let body = json!({ "password": "other horse battery" });
    shop.guest().put(format!("/api/v1/password-resets/{token}")).json(body).send().await.expect(204);
    let asked = challenge(shop.guest()).await;
    let credential = device.answer(&asked["public_key"], &owner);
    bring(shop.guest(), &asked, credential).await.problem(401, "identity.wrong_credentials");
    let again = shop.guest().sign_in(&email, "other horse battery").await;
    assert_eq!(again.get("/api/v1/me").send().await.expect(200)["passkeys"], json!([]));
}
