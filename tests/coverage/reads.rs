//! Looking changes nothing: every route that reads is asked by whoever it is for, with a session and with a token, and by
//! guests; afterwards every row is what it was, but for when somebody was last seen.

use kontor_testkit::{Client, TestApp, both, changed_columns};
use kontor_web::Access;
use serde_json::json;

use super::{
    recipes::{asker, filled, is_write},
    scene::Scene,
};

both!(no_route_that_reads_changes_anything_but_when_somebody_was_seen);

/// That somebody was here, and from where.
const SEEN: [&str; 7] = [
    "identity_sessions.last_seen_at",
    "identity_sessions.ip",
    "identity_sessions.user_agent",
    "identity_api_tokens.last_used_at",
    "identity_api_tokens.last_seen_at",
    "identity_api_tokens.ip",
    "identity_api_tokens.user_agent",
];

/// What is told of a person is put on record, and the way to a provider is remembered until they come back.
const AND_TOLD: [(&str, &str); 4] = [
    ("/api/v1/admin/people/{id}/data", "audit_"),
    ("/api/v1/me/data", "audit_"),
    ("/api/v1/admin/audit.csv", "audit_"),
    ("/sign-in/with/{code}", "identity_tickets."),
];

async fn token_of(person: &Client) -> Client {
    let made = person.post("/api/v1/api-tokens").json(json!({ "name": "reads" })).send().await.expect(201);
    person.with_token(made["token"].as_str().unwrap())
}

async fn no_route_that_reads_changes_anything_but_when_somebody_was_seen(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let (staff, buyer) = (token_of(scene.shop.admin()).await, token_of(&scene.buyer).await);
    let mut raw = app.raw().await;
    let mut asked = 0;
    let is_asked = |access: Access| !matches!(access, Access::AnyHost | Access::Operator);
    for row in app.parts().registry.matrix().iter().filter(|row| !is_write(row) && is_asked(row.access)) {
        let path = filled(&scene, row.path);
        let machine = if matches!(row.access, Access::Staff(_)) { &staff } else { &buyer };
        let before = raw.records_of(scene.shop.id()).await;
        for client in [asker(&scene, row), machine, scene.shop.guest()] {
            let reply = client.get(&path).send().await;
            assert!(reply.status < 500, "{path}: {}", reply.text());
            asked += 1;
        }
        let changed = changed_columns(&before, &raw.records_of(scene.shop.id()).await);
        let is_told = |column: &str| AND_TOLD.iter().any(|(path, of)| *path == row.path && column.starts_with(of));
        let is_known = |column: &&String| SEEN.contains(&column.as_str()) || is_told(column);
        let more: Vec<&String> = changed.iter().filter(|column| !is_known(column)).collect();
        assert_eq!(more, [""; 0], "{} {}", row.method, row.path);
    }
    println!("{asked} questions changed nothing");
    assert!(asked > 250, "{asked}");
}
