//! Merging and rules without a database: examples of every refusal, and what holds for any values.
//! The schema has one attribute of each kind.

use std::sync::Arc;

use kontor_contract::attributes::{AttributeKind, Attributes};
use kontor_kernel::{AttributeId, DictionaryId, Locale, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    merge::{Author, merge, public},
    rule::{Limits, Rule},
    schema::{Definition, Dictionary, Entry, Schema},
    texts::{Reader, Texts},
};
use crate::entities::definition::Thing;

fn called(name: &str) -> Texts {
    Texts::new([(Locale::En, name.to_owned())].into())
}

fn colours() -> Arc<Dictionary> {
    let entry = |code: &str, is_archived| Entry { code: code.into(), name: called(code), is_archived };
    Arc::new(Dictionary {
        id: DictionaryId::new(),
        code: "colours".into(),
        name: called("Colours"),
        entries: vec![entry("red", false), entry("green", false), entry("blue", false), entry("mauve", true)],
        version: 1,
        created_at: Timestamp::default(),
        updated_at: Timestamp::default(),
        is_archived: false,
    })
}

fn attribute(code: &str, kind: AttributeKind, limits: &Limits) -> Definition {
    let is_choice = matches!(kind, AttributeKind::Choice | AttributeKind::Choices);
    Definition {
        id: AttributeId::new(),
        thing: Thing::Company,
        code: code.into(),
        rule: Rule::new(kind, limits, is_choice.then(colours)).unwrap(),
        labels: called(&code.to_uppercase()),
        help: Texts::default(),
        is_required: false,
        is_public: true,
        version: 1,
        created_at: Timestamp::default(),
        updated_at: Timestamp::default(),
        is_archived: false,
    }
}

fn plain(code: &str, kind: AttributeKind) -> Definition {
    attribute(code, kind, &Limits::default())
}

fn between(min: &str, max: &str) -> Limits {
    Limits { min: Some(min.into()), max: Some(max.into()), max_length: None }
}

/// One of each kind, a private one, and one that is archived and private.
fn schema() -> Schema {
    let private = Definition { is_public: false, ..plain("rating", AttributeKind::Number) };
    let gone = Definition { is_public: false, is_archived: true, ..plain("gone", AttributeKind::Text) };
    let line = Limits { max_length: Some(10), ..Limits::default() };
    let definitions = vec![
        attribute("line", AttributeKind::Text, &line),
        plain("text", AttributeKind::LongText),
        attribute("number", AttributeKind::Number, &between("0", "100.5")),
        plain("flag", AttributeKind::Flag),
        attribute("date", AttributeKind::Date, &between("2026-01-01", "2026-12-31")),
        plain("colour", AttributeKind::Choice),
        plain("colours", AttributeKind::Choices),
        private,
        gone,
    ];
    Schema { definitions, ..Schema::default() }
}

fn map(value: Value) -> Attributes {
    serde_json::from_value(value).unwrap()
}

fn author(is_buyer: bool) -> Author {
    Author { is_buyer, reader: Reader::of_english() }
}

/// The attributes afterwards, or the pointers and codes of what is wrong.
fn merged(schema: &Schema, known: Value, change: Value, is_buyer: bool) -> Result<Value, Vec<(String, &'static str)>> {
    let outcome = merge(schema, Thing::Company, &map(known), &map(change), &author(is_buyer));
    let named = |fault: kontor_contract::FieldFault| (fault.pointer, fault.code);
    outcome.map(Value::Object).map_err(|faults| faults.into_iter().map(named).collect())
}

fn given(change: Value) -> Result<Value, Vec<(String, &'static str)>> {
    merged(&schema(), json!({}), change, false)
}

#[test]
fn values_are_written_in_one_spelling() {
    let change = json!({ "line": "  hex  ", "text": "a\r\nb\n", "number": "012.500", "flag": false,
        "date": "2026-11-21", "colour": "red", "colours": ["blue", "red", "blue"], "rating": 7 });
    let expected = json!({ "line": "hex", "text": "a\nb", "number": "12.5", "flag": false,
        "date": "2026-11-21", "colour": "red", "colours": ["red", "blue"], "rating": "7" });
    assert_eq!(given(change), Ok(expected));
}

#[test]
fn what_is_empty_is_taken_away_and_so_is_null() {
    let known = json!({ "line": "a", "text": "b", "number": "1", "date": "2026-11-21", "colour": "red",
        "colours": ["red"], "flag": true, "rating": "5" });
    let change =
        json!({ "line": " ", "text": "", "number": "", "date": "", "colour": "", "colours": [], "flag": null });
    assert_eq!(merged(&schema(), known, change, false), Ok(json!({ "rating": "5" })));
}

