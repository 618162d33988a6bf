//! How errors of the store and refusals of engines look to a client.
//! What only operators may know stays out.

use axum::response::IntoResponse;
use kontor_contract::{Fault, FaultKind, FieldFault};

use super::*;

#[test]
fn errors_of_the_store_say_no_more_than_they_may() {
    let cases = [
        (StoreError::Unavailable("disk secret".into()), 503, "store.unavailable"),
        (StoreError::Conflict, 503, "store.busy"),
        (StoreError::Duplicate("table secret".into()), 409, "store.duplicate"),
        (StoreError::MissingReference, 422, "store.missing_reference"),
        (StoreError::OutOfScope, 404, "not_found"),
        (StoreError::BadCursor, 400, "request.invalid_parameter"),
        (StoreError::Setup("secret".into()), 500, "server.failed"),
    ];
    for (error, status, code) in cases {
        let problem = Problem::from(error);
        assert_eq!((problem.status().as_u16(), problem.code_text()), (status, code));
        let text = String::from_utf8(problem.to_json(Some("r-1"))).unwrap();
        assert!(!text.contains("secret") && text.contains("r-1"), "{text}");
        assert_eq!(problem.into_response().headers().contains_key("retry-after"), status == 503, "{code}");
    }
}

#[test]
fn a_refusal_keeps_its_code_its_fields_and_what_machines_need() {
    let field = FieldFault { pointer: "/lines/0/quantity".into(), code: "too_many", detail: "10 are left".into() };
    let fault = Fault::Refused {
        kind: FaultKind::Conflict,
        code: "orders.totals_changed",
        detail: "The totals have changed.".into(),
        fields: vec![field],
        extra: Some(serde_json::json!({ "totals": { "net": "12.50" }, "code": "other" })),
    };
    let problem = Problem::from(fault);
    let document: Value = serde_json::from_slice(&problem.to_json(None)).unwrap();
    let expected = serde_json::json!({
        "type": "/problems/orders.totals_changed",
        "title": "Things have changed in the meantime",
        "status": 409,
        "detail": "The totals have changed.",
        "code": "orders.totals_changed",
        "errors": [{ "pointer": "/lines/0/quantity", "code": "too_many", "detail": "10 are left" }],
        "totals": { "net": "12.50" },
    });
    assert_eq!(document, expected);
}
