//! Whatever staff change is on record: every writing route for staff is asked to do its work, and the audit trail must
//! then hold an entry with that very request's id. A new route that records nothing fails here.

use kontor_testkit::{TestApp, both};
use kontor_web::{Access, MatrixRow};

use super::{
    recipes::{is_write, recipe, with_body},
    scene::Scene,
};

both!(whatever_staff_change_is_on_record_with_the_request_that_did_it,);

/// Routes that change nothing although they are no GET, and why.
const CHANGE_NOTHING: [(&str, &str, &str); 4] = [
    ("POST", "/api/v1/admin/freight/test", "it tells what sending made-up goods would cost"),
    ("POST", "/api/v1/admin/promotions/test", "it tells what would be taken off a made-up order"),
    ("POST", "/api/v1/admin/audit/check", "it reads the trail and tells what it finds"),
    ("POST", "/api/v1/admin/imports/{id}/preview", "it reads a file and tells what would become of its rows"),
];

/// Routes whose work cannot be asked for here, and where it is shown instead.
const SHOWN_ELSEWHERE: [(&str, &str, &str); 1] =
    [("POST", "/api/v1/admin/imports/{id}/cancel", "a small import has ended before it can be cancelled; core/import")];

fn is_listed(list: &[(&str, &str, &str)], row: &MatrixRow) -> bool {
    list.iter().any(|(method, path, _)| *method == row.method.as_str() && *path == row.path)
}

async fn whatever_staff_change_is_on_record_with_the_request_that_did_it(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let matrix = app.parts().registry.matrix();
    let writing = matrix.iter().filter(|row| is_write(row) && matches!(row.access, Access::Staff(_)));
    let (mut missing, mut recorded) = (Vec::new(), 0);
    for (number, row) in writing.enumerate() {
        let recipe = recipe(&scene, row).await;
        let client = recipe.client.clone().unwrap_or_else(|| scene.shop.admin().clone());
        let (id, label) = (format!("on-record-{number}"), format!("{} {}", row.method, row.path));
        let request = client.request(row.method.clone(), recipe.path.clone()).header("x-request-id", &id);
        let reply = with_body(request, &recipe.body).send().await;
        if is_listed(&SHOWN_ELSEWHERE, row) {
            continue;
        }
        assert!(reply.status < 400, "{label}: the recipe is refused: {} {}", reply.status, reply.text());
        let found = scene.shop.admin().get(format!("/api/v1/admin/audit?request_id={id}")).send().await.expect(200);
        let is_recorded = found["items"].as_array().is_some_and(|items| !items.is_empty());
        match is_listed(&CHANGE_NOTHING, row) {
            true => assert!(!is_recorded, "{label} is listed as changing nothing and is on record"),
            false if is_recorded => recorded += 1,
            false => missing.push(label),
        }
    }
    println!("{recorded} writing routes for staff are on record");
    assert!(missing.is_empty(), "these change something and record nothing: {missing:#?}");
}
