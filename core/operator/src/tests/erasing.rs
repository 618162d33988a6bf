//! Erasure: only of a suspended tenant and only when asked for by name; it leaves nothing, whatever refuses deletion,
//! and the neighbour's rows are to the letter what they were. A process that stops in the middle is no obstacle.

use axum::http::Method;
use sea_orm::EntityTrait;
use serde_json::json;
use tokio::sync::watch;

use super::{Database, World, both, fill};
use crate::entities::erasures;

both!(
    an_erased_tenant_is_gone_from_every_table_and_its_neighbour_is_as_it_was,
    an_erasure_that_was_stopped_in_the_middle_is_taken_up_by_the_next_process,
    only_a_suspended_tenant_is_erased_and_only_by_its_name,
);

async fn suspend(world: &World, code: &str) {
    world.patch(code, json!({ "status": "suspended", "reason": "the contract has ended" })).await.expect(200);
}

async fn an_erased_tenant_is_gone_from_every_table_and_its_neighbour_is_as_it_was(database: Database) {
    let world = World::new(database).await;
    let (ctx, other) = (world.tenant("acme").await, world.tenant("other").await);
    fill(&world, &ctx, 3_000).await;
    fill(&world, &other, 300).await;
    let before = world.rows(&other).await;
    suspend(&world, "acme").await;
    let begun = world.ask(Method::DELETE, "/acme", Some(json!({ "confirm": "acme" }))).await.expect(202);
    assert_eq!(begun["status"], "erasing");
    world.patch("acme", json!({ "status": "active" })).await.refused(409, "operator.is_erasing");
    world.operator.erase_pending().await.unwrap();
    let after = world.ask(Method::GET, "/acme", None).await.expect(200);
    assert_eq!((after["status"].as_str(), &after["hosts"]), (Some("erased"), &json!([])));
    let tables = after["erasure"]["tables"].as_object().unwrap();
    assert_eq!(tables["audit_seals"], json!({ "rows": 3_000, "left": 0 }));
    assert!(tables.values().all(|table| table["left"] == 0), "{tables:?}");
    assert!(world.rows(&ctx).await.iter().all(|(_, rows)| rows.is_empty()));
    assert_eq!(world.rows(&other).await, before);
    let list = world.ask(Method::GET, "", None).await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    if database == Database::Sqlite {
        let file = std::fs::read(world.folder().join("kontor.db")).unwrap();
        let has = |word: &str| file.windows(word.len()).any(|window| window == word.as_bytes());
        assert!(has("canary-of-other") && !has("canary-of-acme"), "the file holds a trace of it");
    }
    // The code is free again, and the new tenant has nothing of the old one.
    let again = world.tenant("acme").await;
    assert_ne!(again.tenant(), ctx.tenant());
    assert_eq!(world.ask(Method::GET, "/acme", None).await.expect(200)["erasure"], json!(null));
}

async fn an_erasure_that_was_stopped_in_the_middle_is_taken_up_by_the_next_process(database: Database) {
    let world = World::new(database).await;
    let ctx = world.tenant("acme").await;
    fill(&world, &ctx, 20_000).await;
    suspend(&world, "acme").await;
    world.ask(Method::DELETE, "/acme", Some(json!({ "confirm": "acme" }))).await.expect(202);
    let (_stop, stopping) = watch::channel(false);
    // It works for some milliseconds at a time and stands still while its rows are counted, so it cannot get away.
    let mut first = Box::pin(world.operator.clone().run_erasures(stopping.clone()));
    let left = loop {
        let _ = tokio::time::timeout(std::time::Duration::from_millis(25), &mut first).await;
        let left: usize = world.rows(&ctx).await.iter().map(|(_, rows)| rows.len()).sum();
        if left < 39_000 {
            break left;
        }
    };
    drop(first);
    assert!(left > 0, "it was over before it could be stopped");
    // What was cut off has to let go of what it held.
    let next = if database == Database::Postgres { world.other_node().await.operator } else { world.operator.clone() };
    let running = tokio::spawn(next.run_erasures(stopping));
    for _ in 0..600 {
        if world.ask(Method::GET, "/acme", None).await.expect(200)["status"] == "erased" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    running.abort();
    assert!(world.rows(&ctx).await.iter().all(|(_, rows)| rows.is_empty()));
    let tx = world.store.read_system(&world.authority).await.unwrap();
    let record = tx.all(erasures::Entity::find()).await.unwrap();
    assert_eq!((record.len(), record[0].state.as_str(), &record[0].message), (1, "erased", &None));
}

async fn only_a_suspended_tenant_is_erased_and_only_by_its_name(database: Database) {
    let world = World::new(database).await;
    let ctx = world.tenant("acme").await;
    fill(&world, &ctx, 3).await;
    let erase = async |confirm: &str| world.ask(Method::DELETE, "/acme", Some(json!({ "confirm": confirm }))).await;
    erase("acme").await.refused(409, "operator.not_suspended");
    suspend(&world, "acme").await;
    erase("ACME").await.refused(422, "operator.not_confirmed");
    erase("").await.refused(422, "operator.not_confirmed");
    world.operator.erase_pending().await.unwrap();
    assert!(world.rows(&ctx).await.iter().any(|(_, rows)| !rows.is_empty()));
    assert_eq!(world.ask(Method::GET, "/acme", None).await.expect(200)["status"], "suspended");
}
