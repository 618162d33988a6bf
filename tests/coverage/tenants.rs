//! Promise 10: another tenant's ids and codes are worth what unknown ones are, in path, query and body of every route.
//! The replies are the same to the letter, and the other tenant's rows stay as they are.

use kontor_testkit::{Reply, TestApp, both, changes, redacted};
use kontor_web::{Access, MatrixRow};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    forms::{Tickets, in_form, in_page_query, page},
    recipes::{Body, asker, filled, is_write, parameters, recipe, shared, thing, with_body},
    scene::{Scene, Things},
    schema::{body_schema, field_names, query_parameters},
};

both!(another_tenants_things_are_unknown_to_every_route);

/// A value in the other tenant, and one that nobody has.
pub(super) struct Pair {
    pub(super) place: String,
    pub(super) theirs: String,
    pub(super) nobodys: String,
}

async fn another_tenants_things_are_unknown_to_every_route(app: &'static TestApp) {
    let (own, other) = (Scene::new(app, "own").await, Scene::new(app, "other").await);
    let document = app.parts().registry.openapi();
    let mut raw = app.raw().await;
    let tickets = Tickets::of(&other).await;
    let before = raw.rows_of(other.shop.id()).await;
    let mut covered = Vec::new();
    for row in app.parts().registry.matrix() {
        if row.access == Access::Operator {
            // The operator sees all tenants; that nobody else is the operator is shown in coverage/operator.rs.
            covered.push(format!("{:<6} {:<44} operator", row.method.as_str(), row.path));
            continue;
        }
        let mut places = in_path(&own, &other, &row).await;
        places.extend(in_query(&own, &other, &document, &row).await);
        places.extend(in_page_query(&own, &other, &tickets, &row).await);
        places.extend(in_body(&own, &other, &tickets, &document, &row).await);
        places.extend(in_form(&own, &other, &tickets, &row).await);
        places.extend(without_proof(&own, &other, &row).await);
        nothing_of_theirs(&own, &other, &row).await;
        covered.push(format!("{:<6} {:<44} {}", row.method.as_str(), row.path, places.join(" ")));
        let changed = changes(&before, &raw.rows_of(other.shop.id()).await).into_iter().filter(|row| !is_swept(row));
        assert_eq!(changed.collect::<Vec<_>>(), [""; 0], "{} {}", row.method, row.path);
    }
    println!("{}", covered.join("\n"));
    assert_eq!(covered.len(), app.parts().registry.matrix().len());
    if app.database() == kontor_testkit::Database::Sqlite {
        insta::assert_snapshot!("places_of_every_route", covered.join("\n"));
    }
}

/// A way from one tenant to another is over after a minute, and swept away by whatever looks for tickets next.
fn is_swept(row: &str) -> bool {
    row.starts_with("identity_tickets lost") && row.contains("handover")
}

/// What is sent along, filled in for a route that writes.
async fn body_of(own: &Scene, row: &MatrixRow) -> (String, Body) {
    if !is_write(row) {
        return (filled(own, row.path), Body::None);
    }
    let recipe = recipe(own, row).await;
    (recipe.path, recipe.body)
}

async fn in_path(own: &Scene, other: &Scene, row: &MatrixRow) -> Vec<String> {
    let mut places = Vec::new();
    for name in parameters(row.path) {
        let Some(theirs) = thing(&other.things, row.path, name) else {
            shared(row.path, name);
            places.push(format!("path:{name}=shared"));
            continue;
        };
        let nobodys = if name == "sku" { "nobody-sku".to_owned() } else { Uuid::now_v7().to_string() };
        let (path, body) = body_of(own, row).await;
        let mut replies = Vec::new();
        for value in [&theirs, &nobodys] {
            let request = asker(own, row).request(row.method.clone(), replaced(row.path, &path, name, value));
            replies.push(with_body(request, &body).send().await);
        }
        let pair = Pair { place: format!("path:{name}"), theirs, nobodys };
        assert_same(row, &pair, &replies);
        if row.path.starts_with("/api") {
            assert_eq!(replies[0].status, 404, "{} {}: {}", row.method, row.path, replies[0].text());
        }
        places.push(pair.place);
    }
    places
}

