//! An export of the whole product: every row of every table of the tenant, nothing of another one's, and no secret.
//! The list of columns that stay inside is committed, so that a new secret shows up in review.

use std::collections::BTreeMap;

use kontor_testkit::{Database, TestApp, both};
use serde_json::{Value, json};

use super::{path, trading};

both!(an_export_holds_everything_of_the_tenant_and_nothing_of_others, no_secret_leaves_with_an_export,);

async fn lines(app: &TestApp, code: &str) -> (String, Vec<Value>) {
    let reply = app.operator().get(format!("{}/export", path(code))).send().await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let text = reply.text();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (text, lines)
}

async fn an_export_holds_everything_of_the_tenant_and_nothing_of_others(app: &'static TestApp) {
    let (own, other) = (trading(app, "exported").await, trading(app, "hidden").await);
    // What the background writes is written before.
    let mut raw = app.raw().await;
    let expected = raw.rows_of(own.id()).await;
    let (text, lines) = lines(app, own.code()).await;
    let end = lines.last().unwrap();
    assert_eq!(end["end"], true);
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for line in &lines[1..lines.len() - 1] {
        *counted.entry(line["table"].as_str().unwrap().to_owned()).or_default() += 1;
        let tenant = &line["row"]["tenant_id"];
        assert!(tenant.is_null() || *tenant == json!(own.id()), "{line}");
    }
    for (table, rows) in expected {
        // The export itself is on record, and the trail is sealed by a job that tells of it.
        let (wanted, grows) =
            (rows.len(), ["audit_entries", "audit_details", "store_outbox"].contains(&table.as_str()));
        let found = counted.get(&table).copied().unwrap_or(0);
        assert!(found == wanted || (found > wanted && grows), "{table}: {found} of {wanted}");
    }
    for canary in
        ["canary of hidden", "note of hidden", "hidden-SKU", "hidden-CO", other.code(), &other.id().to_string()]
    {
        assert!(!text.contains(canary), "{canary} is in the file");
    }
    for own in ["canary of exported", "note of exported", own.admin_email()] {
        assert!(text.contains(own), "{own} is missing");
    }
}

async fn no_secret_leaves_with_an_export(app: &'static TestApp) {
    let shop = trading(app, "secretive").await;
    let token = shop.admin().post("/api/v1/api-tokens").json(json!({ "name": "robot" })).send().await.expect(201);
    let token = token["token"].as_str().unwrap().to_owned();
    let (text, lines) = lines(app, shop.code()).await;
    let cookie = shop.admin().cookie().split_once('=').unwrap().1.to_owned();
    let mut raw = app.raw().await;
    let mut secrets = vec![token, cookie, shop.admin().csrf().to_owned()];
    let id = raw.literal(&shop.id().to_string());
    for table in ["identity_sessions", "identity_api_tokens"] {
        secrets.extend(raw.texts(&format!("SELECT secret_hash FROM {table} WHERE tenant_id = {id}")).await);
    }
    secrets.extend(
        raw.texts(&format!(
            "SELECT password_hash FROM identity_users WHERE id IN \
             (SELECT user_id FROM identity_memberships WHERE tenant_id = {id})"
        ))
        .await,
    );
    assert!(secrets.len() >= 6, "{}", secrets.len());
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        assert!(!text.contains(secret.as_str()), "a secret is in the file");
    }
    if app.database() == Database::Sqlite {
        insta::assert_snapshot!(
            "columns_that_stay_inside",
            serde_json::to_string_pretty(&lines[0]["withheld"]).unwrap()
        );
    }
}
