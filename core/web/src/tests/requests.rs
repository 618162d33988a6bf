//! What handlers are given, and how a request that cannot be taken is told so.
//! Every refusal names the field or parameter at fault.

use super::*;

const STAFF: (&str, &str) = ("authorization", "Bearer kt_staff");

#[tokio::test]
async fn a_wrong_body_is_refused_with_a_pointer_to_the_field() {
    let app = app().await;
    let cases = [
        (r#"{"lines":[{"sku":"A","quantity":1.5}]}"#, 422, "/lines/0/quantity", "invalid_value"),
        (r#"{"lines":[{"sku":"A","quantity":1},{"sku":"B"}]}"#, 422, "/lines/1/quantity", "missing_field"),
        (r#"{"lines":[],"is_admin":true}"#, 422, "/is_admin", "unknown_field"),
        (r#"{"lines":[{"sku":"A","quantity":1,"unit/price":2}]}"#, 422, "/lines/0/unit~1price", "unknown_field"),
        (r#"{"lines":[],"lines":[]}"#, 422, "/lines", "duplicate_field"),
    ];
    for (body, status, pointer, code) in cases {
        let answer = app.post_json(body, &[]).await;
        let error = answer.json()["errors"][0].clone();
        assert_eq!(
            (answer.status, &error["pointer"], &error["code"]),
            (status, &pointer.into(), &code.into()),
            "{body}"
        );
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    assert_eq!(app.effects.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_text_with_a_null_character_gets_no_further_than_the_extractors() {
    let app = app().await;
    let refused = app.post_json(r#"{"lines":[{"sku":"A\u0000","quantity":1}]}"#, &[]).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "request.invalid_field"));
    let taken = app.post_json(r#"{"lines":[{"sku":"A\\u0000","quantity":1}]}"#, &[]).await;
    assert_eq!(taken.status, 201, "an escaped backslash is one");
    for query in ["state=%00", "cursor=a%00", "sort=%00"] {
        let answer = app.send(&format!("GET /api/v1/orders?{query}"), &[STAFF], "").await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "request.invalid_parameter"), "{query}");
    }
}

#[tokio::test]
async fn what_is_no_json_is_told_apart() {
    let app = app().await;
    for body in ["{", r#"{"lines":[]} x"#, ""] {
        let answer = app.post_json(body, &[]).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "request.malformed_json"), "{body}");
    }
    for media_type in ["text/plain", "application/json; charset=iso-8859-1", "application/jsonp"] {
        let answer = app.send("POST /api/v1/orders", &[STAFF, ("content-type", media_type)], "{}").await;
        assert_eq!(answer.status, 415, "{media_type}");
    }
    let large = format!(r#"{{"lines":[],"x":"{}"}}"#, "x".repeat(3 * 1024 * 1024));
    assert_eq!(app.post_json(&large, &[]).await.status, 413);
}

#[tokio::test]
async fn query_parameters_are_read_and_unknown_ones_named() {
    let app = app().await;
    let get = async |query: &str| app.send(&format!("GET /api/v1/orders?{query}"), &[STAFF], "").await;
    let answer = get("state=placed&limit=5&page=2&sort=-placed_at&above=").await;
    let expected = serde_json::json!({ "state": "placed", "above": null, "limit": 5, "sort": "placed_at true" });
    assert_eq!(answer.json(), expected);
    for (query, name) in [
        ("colour=red", "colour"),
        ("above=many", "above"),
        ("state=a&state=b", "state"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("page=x", "page"),
        ("page=1&cursor=abc", "cursor"),
        ("limit=1&limit=2", "limit"),
    ] {
        let answer = get(query).await;
        assert_eq!((answer.status, answer.json()["errors"][0]["pointer"].as_str()), (400, Some(name)), "{query}");
    }
}

#[tokio::test]
async fn an_id_that_cannot_be_read_is_as_unknown_as_any() {
    let app = app().await;
    let buyer = [("cookie", "kontor_session=buyer")];
    for id in ["abc", "00000000-0000-0000-0000-00000000000", "018f0000-0000-7000-8000-000000000000"] {
        let answer = app.send(&format!("GET /api/v1/orders/{id}"), &buyer, "").await;
        assert_eq!((answer.status, answer.code().as_str()), (404, "not_found"), "{id}");
    }
}

#[tokio::test]
async fn an_upload_keeps_to_its_type_and_size() {
    let app = app().await;
    let csv = ("content-type", "text/csv; charset=utf-8");
    assert_eq!(app.send("POST /api/v1/imports", &[STAFF, csv], "a,b\n1,2\n").await.text, "8");
    assert_eq!(app.send("POST /api/v1/imports", &[STAFF, csv], &"x".repeat(21)).await.status, 413);
    let json = ("content-type", "application/json");
    assert_eq!(app.send("POST /api/v1/imports", &[STAFF, json], "{}").await.status, 415);
}

#[test]
fn a_list_is_sorted_by_declared_fields_only() {
    let sort = Sort(Some(SortBy { field: "secret".into(), descending: false }));
    let problem = sort.one_of(&[("sku", 1), ("name", 2)]).unwrap_err();
    assert_eq!(problem.detail_text(), Some("sort: sort by one of sku, name, with a minus in front for descending"));
    let sort = Sort(Some(SortBy { field: "name".into(), descending: true }));
    assert_eq!(sort.one_of(&[("sku", 1), ("name", 2)]).unwrap(), Some((2, true)));
}
