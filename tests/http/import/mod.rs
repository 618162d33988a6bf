//! Imports: files of every kind, what is wrong with them and where, and that nothing is half-written.
//! A run is watched until it has ended, as its uploader would.

mod files;
mod formats;
mod refusals;

use kontor_testkit::{Client, eventually};
use serde_json::Value;

/// Uploads a file and waits for the end of its run.
pub(crate) async fn import(client: &Client, query: &str, file: impl Into<Vec<u8>>) -> Value {
    let path = format!("/api/v1/admin/imports?{query}");
    let run = client.post(path).body("text/csv", file.into()).send().await.expect(202);
    let path = format!("/api/v1/admin/imports/{}", run["id"].as_str().unwrap());
    eventually("the import has ended", || async {
        let run = client.get(&path).send().await.expect(200);
        (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(run)
    })
    .await
}

/// State, rows applied and bad, then created, updated and unchanged.
fn outcome(run: &Value) -> String {
    let part = |name: &str| run[name].as_str().map_or_else(|| run[name].to_string(), str::to_owned);
    let names = ["state", "rows_total", "rows_applied", "rows_bad", "created", "updated", "unchanged"];
    names.map(|name| format!("{name} {}", part(name))).join(", ")
}

/// Where and why: `line:column code`.
pub(crate) fn places(run: &Value) -> Vec<String> {
    let place = |error: &Value| {
        let column = error["column"].as_str().unwrap_or("-");
        format!("{}:{column} {}", error["line"], error["code"].as_str().unwrap())
    };
    run["first_errors"].as_array().unwrap().iter().map(place).collect()
}
