//! Custom attributes as administrators define them: kinds, limits, order and archive.
//! Thing, code, kind and dictionary are said once.

use kontor_testkit::{TestApp, both, redacted};
use serde_json::{Value, json};

use super::{ATTRIBUTES, attribute, codes, colours, path_of};

both!(
    an_attribute_of_every_kind_is_made,
    an_attribute_that_makes_no_sense_is_refused_by_field,
    attributes_are_put_in_order,
    what_never_changes_is_no_field_of_a_change,
    an_archived_attribute_comes_back_at_the_end,
    two_who_move_attributes_at_once_leave_one_order,
    every_change_is_on_record,
);

async fn an_attribute_of_every_kind_is_made(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    colours(&shop).await;
    let kinds = [
        ("text", json!({ "limits": { "max_length": 20 }, "help": { "en": "As on the drawing." }, "is_public": true })),
        ("long_text", json!({})),
        ("number", json!({ "limits": { "min": "0.50", "max": "100" }, "is_required": true })),
        ("flag", json!({})),
        ("date", json!({ "limits": { "min": "2026-01-01" } })),
        ("choice", json!({ "dictionary": "colours" })),
        ("choices", json!({ "dictionary": "colours" })),
    ];
    for (kind, more) in kinds {
        let made = attribute(&shop, "product", &format!("a_{kind}"), kind, more).await;
        assert_eq!(shop.admin().get(path_of(ATTRIBUTES, &made)).send().await.expect(200), made);
    }
    let listed = shop.admin().get(format!("{ATTRIBUTES}?thing=product")).send().await.expect(200);
    insta::assert_json_snapshot!("attributes_of_products", redacted(listed));
    assert_eq!(shop.admin().get(format!("{ATTRIBUTES}?thing=person")).send().await.expect(200)["items"], json!([]));
    shop.admin().get(format!("{ATTRIBUTES}?thing=order")).send().await.expect(400);
}

async fn an_attribute_that_makes_no_sense_is_refused_by_field(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    colours(&shop).await;
    attribute(&shop, "product", "known", "text", json!({})).await;
    let wrong = [
        ("/thing", json!({ "thing": "order" })),
        ("/code", json!({ "code": "Not A Code" })),
        ("/kind", json!({ "kind": "colour" })),
        ("/labels", json!({ "labels": { "en": "" } })),
        ("/help/en", json!({ "help": { "en": "x".repeat(1_001) } })),
        ("/dictionary", json!({ "dictionary": "colours" })),
        ("/dictionary", json!({ "kind": "choice" })),
        ("/dictionary", json!({ "kind": "choice", "dictionary": "none" })),
        ("/limits/min", json!({ "limits": { "min": "1" } })),
        ("/limits/max_length", json!({ "kind": "number", "limits": { "max_length": 1 } })),
        ("/limits/max", json!({ "kind": "number", "limits": { "min": "2", "max": "1" } })),
        ("/limits/max", json!({ "kind": "date", "limits": { "max": "soon" } })),
        ("/limits/pattern", json!({ "limits": { "pattern": "[0-9]" } })),
        ("/position", json!({ "position": -1 })),
    ];
    for (pointer, more) in wrong {
        let mut body = json!({ "thing": "product", "code": "x", "kind": "text", "labels": { "en": "X" } });
        for (field, value) in more.as_object().unwrap() {
            body[field] = value.clone();
        }
        let reply = shop.admin().post(ATTRIBUTES).json(body).send().await;
        assert!(matches!(reply.status, 400 | 422), "{}", reply.text());
        assert_eq!(reply.json()["errors"][0]["pointer"], pointer, "{}", reply.text());
    }
    let twin = json!({ "thing": "product", "code": "known", "kind": "text", "labels": { "en": "X" } });
    shop.admin().post(ATTRIBUTES).json(twin).send().await.problem(409, "attributes.duplicate_attribute");
    // The same code is free for another kind of thing.
    attribute(&shop, "company", "known", "flag", json!({})).await;
}

async fn order(shop: &kontor_testkit::Shop) -> Value {
    shop.admin().get(format!("{ATTRIBUTES}?thing=company")).send().await.expect(200)["items"].clone()
}

async fn attributes_are_put_in_order(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for code in ["a", "b", "c"] {
        attribute(&shop, "company", code, "text", json!({})).await;
    }
    let first = attribute(&shop, "company", "d", "text", json!({ "position": 1 })).await;
    assert_eq!((codes(&order(&shop).await), &first["position"]), (vec!["d", "a", "b", "c"], &json!(1)));
    for (position, expected) in
        [(3, ["a", "b", "d", "c"]), (99, ["a", "b", "c", "d"]), (0, ["d", "a", "b", "c"]), (1, ["d", "a", "b", "c"])]
    {
        let change = json!({ "position": position });
        shop.admin().patch(path_of(ATTRIBUTES, &first)).json(change).send().await.expect(200);
        assert_eq!(codes(&order(&shop).await), expected, "{position}");
    }
}

