//! The OpenAPI 3.1 document of all API routes, made from what the routes declare.
//! Bodies are described as they are read and answers as they are written; where the two differ, the former end in `Input`.

use std::collections::BTreeSet;

use axum::http::Method;
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{
    access::Access,
    registry::Registry,
    routes::{BodyOf, Kind, Repeat, Route},
};

const DEFINITIONS: &str = "#/components/schemas/";

struct Generators {
    read: SchemaGenerator,
    written: SchemaGenerator,
}

impl Generators {
    fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = "/components/schemas".into();
                settings.meta_schema = None;
            })
        };
        Self {
            read: settings().for_deserialize().into_generator(),
            written: settings().for_serialize().into_generator(),
        }
    }
}

impl Registry {
    /// The document. Pages and assets are left out.
    #[must_use]
    pub fn openapi(&self) -> Value {
        let mut generators = Generators::new();
        let mut paths = Map::new();
        let mut names = BTreeSet::new();
        for route in self.routes.iter().filter(|route| route.kind == Kind::Api) {
            let mut operation = operation(route, &mut generators);
            operation["operationId"] = Value::String(unique_name(route, &mut names));
            let item = paths.entry(openapi_path(route.path)).or_insert_with(|| json!({}));
            item[route.method.as_str().to_ascii_lowercase()] = operation;
        }
        let mut schemas = merge_definitions(&mut generators, &mut paths);
        schemas.insert("Problem".to_owned(), problem_schema());
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Kontor",
                "version": "1",
                "description": "Decimals travel as text, instants as RFC 3339 in UTC, ids as UUIDs.",
                "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            },
            "paths": paths,
            "components": {
                "schemas": schemas,
                "responses": { "Problem": problem_response() },
                "securitySchemes": {
                    "session": { "type": "apiKey", "in": "cookie", "name": crate::SESSION_COOKIE },
                    "token": { "type": "http", "scheme": "bearer", "bearerFormat": "kt_…" },
                    "operator": { "type": "http", "scheme": "bearer", "bearerFormat": "ko_…" },
                },
            },
        })
    }
}

fn operation(route: &Route, generators: &mut Generators) -> Value {
    let mut operation = json!({
        "tags": [route.owner],
        "responses": responses(route, generators),
        "security": security(route),
    });
    if let Some(summary) = route.summary {
        operation["summary"] = json!(summary);
    }
    if let Some(permission) = route.access.permission() {
        operation["x-permission"] = json!(permission);
    }
    let parameters = parameters(route, generators);
    if !parameters.is_empty() {
        operation["parameters"] = Value::Array(parameters);
    }
    let content = match route.body {
        Some(BodyOf::Json(schema_of)) => {
            Some(json!({ "application/json": { "schema": schema_of(&mut generators.read) } }))
        }
        Some(BodyOf::Text(media_types)) => {
            let text = json!({ "schema": { "type": "string" } });
            Some(media_types.iter().map(|media_type| ((*media_type).to_owned(), text.clone())).collect())
        }
        None => None,
    };
    if let Some(content) = content {
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation
}

fn security(route: &Route) -> Value {
    match route.access {
        Access::Public => json!([{}, { "session": [] }, { "token": [] }]),
        Access::AnyHost => json!([]),
        Access::Operator => json!([{ "operator": [] }]),
        Access::SignedIn | Access::Staff(_) | Access::Buyer(_) | Access::Either(_) => {
            json!([{ "session": [] }, { "token": [] }])
        }
    }
}

fn responses(route: &Route, generators: &mut Generators) -> Value {
    let mut responses = Map::new();
    for (status, schema_of) in &route.returns {
        let description = crate::StatusCode::from_u16(*status).ok().and_then(|status| status.canonical_reason());
        let mut response = json!({ "description": description.unwrap_or("Success") });
        if let Some(schema_of) = schema_of {
            let schema = schema_of(&mut generators.written);
            response["content"] = json!({ "application/json": { "schema": schema } });
        }
        responses.insert(status.to_string(), response);
    }
    responses.insert("default".to_owned(), json!({ "$ref": "#/components/responses/Problem" }));
    Value::Object(responses)
}

fn parameters(route: &Route, generators: &mut Generators) -> Vec<Value> {
    let mut parameters: Vec<_> = path_parameters(route.path).map(path_parameter).collect();
    if let Some(schema_of) = route.query {
        parameters.extend(query_parameters(schema_of(&mut generators.read)));
    }
    if route.paged {
        parameters.extend([
            parameter("query", "limit", &json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 24 })),
            parameter("query", "cursor", &json!({ "type": "string", "description": "next_cursor of the page before" })),
            parameter("query", "page", &json!({ "type": "integer", "minimum": 1, "description": "counted pages" })),
        ]);
    }
    if !route.sorts.is_empty() {
        parameters.push(parameter("query", "sort", &json!({ "type": "string", "enum": route.sorts })));
    }
    if route.repeat == Some(Repeat::Creates) {
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": 200 });
        parameters.push(parameter("header", "Idempotency-Key", &schema));
    }
    if route.method != Method::GET && !matches!(route.access, Access::AnyHost | Access::Operator) {
        let schema = json!({ "type": "string", "description": "csrf_token of the session; not with bearer tokens" });
        parameters.push(parameter("header", "X-CSRF-Token", &schema));
    }
    parameters
}

