//! Promise 24, where Kontor is the client: whatever a provider, or somebody in its place, sends a person back with, a
//! session is opened only for a token that was made for this attempt, and the way ends on our own host.

use kontor_testkit::{
    Client, PASSWORD, Raw, Shop, TestApp, both,
    outside::{Asked, Issuer, Signer},
};
use serde_json::{Value, json};

use crate::outside::{
    Attempt, CODE, come_back, come_back_as, come_back_to, connect, leave, set_up, set_up_with, sign_in_as,
};

both!(
    a_token_that_was_not_made_for_this_attempt_opens_nothing,
    clocks_may_differ_by_a_minute,
    an_answer_without_its_attempt_opens_nothing,
    a_code_is_good_for_the_attempt_it_was_made_for_and_once,
    an_answer_of_another_provider_opens_nothing,
    no_way_back_leaves_the_shop,
    the_provider_is_asked_to_send_people_to_our_own_address,
    a_provider_that_cannot_be_trusted_is_not_set_up,
    new_keys_are_read_when_they_are_needed_and_once_a_minute,
    who_the_provider_tells_more_about_is_who_it_has_proven,
);

/// A shop with an issuer and a person who is connected with `pat`.
async fn world(app: &'static TestApp) -> (Shop, Issuer) {
    let (shop, issuer) = (app.tenant().at_own_machine().build().await, Issuer::new());
    set_up(&shop, &issuer).await;
    let person = shop.user("order_desk").await;
    assert_eq!(connect(&person, PASSWORD, &issuer, "pat").await.status, 303);
    (shop, issuer)
}

fn refused(reply: &kontor_testkit::Reply, name: &str) {
    assert_eq!((reply.status, reply.code().as_str()), (422, "identity.provider_refused"), "{name}: {}", reply.text());
    assert_eq!(reply.session_cookie(), None, "{name}");
}

