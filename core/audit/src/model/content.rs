//! What may stand in an entry: no secrets, and no more than sixty-four kibibytes of a state.
//! What looks like a secret is a mistake of its owner: a debug build refuses it, a release build masks it.

use serde_json::{Map, Value};

/// The longest state, in bytes of its JSON.
pub(crate) const MOST_BYTES: usize = 64 * 1024;

/// Words of a field's name that tell of a secret.
const SECRETS: [&str; 12] = [
    "password",
    "passwords",
    "passphrase",
    "secret",
    "secrets",
    "token",
    "tokens",
    "hash",
    "hashes",
    "otp",
    "totp",
    "cookie",
];
/// Last words of a field's name that tell of something about a secret rather than of the secret.
const ABOUT: [&str; 6] = ["id", "ids", "at", "name", "kind", "count"];

const MASK: &str = "•••";

/// The place of the first thing that looks like a secret.
pub(crate) fn first_secret(state: &Value) -> Option<String> {
    fn search(path: &str, value: &Value) -> Option<String> {
        match value {
            Value::Object(fields) => fields.iter().find_map(|(name, value)| {
                let path = format!("{path}/{name}");
                if is_secret(name, value) { Some(path) } else { search(&path, value) }
            }),
            Value::Array(items) => {
                items.iter().enumerate().find_map(|(index, item)| search(&format!("{path}/{index}"), item))
            }
            _ => None,
        }
    }
    search("", state)
}

/// The same state with everything masked that looks like a secret.
pub(crate) fn masked(state: Value) -> Value {
    match state {
        Value::Object(fields) => {
            let mask = |(name, value): (String, Value)| {
                let masked = if is_secret(&name, &value) { Value::from(MASK) } else { masked(value) };
                (name, masked)
            };
            Value::Object(fields.into_iter().map(mask).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(masked).collect()),
        other => other,
    }
}

/// A secret is text under a telling name; a flag, a number or an id under the same name is none.
fn is_secret(name: &str, value: &Value) -> bool {
    let holds_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty() && text != MASK);
    let is_text = match value {
        Value::Array(items) => items.iter().any(holds_text),
        other => holds_text(other),
    };
    let words: Vec<String> = name.split(['_', '-', '.']).map(str::to_lowercase).collect();
    let last = words.last().map(String::as_str).unwrap_or_default();
    is_text && !ABOUT.contains(&last) && words.iter().any(|word| SECRETS.contains(&word.as_str()))
}

/// The state within the limit: fields that do not fit are replaced by a sentence that says how long they were.
pub(crate) fn within_limit(state: Value) -> Value {
    let length = |value: &Value| value.to_string().len();
    if length(&state) <= MOST_BYTES {
        return state;
    }
    let left_out = |bytes: usize| Value::from(format!("left out: {bytes} bytes"));
    let Value::Object(fields) = state else { return left_out(length(&state)) };
    let (count, total) = (fields.len().max(1), fields.iter().map(|(name, value)| name.len() + length(value)).sum());
    let fit = |(name, value): (String, Value)| {
        let bytes = length(&value);
        (name, if bytes > MOST_BYTES / (2 * count) { left_out(bytes) } else { value })
    };
    let shorter = Value::Object(fields.into_iter().map(fit).collect::<Map<_, _>>());
    if length(&shorter) <= MOST_BYTES { shorter } else { left_out(total) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn secrets_are_found_at_any_depth_and_masked() {
        let secrets = [
            json!({ "password": "x" }),
            json!({ "client_secret": "x" }),
            json!({ "a": [{ "api_token": "x" }] }),
            json!({ "password_hash": "x" }),
            json!({ "totp": { "secret": "x" } }),
            json!({ "recovery": { "tokens": ["x"] } }),
        ];
        for state in secrets {
            assert!(first_secret(&state).is_some(), "{state}");
            let masked = masked(state);
            assert!(first_secret(&masked).is_none() && !masked.to_string().contains("\"x\""), "{masked}");
        }
    }

    #[test]
    fn what_only_tells_about_a_secret_is_none() {
        let harmless = [
            json!({ "password_changed": true, "tokens": 3, "token_id": "7", "password_changed_at": "2026" }),
            json!({ "token_name": "ERP", "secret": null, "secretary": "Anna", "hash": "" }),
            json!("password"),
        ];
        for state in harmless {
            assert_eq!(first_secret(&state), None, "{state}");
            assert_eq!(masked(state.clone()), state);
        }
    }

    #[test]
    fn a_state_that_is_too_long_says_so_and_keeps_what_fits() {
        let kept = within_limit(json!({ "name": "Bolt", "text": "x".repeat(MOST_BYTES) }));
        assert_eq!(kept, json!({ "name": "Bolt", "text": "left out: 65538 bytes" }));
        assert_eq!(within_limit(json!("x".repeat(MOST_BYTES))), json!("left out: 65538 bytes"));
        let small = json!({ "a": 1 });
        assert_eq!(within_limit(small.clone()), small);
    }

    proptest! {
        #[test]
        fn nothing_is_longer_than_the_limit(count in 0_usize..4_000, each in 0_usize..100) {
            let fields = (0..count).map(|n| (format!("field_{n}"), Value::from("x".repeat(each)))).collect();
            prop_assert!(within_limit(Value::Object(fields)).to_string().len() <= MOST_BYTES);
        }
    }
}
