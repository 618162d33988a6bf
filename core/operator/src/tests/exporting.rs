//! An export is one file of lines that says what it is, holds every row of the tenant and none of another's, and ends
//! with how many they are. Whoever takes only the beginning of it stops the reading.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use futures_util::StreamExt;
use kontor_store::Tx;
use serde_json::Value;

use super::{Database, TOKEN, World, a_thing, both, fill, thing};

both!(an_export_holds_every_row_of_the_tenant_and_none_of_anothers, an_export_is_one_view_however_slowly_it_is_taken);

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|cause| panic!("{cause}: {line}"))).collect()
}

async fn an_export_holds_every_row_of_the_tenant_and_none_of_anothers(database: Database) {
    let world = World::new(database).await;
    let (ctx, other) = (world.tenant("acme").await, world.tenant("other").await);
    fill(&world, &ctx, 700).await;
    fill(&world, &other, 700).await;
    let file = world.ask(Method::GET, "/acme/export", None).await;
    file.expect(200);
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/x-ndjson");
    let written = lines(&file.text);
    let (head, end) = (&written[0], &written[written.len() - 1]);
    assert_eq!((head["kontor_export"].as_u64(), head["tenant"].as_str()), (Some(1), Some("acme")));
    assert!(head["schema"].as_str().is_some_and(|step| step.contains("_m2026")), "{head}");
    assert_eq!(end["end"], true);
    let mut counted: BTreeMap<&str, u64> = BTreeMap::new();
    for line in &written[1..written.len() - 1] {
        *counted.entry(line["table"].as_str().unwrap()).or_default() += 1;
    }
    assert_eq!(serde_json::to_value(&counted).unwrap(), end["rows"]);
    assert_eq!((counted["tenant"], counted["people"], counted["audit_seals"]), (1, 1, 700));
    for (table, rows) in world.rows(&ctx).await {
        assert_eq!(counted.get(table.as_str()).copied().unwrap_or(0), rows.len() as u64, "{table}");
        assert!(rows.iter().all(|row| file.text.contains(row)), "{table}");
    }
    assert!(file.text.contains("canary-of-acme") && !file.text.contains("canary-of-other"));
    assert!(!file.text.contains(&other.tenant().to_string()));
    assert!(world.recorded().contains(&"operator.tenant_exported"));
    world.ask(Method::GET, "/nobody/export", None).await.expect(404);
}

async fn an_export_is_one_view_however_slowly_it_is_taken(database: Database) {
    let world = World::new(database).await;
    let ctx = world.tenant("acme").await;
    fill(&world, &ctx, 6_000).await;
    let request = Request::builder()
        .uri("/api/v1/operator/tenants/acme/export")
        .header(header::HOST, "x.example")
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
    let mut pieces = world.answer(request.body(Body::empty()).unwrap()).await.into_body().into_data_stream();
    let mut text = pieces.next().await.unwrap().unwrap().to_vec();
    // What is written from now on is not in the file.
    let tx = world.store.write(&ctx).await.unwrap();
    tx.insert::<thing::Entity>(thing::Model { module: "999999-late".to_owned(), ..a_thing(&tx) }).await.unwrap();
    tx.commit().await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    while let Some(piece) = pieces.next().await {
        text.extend_from_slice(&piece.unwrap());
    }
    let text = String::from_utf8(text).unwrap();
    assert_eq!(lines(&text).last().unwrap()["rows"]["module_states"], 6_000);
    assert!(!text.contains("999999-late"));
    // One that is dropped in the middle gives its reader back.
    for _ in 0..12 {
        let request = Request::builder()
            .uri("/api/v1/operator/tenants/acme/export")
            .header(header::HOST, "x.example")
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
        let mut pieces = world.answer(request.body(Body::empty()).unwrap()).await.into_body().into_data_stream();
        pieces.next().await.unwrap().unwrap();
    }
    let tx = world.store.read(&ctx).await.unwrap();
    assert_eq!(tx.find::<thing::Entity>().count(&tx).await.unwrap(), 6_001);
}