/// A filled-in path with another value for one of its parameters.
pub(super) fn replaced(template: &str, path: &str, name: &str, value: &str) -> String {
    let parts = template.split('/').zip(path.split('/'));
    let part = |(template, own): (&str, &str)| {
        let (own, rest) = own.split_once('?').map_or((own, ""), |(own, query)| (own, query));
        let text = if template == format!("{{{name}}}") { value } else { own };
        if rest.is_empty() { text.to_owned() } else { format!("{text}?{rest}") }
    };
    parts.map(part).collect::<Vec<_>>().join("/")
}

async fn in_query(own: &Scene, other: &Scene, document: &Value, row: &MatrixRow) -> Vec<String> {
    let mut places = Vec::new();
    for name in query_parameters(document, row.method.as_str(), row.path) {
        let Some(pair) = query_pair(&other.things, &name) else { continue };
        let mut replies = Vec::new();
        for value in [&pair.theirs, &pair.nobodys] {
            let path = format!("{}?{name}={value}{}", filled(own, row.path), beside(own, row.path, &name));
            replies.push(asker(own, row).request(row.method.clone(), path).send().await);
        }
        assert_same(row, &pair, &replies);
        if row.path.ends_with("/access/explanation") {
            assert_eq!(replies[0].status, 404, "{}", replies[0].text());
        } else if row.path.contains("/exports/")
            || ["/price-explanations", "/visibility-explanations", "/imports"].iter().any(|end| row.path.ends_with(end))
        {
            // A file or an answer about one thing: unknown, or without a trace of it.
            let is_hidden = |reply: &kontor_testkit::Reply| reply.status >= 400 || !reply.text().contains(&pair.theirs);
            assert!(replies.iter().all(is_hidden), "{} {name}", row.path);
        } else if row.path.ends_with(".csv") {
            assert!(
                replies.iter().all(|reply| reply.status == 200 && !reply.text().contains(&pair.theirs)),
                "{}",
                row.path
            );
        } else {
            assert_eq!(replies[0].json()["items"], json!([]), "{} {} {name}", row.method, row.path);
        }
        places.push(pair.place);
    }
    places
}

/// What else a query must hold, beside a parameter.
fn beside(own: &Scene, path: &str, name: &str) -> String {
    if (path.ends_with("/price-explanations") || path.ends_with("/visibility-explanations")) && name != "sku" {
        return format!("&sku={}", own.things.sku);
    }
    if !path.ends_with("/access/explanation") {
        return String::new();
    }
    let member = &own.things.people.staff;
    let must = [("membership_id", member.as_str()), ("permission", "identity.people.read")];
    must.iter().filter(|(given, _)| *given != name).map(|(name, value)| format!("&{name}={value}")).collect()
}

