//! A tenant from its making to its suspension, as its own people see it.
//! A closed shop says so to whoever comes, in the shop's look, and opens again as it was.

use kontor_testkit::{PASSWORD, TestApp, both, eventually};
use serde_json::json;

use super::{TENANTS, fresh_code, new_tenant, path, suspend, trading};

both!(
    a_tenant_is_made_with_an_administrator_who_can_sign_in,
    a_suspended_shop_is_closed_for_everybody_and_open_again_as_it_was,
    what_a_suspended_tenant_has_to_do_waits_and_is_done_when_it_is_resumed,
    a_host_that_another_tenant_has_is_refused,
    the_tenants_own_trail_says_what_the_operator_did,
);

async fn a_tenant_is_made_with_an_administrator_who_can_sign_in(app: &'static TestApp) {
    let (operator, code) = (app.operator(), fresh_code());
    let made = operator.post(TENANTS).json(new_tenant(&code)).send().await.expect(201);
    assert_eq!(made["hosts"], json!([{ "host": format!("{code}.localhost"), "channel": "web" }]));
    let admin = app.client(&format!("{code}.localhost")).sign_in(&format!("admin@{code}.example"), PASSWORD).await;
    assert_eq!(admin.get("/api/v1/session").send().await.expect(200)["tenant"]["code"], json!(code));
    operator.post(TENANTS).json(new_tenant(&code)).send().await.problem(409, "operator.code_taken");
    let weak = json!({ "email": "weak@admin.example", "password": "short" });
    let mut body = new_tenant(&fresh_code());
    body["administrator"] = weak;
    assert_eq!(operator.post(TENANTS).json(body.clone()).send().await.status, 422);
    let nothing = operator.get(path(body["code"].as_str().unwrap())).send().await;
    assert_eq!(nothing.status, 404, "what is refused has made nothing");
}

async fn a_suspended_shop_is_closed_for_everybody_and_open_again_as_it_was(app: &'static TestApp) {
    let shop = trading(app, "closed").await;
    let operator = app.operator();
    let orders = shop.admin().get("/api/v1/admin/orders").send().await.expect(200);
    suspend(&operator, shop.code()).await;
    shop.admin().get("/api/v1/admin/orders").send().await.problem(503, "tenant.suspended");
    shop.guest().get("/api/v1/session").send().await.problem(503, "tenant.suspended");
    let page = shop.guest().get("/products").header("accept", "text/html").send().await;
    assert_eq!(page.status, 503);
    assert!(
        page.text().contains("closed for the time being") && page.text().contains("Anvil Trading"),
        "{}",
        page.text()
    );
    operator.patch(path(shop.code())).json(json!({ "status": "active" })).send().await.expect(200);
    assert_eq!(shop.admin().get("/api/v1/admin/orders").send().await.expect(200), orders);
}

async fn what_a_suspended_tenant_has_to_do_waits_and_is_done_when_it_is_resumed(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let operator = app.operator();
    let rows: String = (0..4_000).map(|number| format!("W{number:05},Waiting {number}\n")).collect();
    let upload = shop.admin().post("/api/v1/admin/imports?kind=products").body("text/csv", format!("sku,name\n{rows}"));
    let run = upload.send().await.expect(202)["id"].as_str().unwrap().to_owned();
    suspend(&operator, shop.code()).await;
    let mut raw = app.raw().await;
    let id = raw.literal(&shop.id().to_string());
    let counted = format!("SELECT COUNT(*) FROM catalog_products WHERE tenant_id = {id}");
    // What was in the middle of something comes to its next report; after that nothing moves.
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    let before = raw.number(&counted).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert_eq!(raw.number(&counted).await, before, "it works for a suspended tenant");
    operator.patch(path(shop.code())).json(json!({ "status": "active" })).send().await.expect(200);
    let done = eventually("the import goes on", || async {
        let run = shop.admin().get(format!("/api/v1/admin/imports/{run}")).send().await.expect(200);
        (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(run)
    })
    .await;
    assert_eq!((done["state"].as_str(), done["created"].as_i64()), (Some("done"), Some(4_000)), "{done}");
}

async fn a_host_that_another_tenant_has_is_refused(app: &'static TestApp) {
    let (one, two) = (app.tenant().build().await, app.tenant().build().await);
    let operator = app.operator();
    let theirs = json!({ "hosts": { "add": [{ "host": one.guest().host() }] }, "name": "Thief" });
    operator.patch(path(two.code())).json(theirs).send().await.problem(409, "tenant.host_taken");
    assert_eq!(operator.get(path(two.code())).send().await.expect(200)["name"], "Anvil Trading");
    let mut body = new_tenant(&fresh_code());
    body["hosts"] = json!([one.guest().host().to_uppercase()]);
    operator.post(TENANTS).json(body).send().await.problem(409, "tenant.host_taken");
    let second = format!("second-{}", two.guest().host());
    let add = json!({ "hosts": { "add": [{ "host": second }] } });
    operator.patch(path(two.code())).json(add).send().await.expect(200);
    assert_eq!(app.client(&second).get("/sign-in").header("accept", "text/html").send().await.status, 200);
    let nonsense = json!({ "hosts": { "add": [{ "host": "http://x:80" }] } });
    operator.patch(path(two.code())).json(nonsense).send().await.problem(422, "identity.bad_host");
}

async fn the_tenants_own_trail_says_what_the_operator_did(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let operator = app.operator();
    suspend(&operator, shop.code()).await;
    operator.patch(path(shop.code())).json(json!({ "status": "active" })).send().await.expect(200);
    operator.get(format!("{}/export", path(shop.code()))).send().await.expect(200);
    let trail = shop.admin().get("/api/v1/admin/audit?q=Anvil").send().await.expect(200);
    let actions: Vec<&str> =
        trail["items"].as_array().unwrap().iter().filter_map(|entry| entry["action"].as_str()).collect();
    for action in ["operator.tenant_suspended", "operator.tenant_resumed", "operator.tenant_exported"] {
        assert!(actions.contains(&action), "{action} is not among {actions:?}");
    }
}
