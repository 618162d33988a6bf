//! Promise 14: nobody gets more by sending more. Every body of every writing route is sent with fields that belong
//! to the server, at every place where an object stands; all are refused by name, and nothing changes.

use std::collections::BTreeSet;

use kontor_testkit::{TestApp, both, changes};
use kontor_web::MatrixRow;
use serde_json::{Value, json};

use super::{
    recipes::{Body, asker, is_write, recipe, with_body},
    scene::Scene,
    schema::{body_schema, objects},
};

both!(no_route_takes_fields_that_belong_to_the_server, a_form_with_fields_of_the_server_changes_no_more_than_without,);

/// Columns and words that would give their sender something.
const SERVERS_OWN: [&str; 34] = [
    "is_admin",
    "role",
    "role_id",
    "permissions",
    "tenant_id",
    "user_id",
    "owner_id",
    "company",
    "legal_entity_id",
    "channel_id",
    "status",
    "state",
    "version",
    "id",
    "number",
    "price",
    "unit_price",
    "manual_price",
    "discount",
    "currency",
    "balance",
    "limit",
    "credit_limit",
    "net_total",
    "gross_total",
    "tax_rate",
    "price_source",
    "placed_by",
    "placed_at",
    "on_behalf",
    "created_at",
    "archived_at",
    "epoch",
    "__proto__",
];

/// What any request may change besides: that a session was used, and what is told to others.
const ALWAYS: [&str; 2] = ["identity_sessions", "store_"];

async fn no_route_takes_fields_that_belong_to_the_server(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let document = app.parts().registry.openapi();
    let mut raw = app.raw().await;
    let (mut sent, mut routes) = (0, 0);
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row)) {
        let recipe = recipe(&scene, row).await;
        let client = recipe.client.clone().unwrap_or_else(|| asker(&scene, row).clone());
        let label = format!("{} {}", row.method, row.path);
        let before = raw.rows_of(scene.shop.id()).await;
        for (place, body) in smuggled(&document, row.method.as_str(), row.path, &recipe.body) {
            let reply = with_body(client.request(row.method.clone(), recipe.path.clone()), &body).send().await;
            assert!(matches!(reply.status, 400 | 422), "{label} takes {place}: {} {}", reply.status, reply.text());
            sent += 1;
        }
        assert_eq!(changes(&before, &raw.rows_of(scene.shop.id()).await), [""; 0], "{label}");
        // Without them the very same request is taken, so that it was the field that was refused.
        let plain = with_body(client.request(row.method.clone(), recipe.path.clone()), &recipe.body).send().await;
        let is_taken = plain.status < 400 || row.path.ends_with("/cancel");
        assert!(is_taken, "{label}: the recipe itself is refused: {} {}", plain.status, plain.text());
        routes += 1;
    }
    println!("{sent} smuggled fields on {routes} writing routes were refused");
    assert!(sent > 500, "only {sent} fields were sent");
}

/// Forms may pass over what they do not know, since browsers and buttons send more than was asked.
async fn a_form_with_fields_of_the_server_changes_no_more_than_without(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let mut forms = 0;
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row) && !row.path.starts_with("/api")) {
        let plain = touched(&scene, row, &[]).await;
        let more = touched(&scene, row, &SERVERS_OWN).await;
        let foreign: Vec<_> = more.difference(&plain).filter(|table| !is_always(table)).collect();
        assert!(foreign.is_empty(), "{} {} also changes {foreign:?}", row.method, row.path);
        forms += 1;
    }
    println!("{forms} forms changed no more with fields of the server than without");
    let orders = scene.buyer.get("/api/v1/orders").send().await.expect(200);
    let items = orders["items"].as_array().unwrap();
    assert!(items.len() > 1 && items.iter().all(|order| order["net_total"] == "10.00"), "{orders}");
}

fn is_always(table: &str) -> bool {
    ALWAYS.iter().any(|always| table.starts_with(always))
}

/// The tables that a form changes when it is sent with these fields, but for those that it asks for itself.
async fn touched(scene: &Scene, row: &MatrixRow, more: &[&'static str]) -> BTreeSet<String> {
    let mut raw = scene.app.raw().await;
    let recipe = recipe(scene, row).await;
    let client = recipe.client.clone().unwrap_or_else(|| asker(scene, row).clone());
    let Body::Form(mut fields) = recipe.body else { panic!("{} takes no form", row.path) };
    let asked: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    fields.extend(more.iter().filter(|name| !asked.contains(name)).map(|name| (*name, "1".to_owned())));
    let before = raw.rows_of(scene.shop.id()).await;
    let reply = with_body(client.request(row.method.clone(), recipe.path), &Body::Form(fields)).send().await;
    assert!(reply.status < 400, "{} {} with {more:?}: {}", row.method, row.path, reply.text());
    let changed = changes(&before, &raw.rows_of(scene.shop.id()).await);
    changed.iter().filter_map(|row| row.split(' ').next()).map(str::to_owned).collect()
}

/// The body with one more field, once for each field and object; what the object takes by right is left out.
fn smuggled(document: &Value, method: &str, path: &str, body: &Body) -> Vec<(String, Body)> {
    let Body::Json(body) = body else { return Vec::new() };
    let schema = body_schema(document, method, path)
        .unwrap_or_else(|| panic!("{method} {path} takes JSON and the document does not say which"));
    let places = objects(document, schema, body).into_iter();
    places.flat_map(|(pointer, takes)| smuggled_at(body, &pointer, &takes)).collect()
}

fn smuggled_at(body: &Value, pointer: &str, takes: &[String]) -> Vec<(String, Body)> {
    let foreign = SERVERS_OWN.iter().filter(|name| !takes.contains(&(**name).to_owned()));
    let with = |name: &&str| {
        let mut more = body.clone();
        more.pointer_mut(pointer).unwrap()[*name] = json!("1");
        (format!("{pointer}/{name}"), Body::Json(more))
    };
    foreign.map(with).collect()
}