/// What a query parameter may name in the other tenant; nothing for one that only chooses among fixed words.
fn query_pair(things: &Things, name: &str) -> Option<Pair> {
    let (theirs, nobodys) = match name {
        "q" | "sku" => (things.sku.clone(), "nobody-sku".to_owned()),
        "company_id" | "parent_id" => (things.company.clone(), Uuid::now_v7().to_string()),
        "territory_id" => (things.places.territory.clone(), Uuid::now_v7().to_string()),
        "account_manager_id" => (things.places.manager.clone(), Uuid::now_v7().to_string()),
        "role_id" => (things.people.role.clone(), Uuid::now_v7().to_string()),
        "membership_id" => (things.people.staff.clone(), Uuid::now_v7().to_string()),
        "on" | "permission" | "audience" => return None,
        "user_id" => (things.account.user.clone(), Uuid::now_v7().to_string()),
        "promotion_id" => (things.promoted.promotion.clone(), Uuid::now_v7().to_string()),
        "code_id" => (things.promoted.code.clone(), Uuid::now_v7().to_string()),
        "batch_id" => (things.promoted.batch.clone(), Uuid::now_v7().to_string()),
        "order_id" => (things.order.clone(), Uuid::now_v7().to_string()),
        "external_system" => (things.external.clone(), "nobody-ext".to_owned()),
        "category" => (things.category.clone(), "nobody-things".to_owned()),
        "warehouse" => (things.warehouse_code.clone(), "nobody-wh".to_owned()),
        "company_code" => (things.company_code.clone(), "nobody-co".to_owned()),
        "subject_id" => (things.product.clone(), Uuid::now_v7().to_string()),
        "actor" => (things.membership.clone(), Uuid::now_v7().to_string()),
        "request_id" => (things.order.clone(), Uuid::now_v7().to_string()),
        "template" | "name" | "width" | "show" => return None,
        "action" | "subject" | "from" | "until" | "position" | "hash" => return None,
        "channel_id" => (things.places.channel.clone(), Uuid::now_v7().to_string()),
        "price_list_id" => (things.list.clone(), Uuid::now_v7().to_string()),
        "price_list" => (things.list_code.clone(), "nobody-list".to_owned()),
        "mapping" => (things.sku.replace("-sku", ""), "nobody".to_owned()),
        "language" | "format" | "start" | "sheet" | "as_of" | "date" | "currency" | "quantity" | "unit" | "days"
        | "for_everybody" | "filter" => return None,
        "state" | "complete" | "kind" | "thing" | "archived" | "placed_from" | "placed_to" | "encoding"
        | "delimiter" | "decimal_mark" | "on_error" | "file_name" => return None,
        _ => panic!("the query parameter {name} is not known: say in coverage/tenants.rs what it names"),
    };
    Some(Pair { place: format!("query:{name}"), theirs, nobodys })
}

async fn in_body(own: &Scene, other: &Scene, tickets: &Tickets, document: &Value, row: &MatrixRow) -> Vec<String> {
    let Some(schema) = body_schema(document, row.method.as_str(), row.path) else { return Vec::new() };
    let mut places = Vec::new();
    for name in field_names(document, schema) {
        let on_the_way = tickets.pair(row.path, &name);
        let Some(pair) = on_the_way.or_else(|| body_pair(&other.things, row, &name)) else { continue };
        let mut replies = Vec::new();
        for value in [&pair.theirs, &pair.nobodys] {
            let recipe = recipe(own, row).await;
            let Body::Json(mut body) = recipe.body else { panic!("{} takes no JSON", row.path) };
            assert!(put(&mut body, &name, value), "{} {}: the recipe has no {name}", row.method, row.path);
            let client = recipe.client.as_ref().unwrap_or_else(|| asker(own, row));
            replies.push(client.request(row.method.clone(), recipe.path).json(body).send().await);
        }
        assert_same(row, &pair, &replies);
        // An address may be anybody's; all that counts is that nothing is told of them.
        let is_refused = replies[0].status >= 400 || name == "email";
        assert!(is_refused, "{} {} takes {name}: {}", row.method, row.path, replies[0].text());
        places.push(pair.place);
    }
    places
}

