//! Dictionaries and their entries: made, named in languages, reordered and archived.
//! An entry that is left out is archived and never lost.

use kontor_testkit::{TestApp, both, redacted};
use serde_json::{Value, json};

use super::{DICTIONARIES, attribute, codes, colours, entry, path_of};

both!(
    a_dictionary_is_made_with_its_entries,
    entries_are_reordered_and_those_left_out_are_archived,
    a_dictionary_that_makes_no_sense_is_refused_by_field,
    a_change_made_from_an_old_version_is_refused,
    a_dictionary_in_use_is_not_archived,
    names_are_shown_in_the_readers_language,
    only_administrators_change_what_others_may_read,
);

async fn a_dictionary_is_made_with_its_entries(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = colours(&shop).await;
    insta::assert_json_snapshot!("a_new_dictionary", redacted(made.clone()));
    assert_eq!(shop.admin().get(path_of(DICTIONARIES, &made)).send().await.expect(200), made);
    let listed = shop.admin().get(DICTIONARIES).send().await.expect(200);
    assert_eq!((&listed["items"][0]["title"], &listed["items"][0]["entries"]), (&json!("Colours"), &json!(3)));
}

async fn entries_are_reordered_and_those_left_out_are_archived(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let path = path_of(DICTIONARIES, &colours(&shop).await);
    let change = json!({ "entries": [entry("pink"), entry("blue"), entry("red")] });
    let changed = shop.admin().patch(&path).json(change).send().await.expect(200);
    assert_eq!(codes(&changed["entries"]), ["pink", "blue", "red", "green"]);
    assert_eq!((&changed["entries"][3]["archived"], &changed["entries"][2]["title"]), (&json!(true), &json!("RED")));
    // It keeps its names while it is archived, and comes back where it is named again.
    assert_eq!(changed["entries"][3]["name"], json!({ "en": "Green", "pl": "Zielony" }));
    let change = json!({ "entries": [entry("green"), { "code": "red", "name": { "en": "Red" }, "archived": true }] });
    let changed = shop.admin().patch(&path).json(change).send().await.expect(200);
    assert_eq!(codes(&changed["entries"]), ["green", "red", "pink", "blue"]);
    let archived: Vec<&Value> = changed["entries"].as_array().unwrap().iter().map(|entry| &entry["archived"]).collect();
    assert_eq!(archived, [&json!(false), &json!(true), &json!(true), &json!(true)]);
    // A change that says nothing about entries leaves them alone.
    let renamed = shop.admin().patch(&path).json(json!({ "name": { "it": "Colori" } })).send().await.expect(200);
    assert_eq!((&renamed["entries"], &renamed["title"]), (&changed["entries"], &json!("Colori")));
}

async fn a_dictionary_that_makes_no_sense_is_refused_by_field(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    colours(&shop).await;
    let many: Vec<Value> = (0..1_001).map(|number| entry(&format!("e{number}"))).collect();
    let wrong = [
        ("/code", json!({ "code": "Colours" })),
        ("/code", json!({ "code": "_x" })),
        ("/name", json!({ "name": {} })),
        ("/name", json!({ "name": { "en": " " } })),
        ("/name/pl", json!({ "name": { "en": "x", "pl": "x".repeat(201) } })),
        ("/entries/1/code", json!({ "entries": [entry("a"), entry("A")] })),
        ("/entries/1/code", json!({ "entries": [entry("a"), entry("a")] })),
        ("/entries/0/name", json!({ "entries": [{ "code": "a", "name": {} }] })),
        ("/entries", json!({ "entries": many })),
    ];
    for (pointer, more) in wrong {
        let mut body = json!({ "code": "sizes", "name": { "en": "Sizes" } });
        for (field, value) in more.as_object().unwrap() {
            body[field] = value.clone();
        }
        let problem = shop.admin().post(DICTIONARIES).json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    let german = json!({ "code": "sizes", "name": { "de": "Größen" } });
    let refused = shop.admin().post(DICTIONARIES).json(german).send().await;
    assert!(matches!(refused.status, 400 | 422) && refused.text().contains("en, pl or it"), "{}", refused.text());
    let twin = json!({ "code": "colours", "name": { "en": "Twin" } });
    shop.admin().post(DICTIONARIES).json(twin).send().await.problem(409, "attributes.duplicate_dictionary");
    assert_eq!(shop.admin().get(DICTIONARIES).send().await.expect(200)["items"].as_array().unwrap().len(), 1);
}

async fn a_change_made_from_an_old_version_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = colours(&shop).await;
    let path = path_of(DICTIONARIES, &made);
    let change = |code: &str| json!({ "entries": [entry(code)], "version": made["version"] });
    shop.admin().patch(&path).json(change("first")).send().await.expect(200);
    shop.admin().patch(&path).json(change("second")).send().await.problem(409, "attributes.stale");
    let known = shop.admin().get(&path).send().await.expect(200);
    assert_eq!(codes(&known["entries"]), ["first", "red", "green", "blue"]);
}