#[test]
fn every_wrong_value_is_refused_at_its_own_place() {
    let wrong = [
        ("line", json!(1), "attributes.bad_value"),
        ("line", json!("a\nb"), "attributes.bad_value"),
        ("line", json!("12345678901"), "attributes.too_long"),
        ("text", json!("a\u{7}"), "attributes.bad_value"),
        ("text", json!("x".repeat(4_001)), "attributes.too_long"),
        ("number", json!(1.5), "attributes.bad_value"),
        ("number", json!("1,5"), "attributes.bad_value"),
        ("number", json!("1e2"), "attributes.bad_value"),
        ("number", json!("0.0000001"), "attributes.bad_value"),
        ("number", json!("-0.000001"), "attributes.out_of_range"),
        ("number", json!(101), "attributes.out_of_range"),
        ("flag", json!("true"), "attributes.bad_value"),
        ("date", json!("21.11.2026"), "attributes.bad_value"),
        ("date", json!("2026-02-30"), "attributes.bad_value"),
        ("date", json!("2027-01-01"), "attributes.out_of_range"),
        ("colour", json!("RED"), "attributes.unknown_entry"),
        ("colour", json!("mauve"), "attributes.archived_entry"),
        ("colour", json!(["red"]), "attributes.bad_value"),
        ("colours", json!("red"), "attributes.bad_value"),
        ("colours", json!(["red", 1]), "attributes.bad_value"),
        ("colours", json!(["red", "none"]), "attributes.unknown_entry"),
        ("gone", json!("x"), "attributes.unknown"),
        ("nothing", json!("x"), "attributes.unknown"),
        ("nothing", json!(null), "attributes.unknown"),
    ];
    for (code, value, fault) in wrong {
        let refused = given(json!({ code: value })).unwrap_err();
        assert_eq!(refused, [(format!("/attributes/{code}"), fault)], "{code}: {value}");
    }
    let odd = given(json!({ "a/b~c": "x" })).unwrap_err();
    assert_eq!(odd[0].0, "/attributes/a~1b~0c");
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let mut schema = schema();
    schema.definitions[0].is_required = true;
    let refused = merged(&schema, json!({}), json!({ "number": "x", "flag": 1 }), false).unwrap_err();
    let codes: Vec<&str> = refused.iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["attributes.bad_value", "attributes.bad_value", "attributes.required"]);
}

#[test]
fn a_required_attribute_is_missed_in_the_whole_and_told_once() {
    let mut schema = schema();
    schema.definitions[2].is_required = true;
    let required = vec![("/attributes/number".to_owned(), "attributes.required")];
    assert_eq!(merged(&schema, json!({}), json!({}), false), Err(required.clone()));
    assert_eq!(merged(&schema, json!({ "number": "1" }), json!({ "number": null }), false), Err(required));
    assert!(merged(&schema, json!({ "number": "1" }), json!({ "flag": true }), false).is_ok());
    let refused = merged(&schema, json!({}), json!({ "number": "x" }), false).unwrap_err();
    assert_eq!(refused, [("/attributes/number".to_owned(), "attributes.bad_value")]);
}

#[test]
fn what_a_thing_has_stays_good_when_rules_are_drawn_tighter() {
    let known = json!({ "number": "500", "colour": "mauve", "colours": ["mauve"], "line": "longer than ten", "old": 1,
        "gone": "x", "date": "1999-01-01" });
    assert_eq!(merged(&schema(), known.clone(), known.clone(), false), Ok(known.clone()));
    let more =
        merged(&schema(), known.clone(), json!({ "colours": ["mauve", "red"], "number": "500.0" }), false).unwrap();
    assert_eq!((&more["colours"], &more["number"]), (&json!(["red", "mauve"]), &json!("500")));
    let cleaned = merged(&schema(), known.clone(), json!({ "old": null, "gone": null }), false).unwrap();
    assert!(cleaned.get("old").is_none() && cleaned.get("gone").is_none());
    assert!(merged(&schema(), known, json!({ "gone": "y" }), false).is_err());
}

#[test]
fn a_buyer_gives_public_attributes_and_learns_of_no_others() {
    let mut schema = schema();
    schema.definitions[7].is_required = true;
    let known = json!({ "rating": "5", "old": 1, "gone": "x" });
    let changed = merged(&schema, known.clone(), json!({ "line": "hex" }), true).unwrap();
    assert_eq!(changed, json!({ "line": "hex", "rating": "5", "old": 1, "gone": "x" }));
    let outcome = |code: &str, value: &Value| {
        let change = map(json!({ code: value }));
        merge(&schema, Thing::Company, &map(known.clone()), &change, &author(true)).unwrap_err().remove(0)
    };
    for value in [json!("5"), json!("9"), json!(null)] {
        let (private, unknown) = (outcome("rating", &value), outcome("nothing", &value));
        assert_eq!((private.code, private.detail), (unknown.code, unknown.detail), "{value}");
        assert_eq!(outcome("gone", &value).code, "attributes.unknown");
    }
    assert_eq!(Value::Object(public(&schema, Thing::Company, &map(known))), json!({ "old": 1 }));
}

