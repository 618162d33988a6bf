//! Promise 22 for whoever is signed in, and for the ways in that are no API: every place that takes a password bounds the
//! guesses at it, of one person in however many tenants, and nobody's mailbox is filled by asking for resets.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::join_all;
use kontor_testkit::{Client, PASSWORD, Reply, Request, Shop, TestApp, both};
use serde_json::json;

both!(
    guesses_at_the_password_of_whoever_is_signed_in_are_few_on_every_route,
    guesses_in_the_sign_in_form_are_few,
    guesses_at_one_person_are_few_however_many_tenants_they_belong_to,
    mails_for_one_address_are_few_however_often_they_are_asked_for,
);

const GUESSES: usize = 500;
const GUESSERS: usize = 8;
/// What the guard lets through from one network for one account, and what comes through while the test runs.
const FROM_ONE_PLACE: usize = 10;
const MORE_MEANWHILE: usize = 15;
const WRONG: &str = "not the password";

/// Asks again and again, at the same time; how many were told that they are wrong, the others that they are too many.
async fn compared(ask: impl Fn(usize) -> Request) -> usize {
    let (next, compared) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let asking = async || loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= GUESSES {
            break;
        }
        let reply = ask(number).send().await;
        match reply.status {
            // A form comes back with the reason in it.
            429 | 422 if reply.status == 429 || reply.text().contains("Too many attempts") => {}
            401 | 403 | 422 => drop(compared.fetch_add(1, Ordering::Relaxed)),
            _ => panic!("a guess is answered {}: {}", reply.status, reply.text()),
        }
    };
    join_all((0..GUESSERS).map(|_| asking())).await;
    compared.into_inner()
}

#[track_caller]
fn assert_few(compared: usize, what: &str) {
    assert!((1..=FROM_ONE_PLACE + MORE_MEANWHILE).contains(&compared), "{what}: {compared} of {GUESSES} were compared");
}

/// Every request by which somebody who is signed in proves their password.
type Proof = fn(&Client) -> Request;
const PROOFS: [(&str, Proof); 8] = [
    ("PUT /api/v1/me/password", |person| {
        person.put("/api/v1/me/password").json(json!({ "current": WRONG, "new": "other horse battery" }))
    }),
    ("POST /api/v1/me/email", |person| {
        person.post("/api/v1/me/email").json(json!({ "email": "new@nowhere.example", "password": WRONG }))
    }),
    ("POST /api/v1/me/totp", |person| person.post("/api/v1/me/totp").json(json!({ "password": WRONG }))),
    ("POST /api/v1/me/totp/removal", |person| {
        person.post("/api/v1/me/totp/removal").json(json!({ "password": WRONG }))
    }),
    ("POST /api/v1/me/external-identities", |person| {
        person.post("/api/v1/me/external-identities").json(json!({ "provider": "sso", "password": WRONG }))
    }),
    ("POST /account/password", |person| {
        person.post("/account/password").form(&[("current", WRONG), ("new", "other horse battery")])
    }),
    ("POST /account/email", |person| {
        person.post("/account/email").form(&[("email", "new@nowhere.example"), ("password", WRONG)])
    }),
    ("POST /account/security/codes", |person| person.post("/account/security/codes").form(&[("password", WRONG)])),
];

async fn guesses_at_the_password_of_whoever_is_signed_in_are_few_on_every_route(app: &'static TestApp) {
    for (what, ask) in PROOFS {
        // A machine of its own for each, so that one route's guesses do not use another one's up.
        let shop = app.tenant().at_own_machine().build().await;
        let issuer = kontor_testkit::outside::Issuer::new();
        crate::outside::set_up(&shop, &issuer).await;
        let email = shop.person("order_desk", None).await;
        let person = shop.guest().sign_in(&email, PASSWORD).await;
        assert_few(compared(|_| ask(&person)).await, what);
        // It was the guesses that were refused, and nobody else: the owner signs in from elsewhere.
        elsewhere(app, &shop).sign_in(&email, PASSWORD).await;
    }
}

/// A guest of a shop at another machine.
fn elsewhere(app: &'static TestApp, shop: &Shop) -> Client {
    app.client(shop.guest().host())
}

async fn guesses_in_the_sign_in_form_are_few(app: &'static TestApp) {
    let shop = app.tenant().at_own_machine().build().await;
    let email = shop.person("order_desk", None).await;
    let ask = |_| shop.guest().post("/sign-in").form(&[("email", email.as_str()), ("password", WRONG)]);
    assert_few(compared(ask).await, "POST /sign-in");
    let told = |reply: Reply| (reply.status, reply.text().contains("Sign in") || reply.text().contains("<form"));
    // The right one is not taken either from there, and is from elsewhere.
    let right = [("email", email.as_str()), ("password", PASSWORD)];
    assert_eq!(told(shop.guest().post("/sign-in").form(&right).send().await), (429, true));
    assert_eq!(elsewhere(app, &shop).post("/sign-in").form(&right).send().await.status, 303);
}

/// One person, one password, one bound.
async fn guesses_at_one_person_are_few_however_many_tenants_they_belong_to(app: &'static TestApp) {
    let shop = app.tenant().at_own_machine().build().await;
    let email = shop.person("order_desk", None).await;
    let mut guests = vec![shop.guest().clone()];
    for _ in 0..3 {
        let other = app.tenant().build().await;
        other.membership(&email, "order_desk", None).await;
        guests.push(shop.guest().at_host(other.guest().host()));
    }
    let body = json!({ "email": email, "password": WRONG });
    let ask = |number: usize| guests[number % guests.len()].post("/api/v1/session").json(body.clone());
    assert_few(compared(ask).await, "four tenants");
}

async fn mails_for_one_address_are_few_however_often_they_are_asked_for(app: &'static TestApp) {
    const ASKED: usize = 60;
    const MOST: usize = 3;
    /// Within this whatever was asked for has been written and sent.
    const SETTLED: std::time::Duration = std::time::Duration::from_secs(2);
    let shop = app.tenant().at_own_machine().build().await;
    let email = shop.person("order_desk", None).await;
    let ask = |number: usize| {
        let guest = if number.is_multiple_of(2) { shop.guest().clone() } else { elsewhere(app, &shop) };
        let email = email.clone();
        async move { guest.post("/api/v1/password-resets").json(json!({ "email": email })).send().await.status }
    };
    let told = join_all((0..ASKED).map(ask)).await;
    // What is answered says nothing about how many were sent.
    assert!(told.iter().all(|status| *status == 202), "{told:?}");
    // They are written after the answers.
    app.mail().nth_mail(&email, 1).await;
    tokio::time::sleep(SETTLED).await;
    let received = app.mail().mailbox(&email).len();
    assert!((1..=MOST).contains(&received), "{received} mails for one address");
    // By the form and through another tenant it is the same mailbox.
    for _ in 0..5 {
        let asked = elsewhere(app, &shop).post("/forgotten-password").form(&[("email", email.as_str())]).send().await;
        assert!(asked.status < 400, "{}", asked.text());
    }
    tokio::time::sleep(SETTLED).await;
    assert_eq!(app.mail().mailbox(&email).len(), received);
}