async fn what_never_changes_is_no_field_of_a_change(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = attribute(&shop, "company", "a", "text", json!({})).await;
    for field in ["thing", "code", "kind", "dictionary"] {
        let reply = shop.admin().patch(path_of(ATTRIBUTES, &made)).json(json!({ field: "x" })).send().await;
        assert!(matches!(reply.status, 400 | 422), "{field}: {}", reply.text());
    }
    let change = json!({ "labels": { "en": "Other", "it": "Altro" }, "help": { "en": "Help" }, "is_required": true,
        "is_public": true, "limits": { "max_length": 5 }, "version": made["version"] });
    let changed = shop.admin().patch(path_of(ATTRIBUTES, &made)).json(change.clone()).send().await.expect(200);
    for field in ["labels", "help", "is_required", "is_public", "limits"] {
        assert_eq!(changed[field], change[field], "{field}");
    }
    shop.admin().patch(path_of(ATTRIBUTES, &made)).json(change).send().await.problem(409, "attributes.stale");
}

async fn an_archived_attribute_comes_back_at_the_end(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let first = attribute(&shop, "company", "a", "text", json!({})).await;
    attribute(&shop, "company", "b", "text", json!({})).await;
    let path = path_of(ATTRIBUTES, &first);
    shop.admin().delete(&path).send().await.expect(204);
    shop.admin().delete(&path).send().await.expect(204);
    assert_eq!(codes(&order(&shop).await), ["b", "a"]);
    let open = shop.admin().get(format!("{ATTRIBUTES}?thing=company&archived=false")).send().await.expect(200);
    assert_eq!(codes(&open["items"]), ["b"]);
    let twin = json!({ "thing": "company", "code": "a", "kind": "text", "labels": { "en": "A" } });
    shop.admin().post(ATTRIBUTES).json(twin).send().await.problem(409, "attributes.duplicate_attribute");
    shop.admin().patch(&path).json(json!({ "archived": false })).send().await.expect(200);
    assert_eq!(codes(&order(&shop).await), ["b", "a"]);
    assert_eq!(order(&shop).await[1]["archived"], false);
}

async fn two_who_move_attributes_at_once_leave_one_order(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let mut paths = Vec::new();
    for code in ["a", "b", "c", "d", "e", "f"] {
        paths.push(path_of(ATTRIBUTES, &attribute(&shop, "company", code, "text", json!({})).await));
    }
    let moves = paths.iter().map(|path| shop.admin().patch(path).json(json!({ "position": 1 })).send());
    for reply in futures_util::future::join_all(moves).await {
        reply.expect(200);
    }
    let order = order(&shop).await;
    let positions: Vec<i64> = order.as_array().unwrap().iter().map(|item| item["position"].as_i64().unwrap()).collect();
    assert_eq!(positions, [1, 2, 3, 4, 5, 6]);
    let mut found = codes(&order);
    found.sort_unstable();
    assert_eq!(found, ["a", "b", "c", "d", "e", "f"]);
}

async fn every_change_is_on_record(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let dictionary = colours(&shop).await;
    let made = attribute(&shop, "company", "a", "text", json!({})).await;
    let path = path_of(ATTRIBUTES, &made);
    shop.admin().patch(&path).json(json!({ "is_public": true })).send().await.expect(200);
    shop.admin().delete(&path).send().await.expect(204);
    let change = json!({ "name": { "en": "Tints" } });
    shop.admin().patch(path_of(super::DICTIONARIES, &dictionary)).json(change).send().await.expect(200);
    let recorded = |subject: &'static str, id: &Value| {
        let path = format!("/api/v1/admin/audit?subject={subject}&subject_id={}", id.as_str().unwrap());
        let admin = shop.admin().clone();
        async move { admin.get(path).send().await.expect(200)["items"].clone() }
    };
    let actions = |items: &Value| {
        items.as_array().unwrap().iter().map(|item| item["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let of_attribute = actions(&recorded("attribute", &made["id"]).await);
    let expected = ["attributes.attribute_archived", "attributes.attribute_changed", "attributes.attribute_made"];
    assert_eq!(of_attribute, expected);
    let of_dictionary = actions(&recorded("dictionary", &dictionary["id"]).await);
    assert_eq!(of_dictionary, ["attributes.dictionary_changed", "attributes.dictionary_made"]);
}
