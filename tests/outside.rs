//! The steps of an outside sign-in as tests take them one by one: off to the provider, and back with whatever they bring.
//! What the browser does in between is the test's business.

use kontor_testkit::{
    Client, Reply, Shop,
    outside::{Asked, Issuer},
};
use serde_json::{Value, json};

/// The code under which tests set their provider up.
pub(crate) const CODE: &str = "sso";

/// Somebody on the way.
#[derive(Clone)]
pub(crate) struct Attempt {
    /// What the provider was asked.
    pub(crate) asked: Asked,
    /// What the browser keeps.
    pub(crate) cookie: String,
}

/// Sets an issuer up in a shop.
pub(crate) async fn set_up(shop: &Shop, issuer: &Issuer) -> Value {
    set_up_with(shop, issuer, json!({})).await
}

/// The same with more fields of the request.
pub(crate) async fn set_up_with(shop: &Shop, issuer: &Issuer, more: Value) -> Value {
    let mut body = issuer.setup(CODE);
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await.expect(201)
}

/// Leaves for the provider.
pub(crate) async fn leave(guest: &Client, return_to: &str) -> Attempt {
    let encoded: String = return_to.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let path = format!("/sign-in/with/{CODE}?return_to={encoded}");
    let reply = guest.get(path).header("accept", "application/json").send().await;
    reply.expect(303);
    attempt(&reply, reply.header("location").unwrap())
}

/// Leaves for the provider to connect one's account.
pub(crate) async fn leave_to_connect(person: &Client, password: &str) -> Attempt {
    leave_to_connect_with(person, CODE, password).await
}

async fn leave_to_connect_with(person: &Client, code: &str, password: &str) -> Attempt {
    let body = json!({ "provider": code, "password": password });
    let reply = person.post("/api/v1/me/external-identities").json(body).send().await;
    let address = reply.expect(200)["address"].as_str().unwrap().to_owned();
    attempt(&reply, &address)
}

fn attempt(reply: &Reply, address: &str) -> Attempt {
    let cookie = reply.header("set-cookie").unwrap();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/sign-in", "Max-Age=600"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    Attempt { asked: Asked::read(address), cookie: cookie.split(';').next().unwrap().to_owned() }
}

/// Comes back to the callback with these parameters.
pub(crate) async fn come_back(guest: &Client, cookie: &str, query: &[(&str, &str)]) -> Reply {
    come_back_to(guest, CODE, cookie, query).await
}

/// Comes back to the callback of another provider.
pub(crate) async fn come_back_to(guest: &Client, code: &str, cookie: &str, query: &[(&str, &str)]) -> Reply {
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let path = format!("/sign-in/callback/{code}?{}", pairs.join("&"));
    let cookies =
        [guest.cookie(), cookie].into_iter().filter(|cookie| !cookie.is_empty()).collect::<Vec<_>>().join("; ");
    guest.get(path).header("accept", "application/json").header("cookie", cookies).send().await
}

/// Comes back as one should, with a code for these claims.
pub(crate) async fn come_back_as(guest: &Client, issuer: &Issuer, attempt: &Attempt, claims: &Value) -> Reply {
    let code = issuer.code(&attempt.asked, claims);
    come_back(guest, &attempt.cookie, &[("code", &code), ("state", attempt.asked.field("state"))]).await
}

/// The whole way of somebody the issuer knows under this name.
pub(crate) async fn sign_in_as(guest: &Client, issuer: &Issuer, subject: &str) -> Reply {
    let attempt = leave(guest, "/orders").await;
    let claims = issuer.claims(&attempt.asked, subject);
    come_back_as(guest, issuer, &attempt, &claims).await
}

/// Connects a person who is signed in with the person the issuer knows under this name.
pub(crate) async fn connect(person: &Client, password: &str, issuer: &Issuer, subject: &str) -> Reply {
    connect_with(person, CODE, password, issuer, subject).await
}

/// The same with the provider of another code.
pub(crate) async fn connect_with(
    person: &Client,
    provider: &str,
    password: &str,
    issuer: &Issuer,
    subject: &str,
) -> Reply {
    let attempt = leave_to_connect_with(person, provider, password).await;
    let code = issuer.code(&attempt.asked, &issuer.claims(&attempt.asked, subject));
    let query = [("code", code.as_str()), ("state", attempt.asked.field("state"))];
    come_back_to(person, provider, &attempt.cookie, &query).await
}

/// The session that a reply has opened, as its owner sees it.
pub(crate) async fn session_of(guest: &Client, reply: &Reply) -> Value {
    reply.expect(303);
    let cookie = reply.session_cookie().expect("a session was opened");
    guest.get("/api/v1/session").header("cookie", cookie).send().await.expect(200)
}
