//! Promise 23: what ends somebody's access ends every way they had it, at once on the node and within a second elsewhere;
//! and no change is taken from whoever cannot repeat the session's token.

use std::time::{Duration, Instant};

use kontor_testkit::{Client, PASSWORD, Shop, TestApp, both};
use kontor_web::Access;
use serde_json::{Value, json};

use crate::coverage::{
    recipes::{Body, asker, is_write, recipe, with_body},
    scene::Scene,
};

both!(
    what_ends_access_ends_every_way_in_at_once,
    sessions_surviving_a_password_reset,
    every_change_takes_the_sessions_own_token,
);

const NEW: &str = "other horse battery";
/// Another node learns of it by looking again, which it does once a second.
const ELSEWHERE_WITHIN: Duration = Duration::from_secs(1);

/// What may end somebody's access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    SignIn,
    SignOut,
    RoleChange,
    PasswordChange,
    PasswordReset,
    PersonaSwitch,
    MembershipEnd,
    Erasure,
}

/// By what somebody may have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The cookie with which the event was asked for, or the only one.
    OldCookie,
    OtherDevice,
    Token,
}

/// What is left of a way after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// All of it.
    Whole,
    /// It opens what the new role holds, and nothing of the old one.
    NewRole,
    Nothing,
}

/// The whole of the promise: events by ways.
const MATRIX: [(Event, [Left; 3]); 8] = [
    (Event::SignIn, [Left::Whole, Left::Whole, Left::Whole]),
    (Event::SignOut, [Left::Nothing, Left::Whole, Left::Whole]),
    (Event::RoleChange, [Left::NewRole, Left::NewRole, Left::NewRole]),
    (Event::PasswordChange, [Left::Nothing, Left::Nothing, Left::Nothing]),
    (Event::PasswordReset, [Left::Nothing, Left::Nothing, Left::Nothing]),
    (Event::PersonaSwitch, [Left::Nothing, Left::Whole, Left::Whole]),
    (Event::MembershipEnd, [Left::Nothing, Left::Nothing, Left::Nothing]),
    (Event::Erasure, [Left::Nothing, Left::Nothing, Left::Nothing]),
];
const WAYS: [Way; 3] = [Way::OldCookie, Way::OtherDevice, Way::Token];

/// Somebody of the order desk with every way in.
struct Person {
    email: String,
    id: String,
    membership: String,
    ways: [Client; 3],
}

impl Person {
    async fn new(shop: &Shop) -> Self {
        let email = shop.person("order_desk", None).await;
        let (old, other) = (shop.guest().sign_in(&email, PASSWORD).await, shop.guest().sign_in(&email, PASSWORD).await);
        let made = old.post("/api/v1/api-tokens").json(json!({ "name": "erp" })).send().await.expect(201);
        let token = shop.guest().with_token(made["token"].as_str().unwrap());
        let session = old.get("/api/v1/session").send().await.expect(200);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, membership) = (text(&session["user"]["id"]), text(&session["persona"]["membership_id"]));
        let person = Self { email, id, membership, ways: [old, other, token] };
        for way in &person.ways {
            // Whatever remembers who they are remembers it now.
            assert_eq!(left(way).await, Left::Whole);
        }
        person
    }

    fn old(&self) -> &Client {
        &self.ways[0]
    }
}

/// What a way opens: people are the old role's to see, companies both roles', and neither an ended one's.
async fn left(way: &Client) -> Left {
    let people = way.get("/api/v1/admin/people").send().await.status;
    let companies = way.get("/api/v1/admin/companies").send().await.status;
    match (people, companies) {
        (200, _) => Left::Whole,
        (403, 200) => Left::NewRole,
        (401, 401) => Left::Nothing,
        other => panic!("the lists answer {other:?}"),
    }
}

async fn happen(app: &TestApp, shop: &Shop, event: Event, person: &Person) {
    let (admin, old) = (shop.admin(), person.old());
    match event {
        Event::SignIn => drop(shop.guest().sign_in(&person.email, PASSWORD).await),
        Event::SignOut => drop(old.delete("/api/v1/session").send().await.expect(204)),
        Event::RoleChange => {
            let role = role(admin, "warehouse").await;
            let path = format!("/api/v1/admin/memberships/{}", person.membership);
            admin.patch(path).json(json!({ "role_id": role })).send().await.expect(200);
        }
        Event::PasswordChange => {
            let change = json!({ "current": PASSWORD, "new": NEW });
            old.put("/api/v1/me/password").json(change).send().await.expect(200);
        }
        Event::PasswordReset => reset(app, shop, &person.email).await,
        Event::PersonaSwitch => {
            shop.membership(&person.email, "warehouse", None).await;
            let session = old.get("/api/v1/session").send().await.expect(200);
            let personas = session["personas"].as_array().unwrap();
            let other = personas.iter().find(|view| view["role"]["code"] == "warehouse").unwrap();
            let choice = json!({ "membership_id": other["membership_id"] });
            old.put("/api/v1/session/persona").json(choice).send().await.expect(200);
        }
        Event::MembershipEnd => {
            let path = format!("/api/v1/admin/memberships/{}", person.membership);
            admin.delete(path).send().await.expect(204);
        }
        Event::Erasure => {
            let path = format!("/api/v1/admin/people/{}/erasure", person.id);
            let erased = admin.post(path).json(json!({ "reason": "They asked for it" })).send().await;
            assert!(erased.status < 300, "{}", erased.text());
        }
    }
}

