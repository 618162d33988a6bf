//! Promise 23: what ends somebody's access ends every way they had it, at once on the node and within a second elsewhere;
//! and no change is taken from whoever cannot repeat the session's token.

use std::time::{Duration, Instant};

use kontor_testkit::{Client, PASSWORD, Request, Shop, TestApp, both};
use kontor_web::{Access, MatrixRow};
use serde_json::{Value, json};

use crate::coverage::{
    recipes::{Body, Recipe, asker, is_write, recipe, with_body},
    scene::Scene,
};

both!(
    what_ends_access_ends_every_way_in_at_once,
    what_moves_somebodys_reach_moves_every_way_in_at_once,
    signing_in_gives_a_new_secret_whatever_cookie_was_brought,
    every_change_takes_the_sessions_own_token,
    no_change_is_taken_from_a_page_of_another_site,
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
        let person = Self::in_role(shop, "order_desk").await;
        for way in &person.ways {
            // Whatever remembers who they are remembers it now.
            assert_eq!(left(way).await, Left::Whole);
        }
        person
    }

    async fn in_role(shop: &Shop, role: &str) -> Self {
        let email = shop.person(role, None).await;
        let (old, other) = (shop.guest().sign_in(&email, PASSWORD).await, shop.guest().sign_in(&email, PASSWORD).await);
        let made = old.post("/api/v1/api-tokens").json(json!({ "name": "erp" })).send().await.expect(201);
        let token = shop.guest().with_token(made["token"].as_str().unwrap());
        let session = old.get("/api/v1/session").send().await.expect(200);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, membership) = (text(&session["user"]["id"]), text(&session["persona"]["membership_id"]));
        Self { email, id, membership, ways: [old, other, token] }
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
    let path = app.mail().mail_with(email, "/password-reset").await.path_with("/password-reset");
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

/// What may take a customer out of somebody's reach while they are signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    /// The person is given another part.
    Scope,
    /// The customer goes under another company.
    Company,
    /// The territory in which the customer is placed goes under another one.
    Territory,
    /// The role loses the permission.
    Role,
}

const MOVES: [Move; 4] = [Move::Scope, Move::Company, Move::Territory, Move::Role];

/// Somebody who reaches one customer, and what must happen so that they do not.
struct Reach {
    person: Person,
    customer: String,
    path: String,
    change: Value,
    /// What the customer's page answers afterwards.
    left: u16,
}

impl Reach {
    async fn of(shop: &Shop, number: usize, kind: Move) -> Self {
        let code = |word: &str| format!("{word}-{number}");
        let (here, there) = (shop.company(&code("HERE")).await, shop.company(&code("THERE")).await);
        let under = shop.company_with(json!({ "code": code("UNDER"), "parent_id": here.id })).await.id;
        let member = |person: &Person| format!("/api/v1/admin/memberships/{}", person.membership);
        let role = made(
            shop,
            "roles",
            json!({ "code": code("role"), "name": "Desk", "audience": "staff",
            "copy_of": role(shop.admin(), "order_desk").await }),
        );
        let role = role.await;
        let person = Person::in_role(shop, &code("role")).await;
        let mut scopes = json!({ "companies": [here.id] });
        let (path, change, left) = match kind {
            Move::Scope => (member(&person), json!({ "scopes": { "companies": [there.id] } }), 404),
            Move::Company => {
                (format!("/api/v1/admin/companies/{under}"), json!({ "parent_id": there.id, "with_below": true }), 404)
            }
            Move::Territory => {
                let area = |word: &str, parent: Value| {
                    let body = json!({ "code": code(word), "name": word, "parent_id": parent });
                    made(shop, "territories", body)
                };
                let (north, south) = (area("north", Value::Null).await, area("south", Value::Null).await);
                let coast = area("coast", json!(north)).await;
                made(shop, &format!("territories/{coast}/placements"), json!({ "company_id": under })).await;
                scopes = json!({ "territories": [north] });
                (format!("/api/v1/admin/territories/{coast}"), json!({ "parent_id": south }), 404)
            }
            Move::Role => {
                (format!("/api/v1/admin/roles/{role}"), json!({ "permissions": ["orders.orders.read"] }), 403)
            }
        };
        shop.admin().patch(member(&person)).json(json!({ "scopes": scopes })).send().await.expect(200);
        Self { person, customer: format!("/api/v1/admin/companies/{under}"), path, change, left }
    }

    async fn seen(&self, way: &Client) -> u16 {
        way.get(&self.customer).send().await.status
    }
}

async fn made(shop: &Shop, path: &str, body: Value) -> String {
    let made = shop.admin().post(format!("/api/v1/admin/{path}")).json(body).send().await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

/// Nobody has to sign in anew for it: the very next request on this node, and one a second later on another one.
async fn what_moves_somebodys_reach_moves_every_way_in_at_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let node = app.second_node().await;
    for (number, kind) in MOVES.into_iter().enumerate() {
        let reach = Reach::of(&shop, number, kind).await;
        let ways = &reach.person.ways;
        let elsewhere: Vec<Client> =
            node.iter().flat_map(|node| ways.iter().map(|way| way.at_address(*node))).collect();
        tokio::time::sleep(ELSEWHERE_WITHIN).await;
        for way in ways.iter().chain(&elsewhere) {
            assert_eq!(reach.seen(way).await, 200, "{kind:?} before");
        }
        shop.admin().patch(&reach.path).json(reach.change.clone()).send().await.expect(200);
        let at = Instant::now();
        for (way, client) in WAYS.iter().zip(ways) {
            assert_eq!(reach.seen(client).await, reach.left, "{kind:?} and {way:?} at once");
        }
        tokio::time::sleep((ELSEWHERE_WITHIN + Duration::from_millis(50)).saturating_sub(at.elapsed())).await;
        for (way, client) in WAYS.iter().zip(&elsewhere) {
            assert_eq!(reach.seen(client).await, reach.left, "{kind:?} and {way:?} on the other node, a second later");
        }
    }
}