async fn a_dictionary_in_use_is_not_archived(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let dictionary = colours(&shop).await;
    let path = path_of(DICTIONARIES, &dictionary);
    let used = attribute(&shop, "product", "colour", "choice", json!({ "dictionary": "colours" })).await;
    let archive = json!({ "archived": true });
    let problem =
        shop.admin().patch(&path).json(archive.clone()).send().await.problem(409, "attributes.dictionary_in_use");
    assert!(problem["detail"].as_str().unwrap().contains("colour"), "{problem}");
    let known = shop.admin().get(&path).send().await.expect(200);
    assert_eq!(known["used_by"], json!([{ "thing": "product", "code": "colour", "label": "COLOUR" }]));
    shop.admin().delete(path_of(super::ATTRIBUTES, &used)).send().await.expect(204);
    assert_eq!(shop.admin().patch(&path).json(archive).send().await.expect(200)["archived"], true);
    // Neither a new attribute nor the old one takes its entries from what is archived.
    let body =
        json!({ "thing": "person", "code": "c", "kind": "choice", "dictionary": "colours", "labels": { "en": "C" } });
    shop.admin().post(super::ATTRIBUTES).json(body).send().await.problem(422, "attributes.unknown_dictionary");
    let back = shop.admin().patch(path_of(super::ATTRIBUTES, &used)).json(json!({ "archived": false }));
    back.send().await.problem(422, "attributes.unknown_dictionary");
}

async fn names_are_shown_in_the_readers_language(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    let path = path_of(DICTIONARIES, &colours(&shop).await);
    attribute(&shop, "product", "colour", "choice", json!({ "dictionary": "colours", "labels": { "pl": "Kolor" } }))
        .await;
    let polish = shop.admin().get(&path).header("accept-language", "pl").send().await.expect(200);
    assert_eq!((&polish["title"], &polish["entries"][0]["title"]), (&json!("Kolory"), &json!("Czerwony")));
    // Where a language is missing, another one is read.
    assert_eq!(polish["entries"][2]["title"], "Blue");
    let english = shop.admin().get(super::ATTRIBUTES).header("accept-language", "en").send().await.expect(200);
    assert_eq!(
        (&english["items"][0]["label"], &english["items"][0]["options"][0]["label"]),
        (&json!("Kolor"), &json!("Red"))
    );
}

async fn only_administrators_change_what_others_may_read(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let path = path_of(DICTIONARIES, &colours(&shop).await);
    let clerk = shop.user("order_desk").await;
    clerk.get(&path).send().await.expect(200);
    clerk.get(super::ATTRIBUTES).send().await.expect(200);
    clerk.patch(&path).json(json!({ "name": { "en": "Mine" } })).send().await.problem(403, "auth.forbidden");
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    buyer.get(&path).send().await.expect(403);
}