#[test]
fn attributes_of_one_kind_of_thing_are_none_of_another() {
    let refused = merge(&schema(), Thing::Person, &map(json!({})), &map(json!({ "line": "a" })), &author(false));
    assert_eq!(refused.unwrap_err()[0].code, "attributes.unknown");
}

#[test]
fn limits_fit_their_kind_and_are_written_in_one_spelling() {
    let written = attribute("number", AttributeKind::Number, &between("0.50", "7")).rule.limits();
    assert_eq!(written, between("0.5", "7"));
    let length = |max_length| Limits { max_length: Some(max_length), ..Limits::default() };
    let wrong = [
        (AttributeKind::Flag, between("0", "1"), "/limits/min"),
        (AttributeKind::Number, length(5), "/limits/max_length"),
        (AttributeKind::Text, length(0), "/limits/max_length"),
        (AttributeKind::Text, length(2_001), "/limits/max_length"),
        (AttributeKind::Number, between("2", "1"), "/limits/max"),
        (AttributeKind::Number, between("a", "1"), "/limits/min"),
        (AttributeKind::Date, between("2026-01-01", "yesterday"), "/limits/max"),
    ];
    for (kind, limits, pointer) in wrong {
        assert_eq!(Rule::new(kind, &limits, None).unwrap_err().pointer, pointer, "{kind:?}");
    }
    assert_eq!(Rule::new(AttributeKind::Choice, &Limits::default(), None).unwrap_err().pointer, "/dictionary");
    assert_eq!(Rule::new(AttributeKind::Text, &Limits::default(), Some(colours())).unwrap_err().pointer, "/dictionary");
}

fn any_value() -> impl Strategy<Value = Value> {
    let colour = prop::sample::select(vec!["red", "green", "blue", "mauve", "none", ""]);
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "-?[0-9]{1,3}(\\.[0-9]{1,4})?".prop_map(Value::from),
        "2026-[01][0-9]-[0-3][0-9]".prop_map(Value::from),
        colour.clone().prop_map(Value::from),
        prop::collection::vec(colour, 0..5).prop_map(Value::from),
    ]
}

fn any_change() -> impl Strategy<Value = Attributes> {
    let codes = ["line", "text", "number", "flag", "date", "colour", "colours", "rating", "gone", "nothing"];
    prop::collection::btree_map(prop::sample::select(codes.to_vec()), any_value(), 0..5)
        .prop_map(|change| change.into_iter().map(|(code, value)| (code.to_owned(), value)).collect())
}

proptest! {
    #[test]
    fn a_change_made_twice_changes_nothing_the_second_time(first in any_change(), second in any_change(), is_buyer: bool) {
        let (schema, author) = (schema(), author(is_buyer));
        let known = merge(&schema, Thing::Company, &Attributes::new(), &first, &author).unwrap_or_default();
        if let Ok(once) = merge(&schema, Thing::Company, &known, &second, &author) {
            prop_assert_eq!(merge(&schema, Thing::Company, &once, &strip_gone(&second, &once), &author), Ok(once.clone()));
            // A form that sends back all it was shown changes nothing either.
            let shown = if is_buyer { public(&schema, Thing::Company, &once) } else { once.clone() };
            prop_assert_eq!(merge(&schema, Thing::Company, &once, &shown, &author), Ok(once));
        }
    }

    #[test]
    fn nothing_but_what_was_named_changes(known in any_change(), change in any_change()) {
        let (schema, author) = (schema(), author(false));
        if let Ok(merged) = merge(&schema, Thing::Company, &known, &change, &author) {
            for (code, value) in &known {
                prop_assert!(change.contains_key(code) || merged.get(code) == Some(value));
            }
            for code in merged.keys() {
                prop_assert!(known.contains_key(code) || change.contains_key(code));
            }
        }
    }

    #[test]
    fn a_buyer_never_touches_what_is_private(known in any_change(), change in any_change()) {
        let schema = schema();
        if let Ok(merged) = merge(&schema, Thing::Company, &known, &change, &author(true)) {
            prop_assert_eq!(merged.get("rating"), known.get("rating"));
            prop_assert_eq!(merged.get("gone"), known.get("gone"));
        }
    }

    #[test]
    fn every_refusal_names_an_attribute_of_the_change_or_a_required_one(change in any_change()) {
        if let Err(faults) = merge(&schema(), Thing::Company, &Attributes::new(), &change, &author(false)) {
            for fault in faults {
                let is_named = change.keys().any(|code| fault.pointer == format!("/attributes/{code}"));
                prop_assert!(is_named, "{}", fault.pointer);
                prop_assert!(fault.detail.ends_with('.'), "{}", fault.detail);
            }
        }
    }
}

/// Taking away what is there no longer names nothing that exists, where the schema does not know it.
fn strip_gone(change: &Attributes, now: &Attributes) -> Attributes {
    let is_left = |code: &String| !matches!(code.as_str(), "gone" | "nothing") || now.contains_key(code);
    change.iter().filter(|(code, _)| is_left(code)).map(|(code, value)| (code.clone(), value.clone())).collect()
}
