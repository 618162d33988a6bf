//! Modules: which a tenant has switched on, their settings, and the admin's navigation.
//! The core stays on; an optional module appears and goes without anybody else knowing it.

mod words;

use kontor_testkit::{TestApp, both, redacted};
use serde_json::{Value, json};

both!(
    the_modules_of_a_deployment_are_listed,
    a_module_that_is_switched_on_shows_in_the_navigation,
    one_tenants_switch_is_not_anothers,
    the_core_stays_on,
    settings_are_checked_against_their_schema,
    only_administrators_switch_modules,
);

const MODULES: &str = "/api/v1/admin/modules";

async fn the_modules_of_a_deployment_are_listed(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let list = shop.admin().get(MODULES).send().await.expect(200);
    let line = |item: &Value| format!("{} core={} on={}", item["id"], item["is_core"], item["enabled"]);
    let lines: Vec<String> = list["items"].as_array().unwrap().iter().map(line).collect();
    insta::assert_snapshot!("modules", lines.join("\n"));
}

async fn a_module_that_is_switched_on_shows_in_the_navigation(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let desk = shop.user("order_desk").await;
    let modules = async || {
        let shell = desk.get("/api/v1/admin/shell").send().await.expect(200);
        let entries = shell["navigation"].as_array().unwrap();
        entries.iter().map(|entry| entry["module"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(!modules().await.contains(&"freight".to_owned()));
    shop.switch("freight", true).await;
    assert!(modules().await.contains(&"freight".to_owned()));
    insta::assert_json_snapshot!(
        "the_shell_of_the_desk",
        redacted(desk.get("/api/v1/admin/shell").send().await.expect(200))
    );
    shop.switch("freight", false).await;
    assert!(!modules().await.contains(&"freight".to_owned()));
}

async fn one_tenants_switch_is_not_anothers(app: &'static TestApp) {
    let (shop, other) = (app.tenant().build().await, app.tenant().build().await);
    shop.switch("freight", true).await;
    shop.admin().get("/api/v1/admin/freight/minimums").send().await.expect(200);
    other.admin().get("/api/v1/admin/freight/minimums").send().await.problem(404, "not_found");
}

async fn the_core_stays_on(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for module in ["orders", "catalog", "identity", "module", "inventory", "import", "storefront"] {
        let off = shop.admin().put(format!("{MODULES}/{module}")).json(json!({ "enabled": false }));
        off.send().await.problem(422, "module.is_core");
    }
    shop.admin()
        .put(format!("{MODULES}/nothing"))
        .json(json!({ "enabled": true }))
        .send()
        .await
        .problem(404, "not_found");
}

async fn settings_are_checked_against_their_schema(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(30).build().await;
    let path = format!("{MODULES}/inventory");
    let set = |settings: Value| shop.admin().put(&path).json(json!({ "enabled": true, "settings": settings })).send();
    for wrong in [
        json!({ "low_stock_threshold": "many" }),
        json!({ "low_stock_threshold": 5 }),
        json!({ "colour": "red" }),
        json!([]),
        json!("x"),
    ] {
        set(wrong).await.problem(422, "module.bad_settings");
    }
    assert_eq!(set(json!({ "low_stock_threshold": "40" })).await.expect(200)["settings"]["low_stock_threshold"], "40");
    kontor_testkit::eventually("the new threshold is used", || async {
        let product = shop.guest().get("/api/v1/products/BOLT").send().await.expect(200);
        (product["availability"]["state"] == "low").then_some(())
    })
    .await;
    let audit = shop.admin().put(format!("{MODULES}/audit"));
    audit.json(json!({ "enabled": true, "settings": { "x": 1 } })).send().await.problem(422, "module.no_settings");
}

async fn only_administrators_switch_modules(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for role in ["order_desk", "warehouse"] {
        let person = shop.user(role).await;
        person.get(MODULES).send().await.problem(403, "auth.forbidden");
        let on = person.put(format!("{MODULES}/freight")).json(json!({ "enabled": true }));
        on.send().await.problem(403, "auth.forbidden");
    }
    shop.admin().get("/api/v1/admin/freight/minimums").send().await.problem(404, "not_found");
}
