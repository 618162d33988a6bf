//! Who may call: the operator with their token, on any host, and nobody else. Every call of theirs is on record.
//! A token is never in a log line, a record or an answer.

use axum::http::Method;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

use super::{Database, TOKEN, World, both};
use crate::entities::calls;

both!(nobody_but_the_operator_gets_in, every_call_of_the_operator_is_on_record_with_what_became_of_it);

async fn nobody_but_the_operator_gets_in(database: Database) {
    let world = World::new(database).await;
    world.tenant("acme").await;
    let routes = [
        (Method::GET, ""),
        (Method::POST, ""),
        (Method::GET, "/acme"),
        (Method::PATCH, "/acme"),
        (Method::GET, "/acme/export"),
        (Method::DELETE, "/acme"),
    ];
    let almost = format!("{TOKEN}x");
    let wrong = [None, Some(""), Some("ko_"), Some(&TOKEN[..TOKEN.len() - 1]), Some(&almost), Some("kt_staff")];
    for (method, path) in routes {
        for token in wrong {
            let path = format!("/api/v1/operator/tenants{path}");
            let body = json!({ "confirm": "acme", "status": "suspended", "reason": "x" });
            let answer = world.send(token, method.clone(), &path, Some(body)).await;
            assert_eq!(answer.status, 401, "{method} {path} {token:?}: {}", answer.text);
        }
    }
    assert_eq!(world.ask(Method::GET, "/acme", None).await.expect(200)["status"], "active");
    assert_eq!(world.ask(Method::GET, "/nobody", None).await.status, 404);
}

async fn every_call_of_the_operator_is_on_record_with_what_became_of_it(database: Database) {
    let world = World::new(database).await;
    world.tenant("acme").await;
    world.ask(Method::GET, "/nobody?x=1", None).await;
    world.ask(Method::DELETE, "/acme", Some(json!({ "confirm": "acme" }))).await.refused(409, "operator.not_suspended");
    world
        .send(Some("ko_somebody-else-with-a-long-token"), Method::GET, "/api/v1/operator/tenants", None)
        .await
        .expect(401);
    let tx = world.store.read_system(&world.authority).await.unwrap();
    let calls = tx.all(calls::Entity::find().order_by_asc(calls::Column::Id)).await.unwrap();
    let told: Vec<_> = calls.iter().map(|call| (call.method.as_str(), call.path.as_str(), call.status)).collect();
    assert_eq!(
        told,
        [
            ("POST", "/api/v1/operator/tenants", Some(201)),
            ("GET", "/api/v1/operator/tenants/nobody", Some(404)),
            ("DELETE", "/api/v1/operator/tenants/acme", Some(409)),
        ]
    );
    assert!(!format!("{calls:?}").contains(TOKEN));
}
