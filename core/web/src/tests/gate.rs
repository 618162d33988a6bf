//! Who gets through the gate, and what every answer carries.
//! Each case is one request.

use super::*;

const BUYER: (&str, &str) = ("cookie", "kontor_session=buyer; kontor_locale=it");
const JSON: (&str, &str) = ("content-type", "application/json");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Method and path, headers, status and code.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], u16, &'a str);

#[tokio::test]
async fn callers_reach_what_they_may() {
    let app = app().await;
    let cases: [Case<'_>; 13] = [
        ("GET /api/v1/orders", &[], 401, "auth.required"),
        ("GET /api/v1/orders", &[BUYER], 200, ""),
        ("GET /api/v1/orders", &[("cookie", "kontor_session=old")], 401, "auth.expired"),
        ("GET /api/v1/orders", &[("cookie", "kontor_session=unknown")], 401, "auth.invalid"),
        ("GET /api/v1/orders", &[("authorization", "Bearer kt_unknown")], 401, "auth.invalid"),
        ("GET /api/v1/orders", &[("authorization", "Basic YTpi")], 401, "auth.invalid"),
        ("GET /api/v1/orders", &[BUYER, ("authorization", "Bearer kt_staff")], 400, "auth.ambiguous"),
        ("GET /api/v1/orders", &[("cookie", "kontor_session=buyer; kontor_session=staff")], 400, "auth.ambiguous"),
        ("GET /api/v1/orders/abc", &[("authorization", "Bearer kt_staff")], 403, "auth.forbidden"),
        ("GET /api/v1/staff", &[BUYER], 403, "auth.forbidden"),
        ("GET /api/v1/staff", &[("authorization", "Bearer kt_staff")], 403, "auth.forbidden"),
        ("GET /api/v1/large", &[("cookie", "kontor_session=old")], 200, ""),
        // No header says for whom somebody acts.
        ("GET /api/v1/staff", &[BUYER, ("x-on-behalf-of", "staff"), ("x-user", "staff")], 403, "auth.forbidden"),
    ];
    for (line, headers, status, code) in cases {
        let answer = app.send(line, headers, "").await;
        assert_eq!(answer.status, status, "{line} {headers:?}");
        if !code.is_empty() {
            assert_eq!(answer.code(), code, "{line} {headers:?}");
        }
    }
}

#[tokio::test]
async fn hosts_decide_the_tenant() {
    let app = app().await;
    let at = async |line: &str, host: &str| app.send(line, &[("host", host)], "").await;
    assert_eq!(at("GET /nothing", "other.test").await.code(), "tenant.unknown_host");
    assert_eq!(at("GET /api/v1/large", "other.test").await.code(), "tenant.unknown_host");
    assert_eq!(at("GET /nothing", "Shop.Test.:8080").await.code(), "not_found");
    assert_eq!(at("GET /healthz", "other.test").await.status, 200);
    let answer = at("DELETE /api/v1/orders", "shop.test").await;
    assert_eq!((answer.status, answer.header("allow")), (405, "GET, POST"));
}

#[tokio::test]
async fn a_forged_request_changes_nothing() {
    let app = app().await;
    let body = r#"{"lines":[]}"#;
    let token = ("x-csrf-token", "token-of-the-session");
    let cases: [(&[(&str, &str)], u16); 8] = [
        (&[], 403),
        (&[("x-csrf-token", "token-of-another")], 403),
        (&[("x-csrf-token", "")], 403),
        (&[token, ("sec-fetch-site", "cross-site")], 403),
        (&[token, ("sec-fetch-site", "same-site")], 403),
        (&[token, ("origin", "https://other.test")], 403),
        (&[token, ("origin", "null")], 403),
        (&[token, ("origin", "https://shop.test"), ("sec-fetch-site", "same-origin")], 201),
    ];
    for (headers, status) in cases {
        let answer = app.send("POST /api/v1/orders", &[&[BUYER, JSON], headers].concat(), body).await;
        assert_eq!(answer.status, status, "{headers:?}");
    }
    assert_eq!(app.effects.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_form_carries_the_token_in_a_field() {
    let app = app().await;
    let post = async |body: &str| app.send("POST /note", &[BUYER, FORM], body).await;
    let answer = post("note=hello+you&_csrf=token-of-the-session").await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "hello you"));
    assert_eq!(post("note=hello&_csrf=other").await.status, 403);
    assert_eq!(post("note=hello").await.status, 403);
    assert_eq!(post("note=a&extra=b&_csrf=token-of-the-session").await.status, 422);
    assert_eq!(app.send("POST /note", &[FORM], "note=guest").await.text, "guest");
}

#[tokio::test]
async fn every_answer_is_private_and_strict() {
    let app = app().await;
    let answer = app.send("GET /api/v1/orders", &[BUYER, ("x-request-id", "abc-1")], "").await;
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("x-request-id"), "abc-1");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
    let refused = app.send("GET /api/v1/orders", &[("x-request-id", "a b\"")], "").await;
    assert_eq!(refused.json()["request_id"], refused.header("x-request-id"));
    assert_eq!(refused.header("x-request-id").len(), 32);
}

#[tokio::test]
async fn problems_of_pages_are_pages() {
    let app = app().await;
    let page = app.send("GET /page", &[("accept", "text/html,application/xhtml+xml")], "").await;
    assert_eq!((page.status, page.header("content-type")), (401, "text/html; charset=utf-8"));
    assert!(page.text.contains("<h1>Please sign in</h1>"), "{}", page.text);
    assert_eq!(app.send("GET /page", &[("accept", "application/json")], "").await.code(), "auth.required");
}

#[tokio::test]
async fn a_panic_is_a_failure_of_its_request_only() {
    let app = app().await;
    assert_eq!(app.send("GET /api/v1/panic", &[], "").await.code(), "server.failed");
    assert_eq!(app.send("GET /healthz", &[], "").await.status, 200);
}

#[tokio::test]
async fn too_many_requests_at_once_are_refused_at_once() {
    let app = app_within(Limits { in_flight: 1, ..Limits::default() }).await;
    let body = r#"{"lines":[]}"#;
    let (one, two) = tokio::join!(app.post_json(body, &[]), app.post_json(body, &[]));
    let refused = if one.status == 503 { &one } else { &two };
    assert_eq!((refused.code().as_str(), refused.header("retry-after")), ("server.overloaded", "1"));
    assert_eq!(one.status + two.status, 503 + 201);
    assert_eq!(app.post_json(body, &[]).await.status, 201);
}

#[tokio::test]
async fn large_answers_are_compressed_when_asked() {
    let app = app().await;
    let get = async |line: &str, accepted: &str| app.send(line, &[("accept-encoding", accepted)], "").await;
    assert_eq!(get("GET /api/v1/large", "gzip").await.header("content-encoding"), "gzip");
    assert_eq!(get("GET /api/v1/large", "br, gzip").await.header("content-encoding"), "br");
    assert_eq!(get("GET /api/v1/large", "identity").await.header("content-encoding"), "");
    assert_eq!(get("GET /healthz", "gzip").await.header("content-encoding"), "");
}

#[tokio::test]
async fn metrics_count_by_route_and_outcome() {
    let app = app().await;
    app.send("GET /api/v1/orders/metrics-probe", &[BUYER], "").await;
    let text = app.send("GET /metrics", &[], "").await.text;
    let line = r#"kontor_http_requests_total{method="GET",outcome="4xx",owner="shop",route="/api/v1/orders/{id}"}"#;
    assert!(text.contains(line), "{text}");
}
