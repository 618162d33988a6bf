//! Promise 13: who may call what, as a table that people read, and as requests that prove it.
//! The table is committed; a route or a permission that changes shows up in review.

use std::collections::BTreeSet;

use kontor_identity::{built_in_permissions, built_in_roles};
use kontor_testkit::{Client, Database, PASSWORD, TestApp, both};
use kontor_web::{Access, MatrixRow};
use serde_json::json;
use uuid::Uuid;

use super::{
    recipes::{is_write, parameters},
    scene::Scene,
};

both!(every_route_answers_every_role_as_the_table_says);

/// Whether a role may call a route.
fn may(app: &TestApp, role: &str, audience: &str, access: Access) -> bool {
    let permissions: BTreeSet<&str> = built_in_permissions(role, app.parts().boot.modules.manifests());
    let fits = match access {
        Access::Public | Access::AnyHost | Access::SignedIn => return true,
        // The operator is nobody's persona, whatever it may do.
        Access::Operator => return false,
        Access::Staff(_) => audience == "staff",
        Access::Buyer(_) => audience == "buyer",
        Access::Either(_) => true,
    };
    fits && access.permission().is_some_and(|permission| permissions.contains(permission))
}

#[test]
fn the_table_of_roles_and_routes_is_this() {
    let app = TestApp::on(Database::Sqlite);
    let roles = built_in_roles();
    let mut table = format!("{:<6} {:<42} {:<32}", "", "", "permission");
    roles.iter().for_each(|(role, _)| table.push_str(&format!(" {role:<13}")));
    table.push_str(" guest\n");
    for row in app.parts().registry.matrix() {
        table.push_str(&format!("{:<6} {:<42} {:<32}", row.method.as_str(), row.path, row.access.to_string()));
        for (role, audience) in &roles {
            table.push_str(&format!(" {:<13}", if may(app, role, audience, row.access) { "yes" } else { "-" }));
        }
        let is_open = matches!(row.access, Access::Public | Access::AnyHost);
        table.push_str(if is_open { " yes\n" } else { " -\n" });
    }
    insta::assert_snapshot!("roles_and_routes", table);
}

async fn every_route_answers_every_role_as_the_table_says(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let company = scene.shop.company("ROLES").await;
    let mut asked = 0;
    for row in app.parts().registry.matrix() {
        if !matches!(row.access, Access::Public | Access::AnyHost) {
            refused_to_guests(scene.shop.guest(), &row).await;
        }
        asked += 1;
    }
    for (role, audience) in built_in_roles() {
        let email = scene.shop.person(role, (audience == "buyer").then_some(&company)).await;
        let person = scene.shop.guest().sign_in(&email, PASSWORD).await;
        for row in app.parts().registry.matrix() {
            // These end the session they are asked with.
            let ends = matches!(row.path, "/sign-out" | "/api/v1/session") && is_write(&row);
            let client = if ends { scene.shop.guest().sign_in(&email, PASSWORD).await } else { person.clone() };
            let status = ask(&client, &row).await;
            let is_refused = matches!(status, 401 | 403);
            let expected = !may(app, role, audience, row.access);
            assert_eq!(is_refused, expected, "{role}: {} {} answers {status}", row.method, row.path);
            if expected {
                let refused = if row.access == Access::Operator { 401 } else { 403 };
                assert_eq!(status, refused, "{role}: {} {}", row.method, row.path);
            }
            asked += 1;
        }
    }
    println!("{asked} pairs of role and route answered as the table says");
}

async fn refused_to_guests(guest: &Client, row: &MatrixRow) {
    let reply = request(guest, row).send().await;
    let label = format!("{} {}", row.method, row.path);
    if row.path.starts_with("/api") {
        reply.problem(401, "auth.required");
    } else {
        let to = reply.header("location").unwrap_or_default();
        assert!(reply.status == 303 && to.starts_with("/sign-in"), "{label}: {} {to}", reply.status);
    }
}

/// Nothing a role may do has an effect here: ids are unknown and bodies empty.
fn request(client: &Client, row: &MatrixRow) -> kontor_testkit::Request {
    let unknown = Uuid::now_v7().to_string();
    let fill = |path: String, name: &str| path.replace(&format!("{{{name}}}"), &unknown);
    let path = parameters(row.path).into_iter().fold(row.path.to_owned(), fill);
    let request = client.request(row.method.clone(), path);
    match (is_write(row), row.path.starts_with("/api")) {
        (false, _) => request,
        (true, true) => request.json(json!({})),
        (true, false) => request.form(&[]),
    }
}

async fn ask(client: &Client, row: &MatrixRow) -> u16 {
    let status = request(client, row).send().await.status;
    assert!(status < 500, "{} {}: {status}", row.method, row.path);
    // Signing in with nothing is refused, too, and says so with the status of a guest who may not.
    if row.access == Access::Public && status == 401 { 422 } else { status }
}
