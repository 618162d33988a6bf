//! The operator's routes are open to the operator's token and to nothing else that anybody could hold.
//! Generated from the routes, so that a new one is closed to tenants or fails.

use kontor_testkit::{TestApp, both, changes};
use kontor_web::Access;
use serde_json::json;

use super::{
    recipes::{recipe, with_body},
    scene::Scene,
};

both!(nothing_that_a_tenant_holds_opens_a_route_of_the_operator);

async fn nothing_that_a_tenant_holds_opens_a_route_of_the_operator(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let admin = scene.shop.admin();
    let made = admin.post("/api/v1/api-tokens").json(json!({ "name": "almighty" })).send().await.expect(201);
    let token = made["token"].as_str().unwrap().to_owned();
    let guest = scene.shop.guest();
    let strangers = [
        ("nobody", guest.clone()),
        ("an administrator's session", admin.clone()),
        ("an administrator's token", guest.with_token(&token)),
        ("a buyer's session", scene.buyer.clone()),
        ("a token that looks like the operator's", guest.with_token("ko_0123456789abcdef0123456789abcdef")),
        ("the beginning of a token", guest.with_token("ko_")),
        ("a token as the operator's", guest.with_token(&format!("ko_{}", token.trim_start_matches("kt_")))),
    ];
    let mut raw = app.raw().await;
    let before = raw.rows_of(scene.shop.id()).await;
    let own = |path: &str| path.replace("{code}", scene.shop.code());
    let mut asked = 0;
    for row in app.parts().registry.matrix().iter().filter(|row| row.access == Access::Operator) {
        for (who, client) in &strangers {
            for host in [guest.host(), "anywhere.example"] {
                let body = json!({ "confirm": scene.shop.code(), "status": "suspended", "reason": "x" });
                let request = client.at_host(host).request(row.method.clone(), own(row.path)).json(body);
                let reply = request.send().await;
                assert_eq!(reply.status, 401, "{} {} as {who}: {}", row.method, row.path, reply.text());
                asked += 1;
            }
        }
        let reply = if row.method.as_str() == "GET" {
            scene.operator.get(own(row.path)).send().await
        } else {
            let recipe = recipe(&scene, row).await;
            with_body(scene.operator.request(row.method.clone(), recipe.path), &recipe.body).send().await
        };
        assert!(reply.status < 300, "{} {} as the operator: {}", row.method, row.path, reply.text());
    }
    println!("{asked} requests of strangers were refused");
    assert!(asked >= 6 * 14, "only {asked} were asked");
    // An export leaves a line in the tenant's own audit trail, and nothing else has changed.
    let changed = changes(&before, &raw.rows_of(scene.shop.id()).await);
    assert!(
        changed.iter().all(|row| row.starts_with("audit_") || row.starts_with("identity_api_tokens")),
        "{changed:?}"
    );
}
