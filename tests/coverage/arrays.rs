//! Promise 10 for lists: an empty list is no way past a check, and one foreign thing among one's own spoils the whole.
//! Every array of every body, nested ones included: emptied, on one's own thing and on another tenant's, and mixed.

use kontor_testkit::{Raw, Reply, Rows, TestApp, both, changes};
use kontor_web::{Access, MatrixRow};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    recipes::{Body, asker, is_write, parameters, recipe, thing, with_body},
    scene::Scene,
    tenants::{Pair, assert_same, body_pair, put, replaced},
};

both!(lists_that_are_empty_or_hold_something_foreign_change_nothing_of_anybodys);

/// What a refused request may leave: a number that was taken and is not used.
const LEFT: &str = "store_number_series";

/// Both tenants, and what they have.
struct Both<'a> {
    own: &'a Scene,
    other: &'a Scene,
    raw: Raw,
}

impl Both<'_> {
    async fn rows(&mut self) -> [Rows; 2] {
        [self.raw.rows_of(self.own.shop.id()).await, self.raw.rows_of(self.other.shop.id()).await]
    }

    /// Sends a body that must change nothing.
    async fn in_vain(&mut self, row: &MatrixRow, path: &str, body: &Value, client: &kontor_testkit::Client) -> Reply {
        let before = self.rows().await;
        let request = client.request(row.method.clone(), path);
        let reply = with_body(request, &Body::Json(body.clone())).send().await;
        let label = format!("{} {} {body}", row.method, row.path);
        assert!((400..500).contains(&reply.status), "{label}: {} {}", reply.status, reply.text());
        for (before, after) in before.iter().zip(&self.rows().await) {
            let changed = changes(before, after).into_iter().filter(|row| !row.starts_with(LEFT));
            assert_eq!(changed.collect::<Vec<_>>(), [""; 0], "{label}");
        }
        reply
    }
}

async fn lists_that_are_empty_or_hold_something_foreign_change_nothing_of_anybodys(app: &'static TestApp) {
    let (own, other) = (Scene::new(app, "own").await, Scene::new(app, "other").await);
    let mut both = Both { own: &own, other: &other, raw: app.raw().await };
    let mut covered = Vec::new();
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row) && row.access != Access::Operator) {
        let Body::Json(body) = recipe(&own, row).await.body else { continue };
        // What a device says is one text for whoever checks it, whatever stands in it.
        for pointer in arrays(&body, "").into_iter().filter(|pointer| !pointer.starts_with("/credential")) {
            let mut tried = emptied(&mut both, row, &pointer).await;
            tried.extend(mixed(&mut both, row, &pointer).await);
            covered.push(format!("{:<6} {:<52} {pointer} {}", row.method.as_str(), row.path, tried.join(" ")));
        }
    }
    println!("{}", covered.join("\n"));
    if app.database() == kontor_testkit::Database::Sqlite {
        insta::assert_snapshot!("lists_of_every_route", covered.join("\n"));
    }
}

/// Where arrays stand in a body, as JSON pointers.
fn arrays(body: &Value, at: &str) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match body {
        Value::Object(members) => members.iter().map(|(name, member)| (format!("{at}/{name}"), member)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (format!("{at}/{index}"), item)).collect(),
        _ => return Vec::new(),
    };
    let own = body.is_array().then(|| at.to_owned());
    own.into_iter().chain(inside.iter().flat_map(|(at, member)| arrays(member, at))).collect()
}

/// The recipe's body with another value at a place, its path, and whoever asks.
async fn with(own: &Scene, row: &MatrixRow, pointer: &str, value: impl FnOnce(&Value) -> Value) -> Asked {
    let recipe = recipe(own, row).await;
    let Body::Json(mut body) = recipe.body else { panic!("{} takes no JSON", row.path) };
    let place = body.pointer_mut(pointer).unwrap_or_else(|| panic!("{} has no {pointer}", row.path));
    *place = value(place);
    Asked { path: recipe.path, body, client: recipe.client.unwrap_or_else(|| asker(own, row).clone()) }
}

struct Asked {
    path: String,
    body: Value,
    client: kontor_testkit::Client,
}

/// An empty list: never a fault, and on another tenant's thing as unknown as on nobody's.
async fn emptied(both: &mut Both<'_>, row: &MatrixRow, pointer: &str) -> Vec<String> {
    let mut tried = vec!["[]".to_owned()];
    let asked = with(both.own, row, pointer, |_| json!([])).await;
    let reply = asked.client.request(row.method.clone(), &asked.path).json(asked.body).send().await;
    assert!(reply.status < 500, "{} {} {pointer}: {}", row.method, row.path, reply.text());
    for name in parameters(row.path) {
        let Some(theirs) = thing(&both.other.things, row.path, name) else { continue };
        let pair = Pair { place: format!("path:{name} {pointer}=[]"), theirs, nobodys: Uuid::now_v7().to_string() };
        let mut replies = Vec::new();
        for value in [&pair.theirs, &pair.nobodys] {
            let asked = with(both.own, row, pointer, |_| json!([])).await;
            let path = replaced(row.path, &asked.path, name, value);
            replies.push(both.in_vain(row, &path, &asked.body, &asked.client).await);
        }
        assert_same(row, &pair, &replies);
        tried.push(format!("{name}+[]"));
    }
    tried
}

/// One's own things and a foreign one in the same list.
async fn mixed(both: &mut Both<'_>, row: &MatrixRow, pointer: &str) -> Vec<String> {
    let mut tried = Vec::new();
    let list = pointer.rsplit('/').next().unwrap_or_default().to_owned();
    let body = with(both.own, row, pointer, Value::clone).await.body;
    let items = body.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default();
    let names: Vec<String> = match items.first() {
        Some(Value::Object(members)) => members.keys().cloned().collect(),
        _ => vec![list.clone()],
    };
    for name in names {
        let Some(pair) = body_pair(&both.other.things, row, &name) else { continue };
        let mut replies = Vec::new();
        for value in [&pair.theirs, &pair.nobodys] {
            let asked = with(both.own, row, pointer, |given| {
                let mut items = given.as_array().cloned().unwrap_or_default();
                items.push(foreign(items.first(), &name, value));
                json!(items)
            });
            let asked = asked.await;
            replies.push(both.in_vain(row, &asked.path, &asked.body, &asked.client).await);
        }
        assert_same(row, &pair, &replies);
        tried.push(format!("own+foreign:{name}"));
    }
    tried
}

/// What stands beside one's own in a list: another one like it, but of somebody else's.
fn foreign(own: Option<&Value>, name: &str, value: &str) -> Value {
    match own {
        Some(own @ Value::Object(_)) => {
            let mut more = own.clone();
            assert!(put(&mut more, name, value), "{own} has no {name}");
            more
        }
        _ => json!(value),
    }
}