/// Session fixation: whoever plants a cookie, or knows an old one, has nothing of whoever signs in over it.
async fn signing_in_gives_a_new_secret_whatever_cookie_was_brought(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let victim = shop.person("order_desk", None).await;
    let who = async |cookie: &str| {
        let reply = shop.guest().get("/api/v1/session").header("cookie", cookie).send().await;
        (reply.status, reply.json()["user"]["email"].as_str().unwrap_or_default().to_owned())
    };
    for by_form in [false, true] {
        let thief = shop.user("warehouse").await;
        let old = shop.guest().sign_in(&victim, PASSWORD).await;
        let over = shop.guest().sign_in(&victim, PASSWORD).await;
        over.delete("/api/v1/session").send().await.expect(204);
        let (name, secret) = thief.cookie().split_once('=').unwrap();
        let planted = format!("{name}={}", secret.chars().rev().collect::<String>());
        let guest = shop.guest();
        for (kind, cookie, csrf) in [
            ("planted", planted.as_str(), ""),
            ("over", over.cookie(), over.csrf()),
            ("a thief's", thief.cookie(), thief.csrf()),
            ("one's own old", old.cookie(), old.csrf()),
        ] {
            let request = match by_form {
                true => {
                    guest.post("/sign-in").form(&[("email", victim.as_str()), ("password", PASSWORD), ("_csrf", csrf)])
                }
                false => guest.post("/api/v1/session").json(json!({ "email": victim, "password": PASSWORD })),
            };
            let reply = request.header("cookie", cookie).header("x-csrf-token", csrf).send().await;
            assert!(reply.status < 400, "{kind}: {} {}", reply.status, reply.text());
            let fresh = reply.session_cookie().unwrap_or_else(|| panic!("{kind}: no cookie"));
            assert_ne!(fresh, cookie, "{kind}");
            assert_eq!(who(&fresh).await, (200, victim.clone()), "{kind}");
            assert_eq!(who(cookie).await, (401, String::new()), "{kind} opens nothing");
        }
    }
}

/// Named after how others were broken into: whoever had a session kept it when its owner chose a new password.
pub(super) async fn survive_a_password_reset(app: &'static TestApp) {
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

/// A change, asked without a word in its headers, by whoever it is for; where anybody may ask, by somebody signed in.
fn bare(scene: &Scene, row: &MatrixRow, recipe: &Recipe, client: &Client) -> Request {
    let by = match row.access {
        Access::Public => &scene.buyer,
        _ => recipe.client.as_ref().unwrap_or(client),
    };
    by.request(row.method.clone(), recipe.path.clone()).without("x-csrf-token")
}

async fn every_change_takes_the_sessions_own_token(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let stranger = scene.shop.user("administrator").await;
    let mut raw = app.raw().await;
    let (mut refused, mut open) = (0, 0);
    let is_guarded = |access: Access| !matches!(access, Access::AnyHost | Access::Operator);
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row) && is_guarded(row.access)) {
        let recipe = recipe(&scene, row).await;
        let client = asker(&scene, row);
        let before = raw.rows_of(scene.shop.id()).await;
        for token in [None, Some(""), Some("x"), Some(stranger.csrf())] {
            let request = bare(&scene, row, &recipe, client);
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
            let request = bare(&scene, row, &recipe, client);
            let reply = with_body(request, &Body::Form(fields)).send().await;
            assert_eq!(reply.status, 403, "{} {}", row.method, row.path);
        }
        let after = raw.rows_of(scene.shop.id()).await;
        assert_eq!(kontor_testkit::changes(&before, &after), [""; 0], "{} {}", row.method, row.path);
        open += usize::from(row.access == Access::Public);
    }
    println!(
        "{refused} changes without the session's token were refused, those of {open} routes for anybody among them"
    );
    assert!(refused > 200 && open > 10, "only {refused} were sent, to {open} routes for anybody");
}

/// What a browser says when a page of somebody else's asks; the token is right, so that it is this that is refused.
async fn no_change_is_taken_from_a_page_of_another_site(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let neighbour = app.tenant().build().await;
    let neighbour = format!("http://{}:{}", neighbour.guest().host(), app.address().port());
    let signs = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
        ("origin", "null"),
        ("origin", neighbour.as_str()),
    ];
    let mut raw = app.raw().await;
    let mut refused = 0;
    let is_asked = |access: Access| !matches!(access, Access::AnyHost | Access::Operator);
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row) && is_asked(row.access)) {
        let recipe = recipe(&scene, row).await;
        let client = recipe.client.clone().unwrap_or_else(|| asker(&scene, row).clone());
        let before = raw.rows_of(scene.shop.id()).await;
        for (name, value) in signs {
            let request = client.request(row.method.clone(), recipe.path.clone()).header(name, value);
            let reply = with_body(request, &recipe.body).send().await;
            assert_eq!(reply.status, 403, "{} {} with {name}: {value}: {}", row.method, row.path, reply.text());
            refused += 1;
        }
        let after = raw.rows_of(scene.shop.id()).await;
        assert_eq!(kontor_testkit::changes(&before, &after), [""; 0], "{} {}", row.method, row.path);
    }
    println!("{refused} changes that another site asked for were refused");
    assert!(refused > 400, "only {refused} were sent");
}
