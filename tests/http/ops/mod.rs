//! What operators ask on any host, and what a host that nobody trades under answers.
//! None of it knows a tenant.

use kontor_testkit::{TestApp, both};
use serde_json::{Map, Value};

both!(
    health_readiness_and_metrics_answer_on_any_host,
    the_api_document_is_served_and_names_every_api_route,
    the_api_document_is_the_one_that_clients_are_made_from,
    an_unknown_host_is_not_found,
    a_host_is_found_whatever_its_case_and_port,
);

async fn health_readiness_and_metrics_answer_on_any_host(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for host in [shop.guest().host(), "nobody.example", "127.0.0.1"] {
        let client = app.client(host);
        assert_eq!(client.get("/healthz").send().await.expect(200)["status"], "ok");
        assert_eq!(client.get("/readyz").send().await.expect(200)["status"], "ok");
        let metrics = client.get("/metrics").send().await;
        metrics.expect(200);
        assert!(metrics.text().contains("# TYPE "), "{}", metrics.text());
    }
}

async fn the_api_document_is_served_and_names_every_api_route(app: &'static TestApp) {
    let document = app.client("nobody.example").get("/api/openapi.json").send().await.expect(200);
    assert_eq!(document["openapi"], "3.1.0");
    for row in app.parts().registry.matrix().iter().filter(|row| row.path.starts_with("/api/v1")) {
        let operation = &document["paths"][row.path][row.method.as_str().to_lowercase()];
        assert!(operation["responses"].is_object(), "{} {} is not in the document", row.method, row.path);
        assert_eq!(operation["x-permission"].as_str(), row.access.permission(), "{} {}", row.method, row.path);
    }
}

/// `admin-ui/openapi.json` is a snapshot, so that the admin's types can be made before there is a server, and a change of
/// the API shows in a review. `INSTA_UPDATE=always` writes it anew.
async fn the_api_document_is_the_one_that_clients_are_made_from(app: &'static TestApp) {
    let document = app.client("nobody.example").get("/api/openapi.json").send().await.expect(200);
    let (written, path) = (one_line_each(&document), concat!(env!("CARGO_MANIFEST_DIR"), "/../admin-ui/openapi.json"));
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(path, &written).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let changed = written.lines().find(|line| !kept.lines().any(|other| other == *line));
    assert!(kept == written, "the API is not as in {path}; write it anew with INSTA_UPDATE=always. {changed:?}");
}

/// The document with a line for each operation and each schema, in the order of their names.
fn one_line_each(document: &Value) -> String {
    let lines = |members: &Map<String, Value>, indent: &str, of: &dyn Fn(&Value) -> String| {
        let member =
            |(name, value): (&String, &Value)| format!("{indent}{}: {}", Value::from(name.as_str()), of(value));
        members.iter().map(member).collect::<Vec<_>>().join(",\n")
    };
    let flat = |value: &Value| value.to_string();
    let block = |value: &Value| match value.as_object() {
        Some(members) => format!("{{\n{}\n  }}", lines(members, "    ", &flat)),
        None => value.to_string(),
    };
    let section = |value: &Value| match value.as_object() {
        Some(members) => format!("{{\n{}\n }}", lines(members, "  ", &block)),
        None => value.to_string(),
    };
    format!("{{\n{}\n}}\n", lines(document.as_object().unwrap(), " ", &section))
}

async fn an_unknown_host_is_not_found(app: &'static TestApp) {
    let client = app.client("nobody.example");
    for path in ["/api/v1/products", "/api/v1/session", "/products", "/", "/no/such/path"] {
        assert_eq!(client.get(path).send().await.status, 404, "{path}");
    }
    client.get("/api/v1/products").send().await.problem(404, "tenant.unknown_host");
}

async fn a_host_is_found_whatever_its_case_and_port(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let host = shop.guest().host();
    for written in [host.to_uppercase(), format!("{host}:8080"), format!("{host}.")] {
        shop.guest().at_host(&written).get("/api/v1/products").send().await.expect(200);
    }
}
