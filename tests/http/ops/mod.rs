//! What operators ask on any host, and what a host that nobody trades under answers.
//! None of it knows a tenant.

use kontor_testkit::{TestApp, both};

both!(
    health_readiness_and_metrics_answer_on_any_host,
    the_api_document_is_served_and_names_every_api_route,
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