/// Fields of bodies that name nothing a tenant has: words, amounts, instants, proofs, and what is being made.
#[rustfmt::skip]
const NAMES_NOTHING: &[&str] = &[
    "accent", "address", "amount", "approval", "archived", "attribute", "attributes", "audience", "axes",
    "backorder", "barcode", "certificate", "channels", "city", "class", "classes", "client_secret", "code",
    "codes", "company", "country", "credential", "currency", "current", "decimals", "default_role",
    "delivery_address", "description", "domains", "due_on", "email", "enabled", "ending", "entries",
    "expected_net_total", "expires_at", "factor", "fields", "from", "guests_see_prices", "height_mm", "help",
    "id", "increment", "is_default", "is_enabled", "is_last", "is_main", "is_open", "is_public",
    "is_required", "issuer", "kind", "kinds", "labels", "languages", "last", "length_mm", "levels", "limits",
    "lines", "locale", "low_from", "margin_floor", "max", "max_length", "maximum", "measure", "min",
    "min_quantity", "minimum", "minutes", "movements", "name", "names", "new", "note", "on_hand", "optional",
    "order_ceiling", "order_date", "orderable", "oss", "own_customers", "owner", "packagings", "parts",
    "password", "per", "permissions", "person", "plus", "po_number", "position", "price", "price_display",
    "price_lists", "prices", "purpose", "quantities", "quantity", "quantity_scale", "rate", "rates", "reason",
    "reference", "relations", "remember", "requestable_permissions", "requested_date",
    "requested_permissions", "required", "return_to", "rules", "scopes", "settings", "severity", "shared",
    "standard_code", "state", "step", "strategy", "street", "system", "tax_class", "tax_mode", "tax_rounding",
    "theme", "thing", "threshold", "time_zone", "totals_hash", "toward", "tree", "unit", "unit_price",
    "until", "usual", "valid", "valid_from", "valid_to", "variants", "version", "weight_g", "when",
    "width_mm", "with_below",
    // What is agreed at checkout.
    "partial_delivery", "payment_method", "shipping_method",
    // Approvals and budgets.
    "above", "above_ceiling", "approvers", "at_limit", "ceiling_covers", "comment", "escalate_after_hours", "escalate_to",
    "is_inherited", "needs", "period", "steps", "to", "up_to",
    // The way into the shop.
    "asks", "need_approval",
    // Pictures and documents.
    "document_kind", "media", "role", "texts",
    // What is charged for freight.
    "basis", "brackets", "carries", "cm3_per_kg", "combines", "countries", "date", "each", "effect", "fill_percent",
    "free_from", "from_pallets", "from_value", "from_weight_kg", "girth_mm", "included", "is_active", "is_charged",
    "kg_per_m3", "most_parcels", "pallet", "parcel", "part", "percent", "places", "priority", "rule", "surcharge",
    "table", "tare_kg", "up_to", "volume_l", "volumetric", "way", "weight_kg", "weight_step_kg", "zone",
    // Who sees an assortment.
    "guests", "viewers",
    // What promotions ask for and give.
    "amounts", "count", "currencies", "date", "effect", "every", "exclusive", "first_order", "free", "given", "length",
    "manual", "manual_lines", "min_value", "needs_code", "per_company", "per_person", "period", "prefix", "priority",
    "terms", "tiers", "total",
    // How files are read, and what words mean.
    "both_ways", "decimal_mark", "delimiter", "encoding", "columns", "constants", "date_form", "field", "ignores_others", "language", "mapping", "means", "on_error",
    "phrase", "sheet", "source", "values",
];

/// Whether a field says what something that is being made will be called.
fn makes_it(row: &MatrixRow, name: &str) -> bool {
    matches!(
        (row.path, name),
        ("/api/v1/admin/products" | "/api/v1/admin/products/{id}", "sku")
            | ("/api/v1/admin/registrations/{id}/approve", "company_code")
    )
}

