//! The API document, read as a list of objects that a body may hold and of the fields each of them takes.
//! So the tests know every nested place into which a field could be smuggled.

use serde_json::Value;

/// The schema of a route's JSON body, where it takes one.
pub(super) fn body_schema<'a>(document: &'a Value, method: &str, path: &str) -> Option<&'a Value> {
    let operation = &document["paths"][path][method.to_lowercase()];
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    schema.is_object().then_some(schema)
}

/// The names of a route's query parameters, those of paging and order aside.
pub(super) fn query_parameters(document: &Value, method: &str, path: &str) -> Vec<String> {
    let parameters = document["paths"][path.replace("{*", "{")][method.to_lowercase()]["parameters"].as_array();
    let of_query = parameters.into_iter().flatten().filter(|parameter| parameter["in"] == "query");
    let names = of_query.map(|parameter| parameter["name"].as_str().unwrap().to_owned());
    names.filter(|name| !["limit", "cursor", "page", "sort"].contains(&name.as_str())).collect()
}

/// Follows references and picks what is not null of a choice.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|target| target.strip_prefix("#/components/schemas/")) {
        return resolved(document, &document["components"]["schemas"][name]);
    }
    let choice = schema["anyOf"].as_array().into_iter().flatten().find(|choice| choice["type"] != "null");
    choice.map_or(schema, |choice| resolved(document, choice))
}

/// Every object in a body that has fields of its own: where it stands (JSON pointer), and the fields it takes.
pub(super) fn objects(document: &Value, schema: &Value, body: &Value) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    walk(document, schema, body, "", &mut found);
    found
}

fn walk(document: &Value, schema: &Value, body: &Value, pointer: &str, found: &mut Vec<(String, Vec<String>)>) {
    let schema = resolved(document, schema);
    match body {
        Value::Object(members) => {
            let Some(properties) = schema["properties"].as_object() else { return };
            found.push((pointer.to_owned(), properties.keys().cloned().collect()));
            for (name, member) in members {
                if let Some(schema) = properties.get(name) {
                    walk(document, schema, member, &format!("{pointer}/{name}"), found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(document, &schema["items"], item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Every field a body may hold, nested ones included, by name.
pub(super) fn field_names(document: &Value, schema: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect(document, schema, &mut names);
    names
}

fn collect(document: &Value, schema: &Value, names: &mut Vec<String>) {
    let schema = resolved(document, schema);
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        names.push(name.clone());
        collect(document, property, names);
    }
    if schema["items"].is_object() {
        collect(document, &schema["items"], names);
    }
}
