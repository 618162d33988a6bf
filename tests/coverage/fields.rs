//! Promise 14: nobody gets more by sending more. Every body of every writing route is sent with fields that belong
//! to the server, at every place where an object stands; all are refused by name, and nothing changes.

use std::collections::BTreeSet;

use kontor_testkit::{Records, TestApp, both, changed_columns, changes};
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
        if row.path.starts_with("/api/v1/admin/imports") {
            // What was started changes things on its own, and must not be taken for the next route's doing.
            scene.imports_rest().await;
        }
        routes += 1;
    }
    println!("{sent} smuggled fields on {routes} writing routes were refused");
    assert!(sent > 500, "only {sent} fields were sent");
}

/// Forms may pass over what they do not know, since browsers and buttons send more than was asked. So each is sent with
/// everything that the database has a name for, and with values that would be worth something to whoever sends them.
async fn a_form_with_fields_of_the_server_changes_no_more_than_without(app: &'static TestApp) {
    let (scene, other) = (Scene::new(app, "own").await, Scene::new(app, "other").await);
    let prize = Prize::of(&scene, &other).await;
    let mut words = app.raw().await.column_names().await;
    words.extend(SERVERS_OWN.map(str::to_owned));
    let mut forms = 0;
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row) && !row.path.starts_with("/api")) {
        let (mut plain, _) = touched(&scene, row, &[]).await;
        let smuggled: Vec<(String, String)> = words.iter().map(|word| (word.clone(), prize.value(word))).collect();
        let (more, changed) = touched(&scene, row, &smuggled).await;
        // Some of what a form does is done after its answer, sooner or later: what it does without, it may do with.
        for _ in 0..3 {
            if more.difference(&plain).any(|column| !is_always(column)) {
                plain.extend(touched(&scene, row, &[]).await.0);
            }
        }
        let foreign: Vec<_> = more.difference(&plain).filter(|column| !is_always(column)).collect();
        assert!(foreign.is_empty(), "{} {} also changes {foreign:?}", row.method, row.path);
        let won = changed.iter().find(|row| prize.marks.iter().any(|mark| row.contains(mark.as_str())));
        assert!(won.is_none(), "{} {} writes what was smuggled: {won:?}", row.method, row.path);
        forms += 1;
    }
    println!("{forms} forms with {} fields of the server changed no more than without", words.len());
    assert!(words.len() > 250, "only {} words", words.len());
    let orders = scene.buyer.get("/api/v1/orders").send().await.expect(200);
    let items = orders["items"].as_array().unwrap();
    assert!(items.len() > 1 && items.iter().all(|order| order["net_total"] == "10.00"), "{orders}");
}

/// What a thief would write into a field, had they the say.
struct Prize {
    administrator: String,
    company: String,
    tenant: String,
    /// What nothing that a form changes by right holds, as rows write it.
    marks: Vec<String>,
}

/// A time and a sum that nobody has.
const THEN: &str = "2001-02-03T04:05:06Z";
const SUM: &str = "0.0373";

impl Prize {
    async fn of(own: &Scene, other: &Scene) -> Self {
        let roles = own.shop.admin().get("/api/v1/admin/roles").send().await.expect(200);
        let find = |role: &&Value| role["code"] == "administrator";
        let administrator = roles["items"].as_array().unwrap().iter().find(find).unwrap()["id"].clone();
        let administrator = administrator.as_str().unwrap().to_owned();
        let (company, tenant) = (other.things.company.clone(), other.shop.id().to_string());
        let ids = [&administrator, &company, &tenant];
        let bare = ids.map(|id| id.replace('-', "").to_uppercase());
        let marks = ids.map(String::clone).into_iter().chain(bare).chain([SUM.to_owned(), "2001-02-03".to_owned()]);
        Self { marks: marks.collect(), administrator, company, tenant }
    }

    fn value(&self, name: &str) -> String {
        match name {
            "tenant_id" => &self.tenant,
            name if name.contains("role") => &self.administrator,
            name if name.ends_with("_id") || name == "id" || name.contains("company") || name == "path" => {
                &self.company
            }
            name if name.ends_with("_at") => THEN,
            name if name.contains("price") || name.contains("total") || name.contains("discount") => SUM,
            name if name.contains("permission") => "identity.people.manage",
            "state" | "status" => "active",
            _ => "1",
        }
        .to_owned()
    }
}

fn is_always(column: &str) -> bool {
    ALWAYS.iter().any(|always| column.starts_with(always))
}

/// The columns that a form changes when it is sent with these fields, but for those that it asks for itself; and the
/// rows that hold something else then.
async fn touched(scene: &Scene, row: &MatrixRow, more: &[(String, String)]) -> (BTreeSet<String>, Vec<String>) {
    let mut raw = scene.app.raw().await;
    let recipe = recipe(scene, row).await;
    let client = recipe.client.clone().unwrap_or_else(|| asker(scene, row).clone());
    let Body::Form(fields) = recipe.body else { panic!("{} takes no form", row.path) };
    let asked: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    sent.extend(more.iter().filter(|(name, _)| !asked.contains(&name.as_str())).map(|(n, v)| (n.as_str(), v.as_str())));
    let before = raw.records_of(scene.shop.id()).await;
    let reply = client.request(row.method.clone(), recipe.path).form(&sent).send().await;
    assert!(reply.status < 400, "{} {} with {} more: {}", row.method, row.path, more.len(), reply.text());
    let after = raw.records_of(scene.shop.id()).await;
    let texts = |records: &Records| -> BTreeSet<String> {
        records.iter().flat_map(|(table, rows)| rows.iter().map(move |row| format!("{table} {row:?}"))).collect()
    };
    let new = texts(&after).difference(&texts(&before)).filter(|row| !is_always(row)).cloned().collect();
    (changed_columns(&before, &after), new)
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