async fn role(admin: &Client, code: &str) -> Value {
    let roles = admin.get("/api/v1/admin/roles").send().await.expect(200);
    let items = roles["items"].as_array().unwrap();
    items.iter().find(|role| role["code"] == code).unwrap_or_else(|| panic!("{roles}"))["id"].clone()
}

async fn reset(app: &TestApp, shop: &Shop, email: &str) {
    shop.guest().post("/api/v1/password-resets").json(json!({ "email": email })).send().await.expect(202);
    let path = app.mail().nth_mail(email, 1).await.path_with("/password-reset");
    let token = path.rsplit_once("token=").unwrap().1;
    let body = json!({ "password": NEW });
    shop.guest().put(format!("/api/v1/password-resets/{token}")).json(body).send().await.expect(204);
}

async fn what_ends_access_ends_every_way_in_at_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let node = app.second_node().await;
    for (event, expected) in MATRIX {
        let person = Person::new(&shop).await;
        let ways = node.map(|node| person.ways.each_ref().map(|way| way.at_address(node)));
        let elsewhere = ways.as_slice().concat();
        for way in &elsewhere {
            assert_eq!(left(way).await, Left::Whole, "{event:?} on the other node, before");
        }
        happen(app, &shop, event, &person).await;
        let at = Instant::now();
        for ((way, client), expected) in WAYS.iter().zip(&person.ways).zip(expected) {
            assert_eq!(left(client).await, expected, "{event:?} and {way:?} at once");
        }
        tokio::time::sleep((ELSEWHERE_WITHIN + Duration::from_millis(50)).saturating_sub(at.elapsed())).await;
        for ((way, client), expected) in WAYS.iter().zip(&elsewhere).zip(expected) {
            assert_eq!(left(client).await, expected, "{event:?} and {way:?} on the other node, a second later");
        }
    }
}

/// Named after how others were broken into: whoever had a session kept it when its owner chose a new password.
async fn sessions_surviving_a_password_reset(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let elsewhere = app.tenant().build().await;
    let person = Person::new(&shop).await;
    elsewhere.membership(&person.email, "order_desk", None).await;
    let abroad = elsewhere.guest().sign_in(&person.email, PASSWORD).await;
    abroad.get("/api/v1/admin/orders").send().await.expect(200);
    reset(app, &shop, &person.email).await;
    for way in &person.ways {
        assert_eq!(left(way).await, Left::Nothing);
    }
    // One person, one password: their sessions at other tenants end with it.
    assert_eq!(left(&abroad).await, Left::Nothing);
    let body = json!({ "email": person.email, "password": PASSWORD });
    shop.guest().post("/api/v1/session").json(body).send().await.problem(401, "identity.wrong_credentials");
    shop.guest().sign_in(&person.email, NEW).await;
}

async fn every_change_takes_the_sessions_own_token(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let stranger = scene.shop.user("administrator").await;
    let mut raw = app.raw().await;
    let mut refused = 0;
    let is_guarded = |access: Access| !matches!(access, Access::Public | Access::AnyHost | Access::Operator);
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row) && is_guarded(row.access)) {
        let recipe = recipe(&scene, row).await;
        let client = recipe.client.clone().unwrap_or_else(|| asker(&scene, row).clone());
        let before = raw.rows_of(scene.shop.id()).await;
        for token in [None, Some(""), Some("x"), Some(stranger.csrf())] {
            let request = client.request(row.method.clone(), recipe.path.clone()).without("x-csrf-token");
            let request = match token {
                Some(token) => request.header("x-csrf-token", token),
                None => request,
            };
            let reply = with_body(request, &recipe.body).send().await;
            assert_eq!(reply.status, 403, "{} {} with {token:?}: {}", row.method, row.path, reply.text());
            refused += 1;
        }
        if let Body::Form(fields) = &recipe.body {
            let mut fields = fields.clone();
            fields.push(("_csrf", stranger.csrf().to_owned()));
            let request = client.request(row.method.clone(), recipe.path.clone()).without("x-csrf-token");
            let reply = with_body(request, &Body::Form(fields)).send().await;
            assert_eq!(reply.status, 403, "{} {}", row.method, row.path);
        }
        let after = raw.rows_of(scene.shop.id()).await;
        assert_eq!(kontor_testkit::changes(&before, &after), [""; 0], "{} {}", row.method, row.path);
    }
    println!("{refused} changes without the session's token were refused");
    assert!(refused > 200, "only {refused} were sent");
}
