//! Promise 10 at the door: whoever is signed in at one tenant is nobody at another one's address.
//! Every change that somebody must be signed in for, asked on the other tenant's own things.

use kontor_testkit::{Client, TestApp, both, changes};
use kontor_web::Access;
use serde_json::json;

use super::{
    recipes::{asker, is_write, recipe, with_body},
    scene::Scene,
};

both!(credentials_of_one_tenant_are_none_at_another_ones_host);

/// A token with all that somebody may do.
async fn token_of(person: &Client) -> Client {
    let made = person.post("/api/v1/api-tokens").json(json!({ "name": "all" })).send().await.expect(201);
    person.with_token(made["token"].as_str().unwrap())
}

async fn credentials_of_one_tenant_are_none_at_another_ones_host(app: &'static TestApp) {
    let (own, other) = (Scene::new(app, "own").await, Scene::new(app, "other").await);
    let (staff, buyer) = (token_of(own.shop.admin()).await, token_of(&own.buyer).await);
    let mut raw = app.raw().await;
    let mut refused = 0;
    let is_open = |access: Access| matches!(access, Access::Public | Access::AnyHost | Access::Operator);
    for row in app.parts().registry.matrix().iter().filter(|row| is_write(row) && !is_open(row.access)) {
        let recipe = recipe(&other, row).await;
        let session = asker(&own, row);
        let token = if matches!(row.access, Access::Staff(_)) { &staff } else { &buyer };
        let before = [raw.rows_of(own.shop.id()).await, raw.rows_of(other.shop.id()).await];
        for (kind, stranger) in [("session", session), ("token", token)] {
            let stranger = stranger.at_host(other.shop.guest().host());
            let request = stranger.request(row.method.clone(), recipe.path.clone());
            let reply = with_body(request, &recipe.body).send().await;
            let label = format!("{} {} by a foreign {kind}", row.method, row.path);
            match reply.status {
                401 => {}
                // A page asks a person to sign in.
                303 if !row.path.starts_with("/api") => {
                    let to = reply.header("location").unwrap_or_default();
                    assert!(to.starts_with("/sign-in"), "{label} leads to {to}");
                }
                status => panic!("{label}: {status} {}", reply.text()),
            }
            refused += 1;
        }
        let after = [raw.rows_of(own.shop.id()).await, raw.rows_of(other.shop.id()).await];
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(changes(before, after), [""; 0], "{} {}", row.method, row.path);
        }
    }
    println!("{refused} changes asked with another tenant's credentials were refused");
    assert!(refused > 200, "only {refused} were sent");
}