/// What a field may name in the other tenant; nothing for one that names nothing, or what is being made.
pub(super) fn body_pair(things: &Things, row: &MatrixRow, name: &str) -> Option<Pair> {
    let (theirs, nobodys) = match name {
        _ if makes_it(row, name) => return None,
        // Looking is never refused; what it says of codes that nobody knows has a test of its own.
        "code" if row.path == "/api/v1/quick-order" => return None,
        "code" if row.path.contains("/carts/") || row.path.contains("/shopping-lists") => {
            (things.sku.clone(), "nobody-sku".to_owned())
        }
        "cart_id" => (things.cart.clone(), Uuid::now_v7().to_string()),
        "sku" | "skus" | "without_skus" => (things.sku.clone(), "nobody-sku".to_owned()),
        "mapping_name" => (things.sku.replace("-sku", ""), "nobody".to_owned()),
        "base_list" => (things.list_code.clone(), "nobody-list".to_owned()),
        "categories" | "without_categories" => (things.category.clone(), "nobody-things".to_owned()),
        "channel_id" | "channel_ids" => (things.places.channel.clone(), Uuid::now_v7().to_string()),
        "territory_ids" | "territories" => (things.places.territory.clone(), Uuid::now_v7().to_string()),
        "parent_id" if row.path.contains("/territories") => {
            (things.places.territory.clone(), Uuid::now_v7().to_string())
        }
        "account_manager_id" => (things.places.manager.clone(), Uuid::now_v7().to_string()),
        "legal_entity_id" | "legal_entities" => (things.places.legal_entity.clone(), Uuid::now_v7().to_string()),
        "parent_id" | "company_id" | "company_ids" | "companies" => {
            (things.company.clone(), Uuid::now_v7().to_string())
        }
        "user_id" => (things.account.user.clone(), Uuid::now_v7().to_string()),
        "file_id" => (things.media.file.clone(), Uuid::now_v7().to_string()),
        "group_id" | "group_ids" => (things.places.group.clone(), Uuid::now_v7().to_string()),
        "way_id" => (things.rates.way.clone(), Uuid::now_v7().to_string()),
        "zone_id" => (things.rates.zone.clone(), Uuid::now_v7().to_string()),
        "membership_id" | "membership_ids" | "substitute_id" => (things.membership.clone(), Uuid::now_v7().to_string()),
        // Staff write what the customer says.
        "cost_centre" if row.path == "/api/v1/admin/orders" => return None,
        "cost_centre" | "cost_centres" => (things.approvals.cost_centre_code.clone(), "nobody-centre".to_owned()),
        "role_id" | "role_ids" | "copy_of" => (things.people.role.clone(), Uuid::now_v7().to_string()),
        "warehouses" => (things.people.warehouse.clone(), Uuid::now_v7().to_string()),
        "default_role_id" => (things.role.clone(), Uuid::now_v7().to_string()),
        "tenant_code" => (things.account.tenant.clone(), "nowhere".to_owned()),
        "company_code" => (things.company_code.clone(), "nobody-co".to_owned()),
        "price_list_code" => (things.list_code.clone(), "nobody-list".to_owned()),
        "dictionary" => (things.schemas.dictionary_code.clone(), "nobody_dictionary".to_owned()),
        "category_code" | "parent_code" | "more_category_codes" => {
            (things.category.clone(), "nobody-things".to_owned())
        }
        "channel_code" => (things.warehouse_code.replace("-wh", "-ch"), "nobody-ch".to_owned()),
        "warehouse_code" | "warehouse_codes" | "from_warehouse_code" | "to_warehouse_code" => {
            (things.warehouse_code.clone(), "nobody-wh".to_owned())
        }
        // The id of something in a system that is not ours, and a word of the customs union's postal services.
        "external_id" | "vat_id" | "postal_code" | "client_id" => return None,
        "provider" => (things.provider_code.clone(), "nobody-sso".to_owned()),
        name if NAMES_NOTHING.contains(&name) => return None,
        _ => panic!("the field {name} of {} is not known: say in coverage/tenants.rs what it names", row.path),
    };
    Some(Pair { place: format!("body:{name}"), theirs, nobodys })
}

/// Fields of which a body names one or the other.
const ONE_OR_THE_OTHER: [(&str, &str); 2] = [("group_id", "company_code"), ("category_code", "sku")];

/// Puts a value wherever a field of this name stands, and where it is left out for another one that excludes it.
pub(super) fn put(body: &mut Value, name: &str, value: &str) -> bool {
    put_where_it_stands(body, name, value) || put_instead(body, name, value)
}