type Forgery = (&'static str, fn(&Issuer, &Asked) -> String);

fn header(issuer: &Issuer, algorithm: &str) -> Value {
    json!({ "alg": algorithm, "kid": issuer.signer().id })
}

fn signed(issuer: &Issuer, claims: &Value) -> String {
    issuer.signer().sign(&header(issuer, "EdDSA"), claims)
}

/// The truth with one claim changed, or taken out where there is nothing in its place.
fn with(issuer: &Issuer, asked: &Asked, claim: &str, value: Value) -> String {
    let mut claims = issuer.claims(asked, "pat");
    if value == json!("<missing>") {
        claims.as_object_mut().unwrap().remove(claim);
    } else {
        claims[claim] = value;
    }
    signed(issuer, &claims)
}

fn headed(issuer: &Issuer, asked: &Asked, name: &str, value: Value) -> String {
    let mut header = header(issuer, "EdDSA");
    header[name] = value;
    issuer.signer().sign(&header, &issuer.claims(asked, "pat"))
}

fn later(issuer: &Issuer, asked: &Asked, claim: &str, seconds: i64) -> Value {
    json!(issuer.claims(asked, "pat")["iat"].as_i64().unwrap() + seconds - i64::from(claim.is_empty()))
}

const SIGNATURES: [Forgery; 17] = [
    ("nobody signed it", |i, a| Signer::unsigned(&json!({ "alg": "none" }), &i.claims(a, "pat"))),
    ("nobody signed it, in capitals", |i, a| Signer::unsigned(&json!({ "alg": "NONE" }), &i.claims(a, "pat"))),
    ("nobody signed it, with a key id", |i, a| Signer::unsigned(&header(i, "none"), &i.claims(a, "pat"))),
    ("none, and yet signed", |i, a| i.signer().sign(&header(i, "none"), &i.claims(a, "pat"))),
    ("the public key as a shared secret", |i, a| {
        i.signer().sign_with_public_half(&header(i, "HS256"), &i.claims(a, "pat"))
    }),
    ("the client's secret as the key", |i, a| {
        Signer::sign_with_client_secret(&json!({ "alg": "HS256" }), &i.claims(a, "pat"))
    }),
    ("an algorithm that the provider does not use", |i, a| i.signer().sign(&header(i, "ES256"), &i.claims(a, "pat"))),
    ("an algorithm that is not taken", |i, a| i.signer().sign(&header(i, "RS512"), &i.claims(a, "pat"))),
    ("no algorithm", |i, a| i.signer().sign(&json!({ "kid": "first" }), &i.claims(a, "pat"))),
    ("another key under the same name", |i, a| Signer::new("first").sign(&header(i, "EdDSA"), &i.claims(a, "pat"))),
    ("another key under another name", |i, a| {
        Signer::new("other").sign(&json!({ "alg": "EdDSA", "kid": "other" }), &i.claims(a, "pat"))
    }),
    ("a key that the token brings along", |i, a| {
        let own = Signer::new("own");
        own.sign(&json!({ "alg": "EdDSA", "kid": "own", "jwk": own.public() }), &i.claims(a, "pat"))
    }),
    ("a signature of another token", |i, a| {
        let other = signed(i, &i.claims(a, "other"));
        let own = signed(i, &i.claims(a, "pat"));
        format!("{}.{}", own.rsplit_once('.').unwrap().0, other.rsplit_once('.').unwrap().1)
    }),
    ("a signature cut off", |i, a| format!("{}.", signed(i, &i.claims(a, "pat")).rsplit_once('.').unwrap().0)),
    ("a signature cut short", |i, a| signed(i, &i.claims(a, "pat"))[..120].to_owned()),
    ("encrypted", |i, a| headed(i, a, "enc", json!("A256GCM")) + ".x.y"),
    ("no token at all", |_, _| "hello".to_owned()),
];

const CLAIMS: [Forgery; 31] = [
    ("another audience", |i, a| with(i, a, "aud", json!("other"))),
    ("no audience", |i, a| with(i, a, "aud", json!("<missing>"))),
    ("an empty audience", |i, a| with(i, a, "aud", json!([]))),
    ("an audience beside us", |i, a| with(i, a, "aud", json!(["kontor", "other"]))),
    ("an audience that begins like us", |i, a| with(i, a, "aud", json!("kontor2"))),
    ("made for another party", |i, a| with(i, a, "azp", json!("other"))),
    ("another issuer", |i, a| with(i, a, "iss", json!("https://evil.example"))),
    ("another issuer of the same host", |i, a| with(i, a, "iss", json!(Issuer::new().url()))),
    ("the issuer with a slash", |i, a| with(i, a, "iss", json!(format!("{}/", i.url())))),
    ("the issuer in capitals", |i, a| with(i, a, "iss", json!(i.url().to_uppercase()))),
    ("no issuer", |i, a| with(i, a, "iss", json!("<missing>"))),
    ("another nonce", |i, a| with(i, a, "nonce", json!("other"))),
    ("an empty nonce", |i, a| with(i, a, "nonce", json!(""))),
    ("no nonce", |i, a| with(i, a, "nonce", json!("<missing>"))),
    ("expired", |i, a| with(i, a, "exp", later(i, a, "exp", -61))),
    ("expired long ago", |i, a| with(i, a, "exp", json!(1))),
    ("an expiry in words", |i, a| with(i, a, "exp", json!("4102444800"))),
    ("an expiry as a date", |i, a| with(i, a, "exp", json!("2100-01-01T00:00:00Z"))),
    ("no expiry", |i, a| with(i, a, "exp", json!("<missing>"))),
    ("an expiry of nothing", |i, a| with(i, a, "exp", Value::Null)),
    ("issued tomorrow", |i, a| with(i, a, "iat", later(i, a, "iat", 86_400))),
    ("issued before the attempt", |i, a| with(i, a, "iat", later(i, a, "iat", -120))),
    ("issued in words", |i, a| with(i, a, "iat", json!("1"))),
    ("never issued", |i, a| with(i, a, "iat", json!("<missing>"))),
    ("not good yet", |i, a| with(i, a, "nbf", later(i, a, "nbf", 120))),
    ("not good yet, in words", |i, a| with(i, a, "nbf", json!("1"))),
    ("about nobody", |i, a| with(i, a, "sub", json!("<missing>"))),
    ("about an empty name", |i, a| with(i, a, "sub", json!(""))),
    ("about a name without end", |i, a| with(i, a, "sub", json!("p".repeat(256)))),
    ("about a number", |i, a| with(i, a, "sub", json!(7))),
    ("of another access token", |i, a| with(i, a, "at_hash", json!("77QmUPtjPfzWtF2AnpK9RQ"))),
];

const HEADERS: [Forgery; 4] = [
    ("with an extension that must be understood", |i, a| headed(i, a, "crit", json!(["exp"]))),
    ("another type of token", |i, a| headed(i, a, "typ", json!("at+jwt"))),
    ("a token in a token", |i, a| headed(i, a, "cty", json!("JWT"))),
    ("a key id that nobody published", |i, a| headed(i, a, "kid", json!("nobody"))),
];

async fn a_token_that_was_not_made_for_this_attempt_opens_nothing(app: &'static TestApp) {
    let (shop, issuer) = world(app).await;
    for (name, forge) in SIGNATURES.iter().chain(&CLAIMS).chain(&HEADERS) {
        let attempt = leave(shop.guest(), "/").await;
        let code = issuer.code_for(&attempt.asked, &forge(&issuer, &attempt.asked));
        let query = [("code", code.as_str()), ("state", attempt.asked.field("state"))];
        refused(&come_back(shop.guest(), &attempt.cookie, &query).await, name);
    }
    let attempt = leave(shop.guest(), "/").await;
    let code = issuer.code_with(&attempt.asked, json!({ "access_token": "x", "token_type": "Bearer" }));
    let query = [("code", code.as_str()), ("state", attempt.asked.field("state"))];
    refused(&come_back(shop.guest(), &attempt.cookie, &query).await, "no ID token");
    assert!(sign_in_as(shop.guest(), &issuer, "pat").await.session_cookie().is_some(), "the truth is believed");
}

async fn clocks_may_differ_by_a_minute(app: &'static TestApp) {
    let (shop, issuer) = world(app).await;
    for (claim, seconds) in [("exp", -30), ("iat", 30), ("iat", -30), ("nbf", 30)] {
        let attempt = leave(shop.guest(), "/").await;
        let token = with(&issuer, &attempt.asked, claim, later(&issuer, &attempt.asked, claim, seconds));
        let code = issuer.code_for(&attempt.asked, &token);
        let query = [("code", code.as_str()), ("state", attempt.asked.field("state"))];
        let reply = come_back(shop.guest(), &attempt.cookie, &query).await;
        assert!(reply.session_cookie().is_some(), "{claim} {seconds}: {}", reply.text());
    }
}

/// Comes back with a good code and whatever else this makes of the attempt.
async fn back(
    guest: &Client,
    issuer: &Issuer,
    attempt: &Attempt,
    cookie: &str,
    state: Option<&str>,
) -> kontor_testkit::Reply {
    let code = issuer.code(&attempt.asked, &issuer.claims(&attempt.asked, "pat"));
    let mut query = vec![("code", code.as_str())];
    query.extend(state.map(|state| ("state", state)));
    come_back(guest, cookie, &query).await
}

async fn an_answer_without_its_attempt_opens_nothing(app: &'static TestApp) {
    let (shop, issuer) = world(app).await;
    let guest = shop.guest();
    let begin = async || leave(guest, "/").await;
    let attempt = begin().await;
    refused(&back(guest, &issuer, &attempt, &attempt.cookie, None).await, "no state");
    refused(&back(guest, &issuer, &attempt, &attempt.cookie, Some("")).await, "an empty state");
    refused(&back(guest, &issuer, &attempt, &attempt.cookie, Some("made-up")).await, "a made-up state");

    // Signing a victim in as the attacker: the attacker's own answer in another browser.
    let (own, victims) = (begin().await, begin().await);
    let state = own.asked.field("state");
    refused(&back(guest, &issuer, &own, &victims.cookie, Some(state)).await, "another browser");
    let own = begin().await;
    refused(&back(guest, &issuer, &own, "", Some(own.asked.field("state"))).await, "no browser");
    let own = begin().await;
    let two = format!("{}; {}", own.cookie, victims.cookie);
    refused(&back(guest, &issuer, &own, &two, Some(own.asked.field("state"))).await, "two browsers at once");

    let elsewhere = app.tenant().at_own_machine().build().await;
    set_up(&elsewhere, &issuer).await;
    let own = begin().await;
    let state = own.asked.field("state");
    refused(&back(elsewhere.guest(), &issuer, &own, &own.cookie, Some(state)).await, "another tenant");
    let own = begin().await;
    app.raw().await.execute("UPDATE identity_tickets SET expires_at = 1 WHERE purpose = 'provider'").await.unwrap();
    refused(&back(guest, &issuer, &own, &own.cookie, Some(own.asked.field("state"))).await, "too late");

    let own = begin().await;
    let query = [("error", "access_denied"), ("state", own.asked.field("state"))];
    refused(&come_back(guest, &own.cookie, &query).await, "the provider reports an error");
    let own = begin().await;
    refused(&come_back(guest, &own.cookie, &[("state", own.asked.field("state"))]).await, "no code");
}

async fn a_code_is_good_for_the_attempt_it_was_made_for_and_once(app: &'static TestApp) {
    let (shop, issuer) = world(app).await;
    let guest = shop.guest();
    let first = leave(guest, "/").await;
    let code = issuer.code(&first.asked, &issuer.claims(&first.asked, "pat"));
    let query = [("code", code.as_str()), ("state", first.asked.field("state"))];
    assert!(come_back(guest, &first.cookie, &query).await.session_cookie().is_some());
    refused(&come_back(guest, &first.cookie, &query).await, "the same answer again");
    let second = leave(guest, "/").await;
    let query = [("code", code.as_str()), ("state", second.asked.field("state"))];
    refused(&come_back(guest, &second.cookie, &query).await, "the same code in another attempt");

    // Somebody else's code, put into one's own attempt: it is bound to their verifier, and its token to their nonce.
    let (theirs, own) = (leave(guest, "/").await, leave(guest, "/").await);
    let code = issuer.code(&theirs.asked, &issuer.claims(&own.asked, "pat"));
    let query = [("code", code.as_str()), ("state", own.asked.field("state"))];
    refused(&come_back(guest, &own.cookie, &query).await, "a code with another challenge");
    for attempt in [&theirs, &own] {
        assert_eq!(attempt.asked.field("code_challenge_method"), "S256");
        assert_eq!(attempt.asked.field("code_challenge").len(), 43);
        assert_eq!(attempt.asked.field("response_type"), "code");
    }
    assert_ne!(theirs.asked.field("code_challenge"), own.asked.field("code_challenge"));
    assert_ne!(theirs.asked.field("nonce"), own.asked.field("nonce"));
    assert_ne!(theirs.asked.field("state"), own.asked.field("state"));
}

async fn an_answer_of_another_provider_opens_nothing(app: &'static TestApp) {
    let (shop, issuer) = world(app).await;
    let (guest, other) = (shop.guest(), Issuer::new());
    let mut body = other.setup("other");
    body["name"] = json!("Other");
    shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await.expect(201);

    let own = leave(guest, "/").await;
    let code = other.code(&own.asked, &other.claims(&own.asked, "pat"));
    let query = [("code", code.as_str()), ("state", own.asked.field("state"))];
    refused(&come_back_to(guest, "other", &own.cookie, &query).await, "at the other provider's address");
    for sender in [other.url(), String::new(), format!("{}/", issuer.url())] {
        let own = leave(guest, "/").await;
        let code = issuer.code(&own.asked, &issuer.claims(&own.asked, "pat"));
        let query = [("code", code.as_str()), ("state", own.asked.field("state")), ("iss", &sender)];
        let reply = come_back(guest, &own.cookie, &query).await;
        // An empty parameter counts as absent.
        if sender.is_empty() { assert!(reply.session_cookie().is_some()) } else { refused(&reply, &sender) }
    }
    let strict = Issuer::new();
    strict.says("authorization_response_iss_parameter_supported", json!(true));
    let elsewhere = app.tenant().at_own_machine().build().await;
    set_up(&elsewhere, &strict).await;
    let person = elsewhere.user("order_desk").await;
    connect(&person, PASSWORD, &strict, "pat").await.problem(422, "identity.provider_refused");
}

/// Texts that some parser somewhere takes for another host.
const TRICKS: [&str; 29] = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "http://evil.example",
    "https:evil.example",
    "http:/evil.example",
    "HTTPS://evil.example",
    "//evil.example/%2f..",
    "//evil.example\\@shop",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    " //evil.example",
    "/ /evil.example",
    "/ż//evil.example",
    "//\u{ff0e}evil.example",
    "/a\r\nLocation: //evil.example",
    "?//evil.example",
    "#//evil.example",
];

