//! What differs from run to run in a reply, replaced by what it is: ids keep their identity within one reply.
//! So a snapshot shows that two places name the same thing, without naming it.

use serde_json::Value;
use uuid::Uuid;

/// The reply with ids, instants, dates of today, hashes and secrets replaced.
#[must_use]
pub fn redacted(mut value: Value) -> Value {
    let mut known = Vec::new();
    walk("", &mut value, &mut known);
    value
}

fn walk(name: &str, value: &mut Value, known: &mut Vec<String>) {
    match value {
        Value::String(text) => *text = replaced(name, text, known),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(name, item, known)),
        Value::Object(members) => members.iter_mut().for_each(|(name, member)| walk(name, member, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn replaced(name: &str, text: &str, known: &mut Vec<String>) -> String {
    if matches!(name, "csrf_token" | "token" | "hash" | "request_id" | "next_cursor") {
        return format!("[{name}]");
    }
    if Uuid::try_parse(text).is_ok() {
        let place = known.iter().position(|id| id == text).unwrap_or_else(|| {
            known.push(text.to_owned());
            known.len() - 1
        });
        return format!("[id {}]", place + 1);
    }
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    if shape.starts_with("0000-00-00T") && shape.ends_with('Z') {
        return "[instant]".to_owned();
    }
    if matches!(name, "order_date" | "earliest_date") {
        return "[date]".to_owned();
    }
    without_tenant(text)
}

/// Addresses hold the tenant's code.
fn without_tenant(text: &str) -> String {
    let is_code = |part: &str| part.len() == 33 && part.starts_with('t') && Uuid::try_parse(&part[1..]).is_ok();
    let parts = text.split_inclusive(['@', '.', ' ']);
    parts
        .map(|part| {
            if is_code(part.trim_end_matches(['@', '.', ' '])) {
                part.replace(part.trim_end_matches(['@', '.', ' ']), "[tenant]")
            } else {
                part.to_owned()
            }
        })
        .collect()
}