/// Puts a value in the place of a field that excludes it.
fn put_instead(body: &mut Value, name: &str, value: &str) -> bool {
    let Some((_, other)) = ONE_OR_THE_OTHER.into_iter().find(|(one, _)| *one == name) else { return false };
    let Some(members) = body.as_object_mut() else { return false };
    if members.remove(other).is_some() {
        members.insert(name.to_owned(), json!(value));
        return true;
    }
    members.values_mut().any(|member| put_instead(member, name, value))
}

fn put_where_it_stands(body: &mut Value, name: &str, value: &str) -> bool {
    if name == "company_id" {
        body.as_object_mut().unwrap().remove("company_code");
        body.as_object_mut().unwrap().remove("membership_id");
        body["company_id"] = json!(value);
        return true;
    }
    if name == "membership_id" {
        body.as_object_mut().unwrap().remove("company_id");
        body["membership_id"] = json!(value);
        return true;
    }
    if name == "mapping_name" && body.get("mapping").is_some() {
        // A mapping in the request itself goes before one that is named.
        body.as_object_mut().unwrap().remove("mapping");
        body["mapping_name"] = json!(value);
        return true;
    }
    let mut has_put = false;
    match body {
        Value::Object(members) => {
            for (given, member) in members {
                if given == name {
                    *member = if member.is_array() { json!([value]) } else { json!(value) };
                    has_put = true;
                } else {
                    has_put |= (member.is_object() || member.is_array()) && put_where_it_stands(member, name, value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| has_put |= put_where_it_stands(item, name, value)),
        _ => {}
    }
    has_put
}

/// The other tenant's own path asked by one of ours: with their own session it would work, with ours it does not.
async fn without_proof(own: &Scene, other: &Scene, row: &MatrixRow) -> Vec<String> {
    let is_guarded = row.access.permission().is_some();
    if !is_guarded || is_write(row) {
        return Vec::new();
    }
    let stranger = asker(own, row).at_host(other.shop.guest().host());
    let reply = stranger.get(filled(other, row.path)).send().await;
    assert!(matches!(reply.status, 401 | 303), "{} {}: {}", row.method, row.path, reply.text());
    vec!["session".to_owned()]
}

/// What one reads oneself holds nothing of the other tenant.
async fn nothing_of_theirs(own: &Scene, other: &Scene, row: &MatrixRow) {
    if is_write(row) {
        return;
    }
    let text = asker(own, row).get(filled(own, row.path)).send().await.text();
    let things = &other.things;
    for canary in
        [&things.sku, &things.company_code, &things.company, &things.order, &things.list_code, &things.product]
    {
        assert!(!text.contains(canary.as_str()), "{} {} shows {canary}", row.method, row.path);
    }
}

#[track_caller]
pub(super) fn assert_same(row: &MatrixRow, pair: &Pair, replies: &[Reply]) {
    let [theirs, nobodys] = replies else { panic!("two replies are compared") };
    let label = format!("{} {} {}", row.method, row.path, pair.place);
    assert_eq!(theirs.status, nobodys.status, "{label}: {}\n{}", theirs.text(), nobodys.text());
    if !row.path.starts_with("/api") {
        // Pages hold nonces and the time; what tells a guesser something is where they lead.
        let leads = |reply: &Reply, value: &str| reply.header("location").map(|to| to.replace(value, "[value]"));
        assert_eq!(leads(theirs, &pair.theirs), leads(nobodys, &pair.nobodys), "{label}");
        return;
    }
    let told = |reply: &Reply, value: &str| {
        let text = reply.text().replace(value, "[value]");
        serde_json::from_str(&text).map_or_else(|_| page(reply, value), |body| redacted(body).to_string())
    };
    let (ours, unknown) = (told(theirs, &pair.theirs), told(nobodys, &pair.nobodys));
    assert_eq!(ours, unknown, "{label}");
}