/// Texts that stay on our host however they look.
const HARMLESS: [&str; 4] =
    ["/%2f%2fevil.example", "/%5cevil.example", "/orders?next=//evil.example", "/a//evil.example"];

async fn no_way_back_leaves_the_shop(app: &'static TestApp) {
    let (shop, issuer) = world(app).await;
    let way_back = async |text: &str| {
        let attempt = leave(shop.guest(), text).await;
        let claims = issuer.claims(&attempt.asked, "pat");
        let reply = come_back_as(shop.guest(), &issuer, &attempt, &claims).await;
        reply.expect(303);
        reply.header("location").unwrap().to_owned()
    };
    for trick in TRICKS {
        assert_eq!(way_back(trick).await, "/products", "{trick:?}");
    }
    for path in HARMLESS {
        assert_eq!(way_back(path).await, path);
    }
}

async fn the_provider_is_asked_to_send_people_to_our_own_address(app: &'static TestApp) {
    let (shop, issuer) = world(app).await;
    let expected = format!("http://{}/sign-in/callback/{CODE}", shop.guest().host());
    let forged =
        [("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "https"), ("forwarded", "host=evil.example")];
    for (name, value) in forged {
        let request = shop.guest().get(format!("/sign-in/with/{CODE}")).header("accept", "application/json");
        let reply = request.header(name, value).send().await;
        let asked = Asked::read(reply.header("location").unwrap());
        assert_eq!(asked.field("redirect_uri"), expected, "{name}");
        assert!(reply.header("location").unwrap().starts_with(&issuer.url()));
    }
    let foreign = app.client("evil.example").get(format!("/sign-in/with/{CODE}")).header("accept", "application/json");
    foreign.send().await.problem(404, "tenant.unknown_host");
}

async fn a_provider_that_cannot_be_trusted_is_not_set_up(app: &'static TestApp) {
    let shop = app.tenant().at_own_machine().build().await;
    let lies: [(&str, Value); 8] = [
        ("issuer", json!("https://evil.example")),
        ("id_token_signing_alg_values_supported", json!(["HS256", "none"])),
        ("id_token_signing_alg_values_supported", json!([])),
        ("code_challenge_methods_supported", json!(["plain"])),
        ("jwks_uri", json!("http://provider.example/keys")),
        ("token_endpoint", json!("http://provider.example/token")),
        ("authorization_endpoint", json!("javascript:alert(1)")),
        ("token_endpoint", Value::Null),
    ];
    for (field, value) in lies {
        let issuer = Issuer::new();
        issuer.says(field, value.clone());
        let body = issuer.setup(CODE);
        let reply = shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await;
        reply.problem(422, "identity.provider_unusable");
        assert_eq!(issuer.times_asked("token"), 0, "{field} {value}");
    }
    for issuer in [
        "",
        "provider.example",
        "http://provider.example",
        "https://user@provider.example",
        "https://provider.example?x",
    ] {
        let mut body = Issuer::new().setup(CODE);
        body["issuer"] = json!(issuer);
        let reply = shop.admin().post("/api/v1/admin/sign-in-providers").json(body).send().await;
        reply.problem(422, "identity.provider_unusable");
    }
    assert_eq!(shop.admin().get("/api/v1/admin/sign-in-providers").send().await.expect(200)["items"], json!([]));
}

async fn new_keys_are_read_when_they_are_needed_and_once_a_minute(app: &'static TestApp) {
    let (shop, issuer) = world(app).await;
    let read = issuer.times_asked("keys");
    let sign_in_with = async |signer: &Signer| {
        let attempt = leave(shop.guest(), "/").await;
        let claims = issuer.claims(&attempt.asked, "pat");
        let code = issuer.code_for(&attempt.asked, &signer.sign(&json!({ "alg": "EdDSA", "kid": signer.id }), &claims));
        come_back(shop.guest(), &attempt.cookie, &[("code", &code), ("state", attempt.asked.field("state"))]).await
    };
    let (second, third) = (Signer::new("second"), Signer::new("third"));
    issuer.publishes(&[issuer.signer().public(), second.public()]);
    assert!(sign_in_with(&second).await.session_cookie().is_some());
    assert_eq!(issuer.times_asked("keys"), read + 1);
    issuer.publishes(&[third.public()]);
    for _ in 0..3 {
        refused(&sign_in_with(&third).await, "a key of the same minute");
    }
    assert_eq!(issuer.times_asked("keys"), read + 1);
}

async fn who_the_provider_tells_more_about_is_who_it_has_proven(app: &'static TestApp) {
    let (shop, issuer) = (app.tenant().at_own_machine().build().await, Issuer::new());
    set_up_with(&shop, &issuer, json!({})).await;
    let person = shop.user("order_desk").await;
    assert_eq!(connect(&person, PASSWORD, &issuer, "pat").await.status, 303);
    let without_email = async |access: &str| {
        let attempt = leave(shop.guest(), "/").await;
        let mut claims = issuer.claims(&attempt.asked, "pat");
        claims.as_object_mut().unwrap().remove("email");
        let tokens = json!({ "access_token": access, "token_type": "Bearer", "id_token": signed(&issuer, &claims) });
        let code = issuer.code_with(&attempt.asked, tokens);
        come_back(shop.guest(), &attempt.cookie, &[("code", &code), ("state", attempt.asked.field("state"))]).await
    };
    issuer.tells(json!({ "sub": "pat", "email": "pat@nowhere.example", "email_verified": true }));
    assert!(without_email("x").await.session_cookie().is_some());
    issuer.tells(json!({ "sub": "mallory", "email": "pat@nowhere.example", "email_verified": true }));
    refused(&without_email("x").await, "more about somebody else");
    issuer.tells(json!({ "sub": "pat" }));
    refused(&without_email("a token\r\nx: y").await, "an access token that cannot be sent");
    let mut raw: Raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let by = raw
        .texts(&format!("SELECT DISTINCT method FROM identity_sessions WHERE tenant_id = {tenant} ORDER BY 1"))
        .await;
    assert_eq!(by, ["password", "provider"]);
}
