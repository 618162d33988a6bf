//! Who may see the trail: administrators of the tenant and whoever was given the permission, and nobody else.
//! There is no route that writes or deletes an entry.

use kontor_testkit::{TestApp, both};

use super::{TRAIL, newest};

both!(only_those_with_the_permission_see_the_trail, no_other_tenant_sees_an_entry, no_route_changes_the_trail);

async fn only_those_with_the_permission_see_the_trail(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let check = format!("{TRAIL}/check");
    let csv = format!("{TRAIL}.csv");
    for person in
        [shop.user("order_desk").await, shop.user("warehouse").await, shop.member("company_admin", &company).await]
    {
        person.get(TRAIL).send().await.problem(403, "auth.forbidden");
        person.get(&csv).send().await.problem(403, "auth.forbidden");
        person.post(&check).send().await.problem(403, "auth.forbidden");
    }
    shop.guest().get(TRAIL).send().await.problem(401, "auth.required");
    shop.admin().get(TRAIL).send().await.expect(200);
}

async fn no_other_tenant_sees_an_entry(app: &'static TestApp) {
    let (own, other) = (app.tenant().build().await, app.tenant().build().await);
    own.product("CANARY-7").build().await;
    let entry = newest(&own, "action=catalog.product_made").await;
    let path = format!("{TRAIL}/{}", entry["id"].as_str().unwrap());
    other.admin().get(&path).send().await.problem(404, "not_found");
    let list = other.admin().get(format!("{TRAIL}?q=canary-7")).send().await.expect(200);
    assert_eq!(list["items"].as_array().map(Vec::len), Some(0));
    let csv = other.admin().get(format!("{TRAIL}.csv")).send().await.text();
    assert!(csv.starts_with("position,") && !csv.contains("CANARY-7"), "{csv}");
}

async fn no_route_changes_the_trail(app: &'static TestApp) {
    let matrix = app.parts().registry.matrix();
    let writing: Vec<String> = matrix
        .iter()
        .filter(|row| row.owner == "audit" && row.method.as_str() != "GET")
        .map(|row| format!("{} {}", row.method, row.path))
        .collect();
    assert_eq!(writing, ["POST /api/v1/admin/audit/check"]);
}
