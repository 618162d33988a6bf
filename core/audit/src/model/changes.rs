//! What differs between two states, field by field, for people to read.
//! States are stored whole; this is computed when somebody looks.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(crate) struct FieldChange {
    /// Where it stands, `address.city`.
    pub(crate) field: String,
    /// What stood there; null where nothing did.
    pub(crate) before: Value,
    /// What stands there; null where nothing does.
    pub(crate) after: Value,
}

/// The fields that differ, by name. Lists are compared as a whole.
pub(crate) fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<FieldChange> {
    let mut found = Vec::new();
    compare("", before.unwrap_or(&Value::Null), after.unwrap_or(&Value::Null), &mut found);
    found
}

fn compare(path: &str, before: &Value, after: &Value, found: &mut Vec<FieldChange>) {
    if before == after {
        return;
    }
    let nothing = serde_json::Map::new();
    let (old, new) = match (before, after) {
        (Value::Object(old), Value::Object(new)) => (old, new),
        (Value::Object(old), Value::Null) => (old, &nothing),
        (Value::Null, Value::Object(new)) => (&nothing, new),
        _ => {
            found.push(FieldChange { field: path.to_owned(), before: before.clone(), after: after.clone() });
            return;
        }
    };
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        compare(&inner, old.get(name).unwrap_or(&Value::Null), new.get(name).unwrap_or(&Value::Null), found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(before: Option<&Value>, after: Option<&Value>) -> Vec<String> {
        let found = changes(before, after);
        found.iter().map(|change| format!("{}: {} -> {}", change.field, change.before, change.after)).collect()
    }

    #[test]
    fn only_what_differs_is_told_down_to_the_field() {
        let before = json!({ "name": "A", "address": { "city": "Ulm", "street": "1" }, "tags": [1] });
        let after = json!({ "name": "A", "address": { "city": "Bonn", "street": "1" }, "tags": [1, 2], "new": true });
        assert_eq!(
            told(Some(&before), Some(&after)),
            ["address.city: \"Ulm\" -> \"Bonn\"", "new: null -> true", "tags: [1] -> [1,2]"]
        );
        assert_eq!(told(Some(&before), Some(&before)), [""; 0]);
    }

    #[test]
    fn what_is_new_or_gone_is_told_field_by_field() {
        assert_eq!(told(None, Some(&json!({ "a": 1, "b": null }))), ["a: null -> 1"]);
        assert_eq!(told(Some(&json!({ "a": { "b": 1 } })), None), ["a.b: 1 -> null"]);
        assert_eq!(told(Some(&json!("x")), Some(&json!("y"))), [": \"x\" -> \"y\""]);
        assert_eq!(told(None, None), [""; 0]);
    }
}
