//! Suspending and resuming, host names, and the bucket of requests at the gate.
//! A suspended tenant's door is closed at once here and within seconds elsewhere, and opens again with nothing lost.

use std::time::{Duration, Instant};

use axum::http::Method;
use kontor_store::Tx;
use serde_json::json;

use super::{Database, World, both, fill, thing};

both!(
    a_suspended_tenant_is_closed_at_once_and_open_again_when_resumed,
    another_node_knows_of_a_suspension_within_five_seconds,
    a_host_belongs_to_one_tenant_only,
    what_makes_no_sense_is_refused_by_name,
    a_tenant_that_asks_too_often_is_told_when_to_come_again_and_its_neighbour_is_not,
);

async fn a_suspended_tenant_is_closed_at_once_and_open_again_when_resumed(database: Database) {
    let world = World::new(database).await;
    let ctx = world.tenant("acme").await;
    world.tenant("other").await;
    fill(&world, &ctx, 10).await;
    assert_eq!(world.look("acme").await.status, 200);
    let suspended = world.patch("acme", json!({ "status": "suspended", "reason": "unpaid" })).await.expect(200);
    assert_eq!((suspended["status"].as_str(), suspended["reason"].as_str()), (Some("suspended"), Some("unpaid")));
    let closed = world.look("acme").await;
    closed.refused(503, "tenant.suspended");
    assert!(closed.headers.contains_key("retry-after"));
    assert_eq!(world.look("other").await.status, 200);
    // A second time it is the same suspension, with the first reason.
    let again = world.patch("acme", json!({ "status": "suspended", "reason": "still" })).await.expect(200);
    assert_eq!(again["reason"], "unpaid");
    let resumed = world.patch("acme", json!({ "status": "active" })).await.expect(200);
    assert!(resumed["reason"].is_null() && resumed["suspended_at"].is_null());
    assert_eq!(world.look("acme").await.status, 200);
    let tx = world.store.read(&ctx).await.unwrap();
    assert_eq!(tx.find::<thing::Entity>().count(&tx).await.unwrap(), 10);
    let done = ["operator.tenant_suspended", "operator.tenant_resumed"];
    assert!(done.iter().all(|action| world.recorded().contains(action)), "{:?}", world.recorded());
}

async fn another_node_knows_of_a_suspension_within_five_seconds(database: Database) {
    // SQLite has one process, which is what the test above looks at.
    if database == Database::Sqlite {
        return;
    }
    let world = World::new(database).await;
    world.tenant("acme").await;
    let other = world.other_node().await;
    assert_eq!(other.look("acme").await.status, 200);
    world.patch("acme", json!({ "status": "suspended", "reason": "unpaid" })).await.expect(200);
    let begun = Instant::now();
    while other.look("acme").await.status == 200 {
        assert!(begun.elapsed() < Duration::from_secs(5), "the other node still serves it");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn a_host_belongs_to_one_tenant_only(database: Database) {
    let world = World::new(database).await;
    world.tenant("acme").await;
    world.tenant("other").await;
    let taken = json!({ "hosts": { "add": [{ "host": "acme.example" }] }, "name": "Changed" });
    world.patch("other", taken).await.refused(409, "tenant.host_taken");
    let other = world.ask(Method::GET, "/other", None).await.expect(200);
    assert_eq!(other["name"], "other", "all of a change happens or nothing");
    let moved = json!({ "hosts": { "add": [{ "host": "new.example" }], "remove": ["other.example"] } });
    let hosts = world.patch("other", moved).await.expect(200)["hosts"].clone();
    assert_eq!(hosts, json!([{ "host": "new.example", "channel": "web" }]));
    assert_eq!(world.look("new").await.text, "other");
}

async fn what_makes_no_sense_is_refused_by_name(database: Database) {
    let world = World::new(database).await;
    world.tenant("acme").await;
    let body =
        json!({ "code": "acme", "address": { "country": "DE" }, "hosts": [], "currency": "EUR", "languages": ["en"] });
    world.ask(Method::POST, "", Some(body)).await.refused(409, "operator.code_taken");
    world.patch("acme", json!({ "status": "suspended" })).await.refused(422, "operator.no_reason");
    world.patch("acme", json!({ "status": "erasing" })).await.refused(422, "operator.bad_field");
    world.patch("acme", json!({ "quotas": { "requests_per_second": 0 } })).await.refused(422, "operator.bad_field");
    world.patch("acme", json!({ "name": " " })).await.refused(422, "operator.bad_field");
    world.patch("acme", json!({ "tenant_id": "x" })).await.refused(422, "request.invalid_field");
    world.patch("nobody", json!({ "name": "x" })).await.expect(404);
    let list = world.ask(Method::GET, "?limit=1", None).await.expect(200);
    assert_eq!((list["items"][0]["code"].as_str(), &list["next_cursor"]), (Some("acme"), &json!(null)));
}

async fn a_tenant_that_asks_too_often_is_told_when_to_come_again_and_its_neighbour_is_not(database: Database) {
    let world = World::new(database).await;
    world.tenant("noisy").await;
    world.tenant("quiet").await;
    world.patch("noisy", json!({ "quotas": { "requests_per_second": 5, "request_burst": 10 } })).await.expect(200);
    let mut refused = 0;
    for _ in 0..30 {
        let answer = world.look("noisy").await;
        if answer.status != 200 {
            answer.refused(429, "tenant.rate_limited");
            assert_eq!(answer.headers["retry-after"], "1");
            refused += 1;
        }
        assert_eq!(world.look("quiet").await.status, 200);
    }
    assert!((5..=20).contains(&refused), "{refused} of 30 were refused");
    tokio::time::sleep(Duration::from_millis(2_300)).await;
    assert_eq!(world.look("noisy").await.status, 200, "the bucket fills again");
    world.patch("noisy", json!({ "quotas": { "requests_per_second": null } })).await.expect(200);
    for _ in 0..30 {
        assert_eq!(world.look("noisy").await.status, 200, "a limit that is lifted is gone at once");
    }
}