fn parameter(place: &str, name: &str, schema: &Value) -> Value {
    json!({ "in": place, "name": name, "required": false, "schema": schema })
}

fn path_parameters(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

fn path_parameter(name: &str) -> Value {
    let name = name.trim_start_matches('*');
    let is_id = name == "id" || name.ends_with("_id");
    let schema = if is_id { json!({ "type": "string", "format": "uuid" }) } else { json!({ "type": "string" }) };
    json!({ "in": "path", "name": name, "required": true, "schema": schema })
}

fn openapi_path(path: &str) -> String {
    path.replace("{*", "{")
}

fn query_parameters(schema: Schema) -> Vec<Value> {
    let mut schema = schema.to_value();
    let required: Vec<_> = schema["required"].as_array().cloned().unwrap_or_default();
    let Some(properties) = schema["properties"].as_object_mut() else { return Vec::new() };
    let one = |(name, schema): (String, Value)| {
        let required = required.iter().any(|other| *other == name);
        json!({ "in": "query", "name": name, "required": required, "schema": schema })
    };
    std::mem::take(properties).into_iter().map(one).collect()
}

/// The handler's name where it is a function, else the method and path; the owner in front where that is taken.
fn unique_name(route: &Route, taken: &mut BTreeSet<String>) -> String {
    let last = route.handler.rsplit("::").next().unwrap_or_default();
    let is_word = !last.is_empty() && last.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let spelled = || {
        let words = route.path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<_> = words.collect();
        format!("{}_{}", route.method.as_str().to_ascii_lowercase(), words.join("_"))
    };
    let owned = format!("{}_{last}", route.owner);
    let choices = if is_word { vec![last.to_owned(), owned, spelled()] } else { vec![spelled()] };
    let name = choices
        .into_iter()
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| format!("{}_{}", spelled(), taken.len()));
    taken.insert(name.clone());
    name
}

/// All named schemas. What is read otherwise than written gets a name of its own, and so does whatever contains it.
fn merge_definitions(generators: &mut Generators, paths: &mut Map<String, Value>) -> Map<String, Value> {
    let mut read = generators.read.take_definitions(true);
    let mut written = generators.written.take_definitions(true);
    let mut differing: BTreeSet<String> = read
        .iter()
        .filter(|(name, schema)| written.get(*name).is_some_and(|other| other != *schema))
        .map(|(name, _)| name.clone())
        .collect();
    loop {
        let more: Vec<_> = read
            .iter()
            .filter(|(name, schema)| {
                !differing.contains(*name) && written.contains_key(*name) && refers(schema, &differing)
            })
            .map(|(name, _)| name.clone())
            .collect();
        if more.is_empty() {
            break;
        }
        differing.extend(more);
    }
    for schema in read.values_mut() {
        rename(schema, &differing);
    }
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(|item| item.values_mut()) {
        for part in ["requestBody", "parameters"] {
            if let Some(part) = operation.get_mut(part) {
                rename(part, &differing);
            }
        }
    }
    for (name, schema) in read {
        let name = if differing.contains(&name) { format!("{name}Input") } else { name };
        written.insert(name, schema);
    }
    written
}

fn refers(schema: &Value, names: &BTreeSet<String>) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(name, value)| match value {
            Value::String(target) if name == "$ref" => {
                target.strip_prefix(DEFINITIONS).is_some_and(|target| names.contains(target))
            }
            other => refers(other, names),
        }),
        Value::Array(items) => items.iter().any(|item| refers(item, names)),
        _ => false,
    }
}

fn rename(schema: &mut Value, names: &BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(target) if name == "$ref" => {
                        if target.strip_prefix(DEFINITIONS).is_some_and(|target| names.contains(target)) {
                            target.push_str("Input");
                        }
                    }
                    other => rename(other, names),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, names)),
        _ => {}
    }
}

fn problem_response() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    json!({ "description": "A problem (RFC 9457)", "content": { "application/problem+json": { "schema": schema } } })
}

fn problem_schema() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": text, "title": text, "detail": text, "code": text, "request_id": text,
            "status": { "type": "integer" },
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["pointer", "code", "detail"],
                    "properties": { "pointer": text, "code": text, "detail": text },
                },
            },
        },
    })
}
