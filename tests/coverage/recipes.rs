//! How each writing route is asked so that it does its work: path, body and by whom.
//! A writing route without a recipe fails every test of this folder.

use std::sync::atomic::{AtomicUsize, Ordering};

use kontor_testkit::{Client, PASSWORD, Request, outside::Issuer};
use kontor_web::{Access, MatrixRow};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    account::{is_of_accounts, of_accounts},
    approvals, catalog, companies, freight, inventory, pages, people, promotions,
    scene::{Scene, Things},
};
use crate::{outside, pictures};

/// What is sent.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    None,
    Json(Value),
    Form(Vec<(&'static str, String)>),
    Csv(String),
    Pdf(String),
}

/// A request that does its work once.
pub(crate) struct Recipe {
    /// The path with its parameters filled in, and a query where there must be one.
    pub(crate) path: String,
    pub(crate) body: Body,
    /// Who asks, where it is not whoever the route is for.
    pub(crate) client: Option<Client>,
}

impl Recipe {
    pub(super) fn new(path: impl Into<String>, body: Body) -> Self {
        Self { path: path.into(), body, client: None }
    }
}

/// Whether a route changes something.
pub(crate) fn is_write(row: &MatrixRow) -> bool {
    row.method.as_str() != "GET"
}

/// Whoever a route is for.
pub(crate) fn asker<'a>(scene: &'a Scene, row: &MatrixRow) -> &'a Client {
    match row.access {
        Access::Staff(_) => scene.shop.admin(),
        Access::Operator => &scene.operator,
        Access::Buyer(_) | Access::Either(_) | Access::SignedIn | Access::Public | Access::AnyHost => &scene.buyer,
    }
}

/// A request with a body.
pub(crate) fn with_body(request: Request, body: &Body) -> Request {
    match body {
        Body::None => request,
        Body::Json(body) => request.json(body.clone()),
        Body::Form(fields) => {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            request.form(&fields)
        }
        Body::Csv(file) => request.body("text/csv", file.clone()),
        Body::Pdf(file) => request.body("application/pdf", file.clone()),
    }
}

/// The recipe of a writing route, on things made for it.
pub(crate) async fn recipe(scene: &Scene, row: &MatrixRow) -> Recipe {
    let known = if row.path.starts_with("/api") { of_api(scene, row).await } else { pages::recipe(scene, row).await };
    known.unwrap_or_else(|| panic!("{} {} has no recipe: add one to coverage/recipes.rs", row.method, row.path))
}

async fn of_api(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    if let Some(known) = companies::recipe(scene, row).await {
        return Some(known);
    }
    if let Some(known) = people::recipe(scene, row).await {
        return Some(known);
    }
    match row.path {
        path if approvals::is_of_approvals(path) => approvals::recipe(scene, row).await,
        path if inventory::is_of_stock(path) => inventory::recipe(scene, row).await,
        path if promotions::is_of_promotions(path) => promotions::recipe(scene, row).await,
        path if path.starts_with("/api/v1/admin/orders") => of_orders(scene, row).await,
        path if is_of_accounts(path) => of_accounts(scene, row).await,
        path if is_of_schemas(path) => of_schemas(scene, row).await,
        path if is_of_providers(path) => of_providers(scene, row).await,
        path if path.starts_with("/api/v1/admin/synonyms") => of_synonyms(scene, row).await,
        path if freight::is_of_rates(path) => freight::recipe(scene, row).await,
        path if catalog::is_of_catalog(path) => catalog::recipe(scene, row).await,
        "/api/v1/admin/files" => {
            let file = pictures::document(&fresh());
            Some(Recipe::new(format!("{}?name=sheet.pdf", row.path), Body::Pdf(file)))
        }
        path if path.starts_with("/api/v1/admin/import") => of_imports(scene, row).await,
        path if path.starts_with("/api/v1/admin") => of_staff(scene, row).await,
        path if path.starts_with("/api/v1/operator") => of_operator(scene, row).await,
        path if path.starts_with("/api/v1/carts") => of_carts(scene, row).await,
        path if path.starts_with("/api/v1/shopping-lists") => of_shopping_lists(scene, row).await,
        "/api/v1/quick-order" => Some(Recipe::new(row.path, Body::Json(rows(scene)))),
        "/api/v1/quick-order/file" => Some(Recipe::new(row.path, Body::Csv("code;quantity\nx;1\n".to_owned()))),
        _ => of_people(scene, row).await,
    }
}

pub(super) fn address() -> Value {
    json!({ "name": "Gate", "street": "1 Quay", "postal_code": "E1", "city": "London", "country": "GB" })
}

/// On a tenant made for it: what is suspended or erased here is nobody's shop.
async fn of_operator(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (code, host) = (format!("o{}", fresh()), |word: &str| format!("{word}-{}.localhost", fresh()));
    let person = json!({ "email": format!("{code}@operated.example"), "name": "Olga", "password": PASSWORD });
    let quotas = json!({ "people": 10, "companies": null, "products": 1000, "orders_per_day": 100, "import_rows": 5000,
        "requests_per_second": 50, "request_burst": 100 });
    let new = json!({ "code": code, "name": "Operated", "legal_name": "Operated Ltd", "vat_id": "GB1",
        "address": address(), "time_zone": "Europe/London", "hosts": [host("first")], "currency": "GBP",
        "languages": ["en"], "administrator": person, "quotas": quotas });
    let tenants = "/api/v1/operator/tenants";
    if row.path == tenants {
        return Some(Recipe::new(tenants, Body::Json(new)));
    }
    scene.operator.post(tenants).json(new).send().await.expect(201);
    let path = row.path.replace("{code}", &code);
    let body = match (row.method.as_str(), row.path) {
        ("PATCH", "/api/v1/operator/tenants/{code}") => json!({ "name": "Renamed", "status": "suspended",
            "reason": "x", "quotas": quotas, "hosts": { "add": [{ "host": host("more"), "channel": "web" }],
            "remove": [host("less")] } }),
        ("DELETE", "/api/v1/operator/tenants/{code}") => {
            let suspended = json!({ "status": "suspended", "reason": "x" });
            scene.operator.patch(&path).json(suspended).send().await.expect(200);
            json!({ "confirm": code })
        }
        _ => return None,
    };
    Some(Recipe::new(path, Body::Json(body)))
}

/// What customers also call things.
async fn of_synonyms(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let new = || json!({ "language": "en", "phrase": fresh(), "means": ["bolt"], "both_ways": false });
    let list = "/api/v1/admin/synonyms";
    if row.method.as_str() == "POST" {
        return Some(Recipe::new(list, Body::Json(new())));
    }
    let made = scene.shop.admin().post(list).json(new()).send().await.expect(201);
    let body = if row.method.as_str() == "PUT" { Body::Json(new()) } else { Body::None };
    Some(Recipe::new(row.path.replace("{id}", made["id"].as_str().unwrap()), body))
}

pub(super) fn fresh() -> String {
    Uuid::now_v7().simple().to_string()
}

fn mapping_of_products() -> Value {
    json!({ "columns": [{ "source": "sku", "field": "sku", "values": { "a": "b" }, "factor": "10", "decimal_mark": ".",
        "date_form": "YYYY-MM-DD" }, { "source": "name", "field": "name" }], "constants": { "unit": "pcs" },
        "ignores_others": true, "encoding": "utf-8", "delimiter": ",", "decimal_mark": ".", "sheet": "x" })
}

/// Imports and their mappings.
async fn of_imports(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let path = row.path;
    let body = match (row.method.as_str(), path) {
        ("POST", "/api/v1/admin/imports") => {
            return Some(Recipe::new(format!("{path}?kind=products"), Body::Csv(format!("sku,name\n{},x\n", fresh()))));
        }
        ("POST", "/api/v1/admin/imports/{id}/preview" | "/api/v1/admin/imports/{id}/start") => {
            let path = path.replace("{id}", &scene.waiting_import().await);
            let body = json!({ "encoding": "utf-8", "delimiter": ",", "decimal_mark": ".", "on_error": "skip",
                "sheet": "x", "mapping": mapping_of_products() });
            return Some(Recipe::new(path, Body::Json(body)));
        }
        ("POST", "/api/v1/admin/import-mappings") => {
            json!({ "kind": "products", "name": fresh(), "mapping": mapping_of_products() })
        }
        ("PUT", "/api/v1/admin/import-mappings/{id}") => {
            json!({ "name": fresh(), "mapping": { "columns": [{ "source": "x", "field": "sku" }] } })
        }
        ("DELETE", "/api/v1/admin/import-mappings/{id}") => {
            let new = json!({ "kind": "products", "name": fresh(), "mapping": mapping_of_products() });
            let made = scene.shop.admin().post("/api/v1/admin/import-mappings").json(new).send().await.expect(201);
            return Some(Recipe::new(path.replace("{id}", made["id"].as_str().unwrap()), Body::None));
        }
        ("POST", "/api/v1/admin/imports/{id}/cancel") => {
            // One that has ended cannot be cancelled; that it is found is what counts here.
            return Some(Recipe::new(path.replace("{id}", &scene.fresh_import().await), Body::None));
        }
        _ => return None,
    };
    Some(Recipe::new(filled(scene, path), Body::Json(body)))
}

async fn of_staff(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, path) = (&scene.things, row.path);
    let body = match (row.method.as_str(), path) {
        ("POST", "/api/v1/admin/freight/minimums") => json!({ "company_code": things.company_code, "sku": things.sku,
            "measure": "quantity", "threshold": "0.5", "currency": "GBP", "severity": "warn", "combines": false }),
        ("DELETE", "/api/v1/admin/freight/minimums/{id}") => {
            let body = json!({ "measure": "quantity", "threshold": "0.5", "severity": "warn" });
            let made = scene.shop.admin().post("/api/v1/admin/freight/minimums").json(body).send().await.expect(201);
            return Some(Recipe::new(path.replace("{id}", made["id"].as_str().unwrap()), Body::None));
        }
        ("POST", "/api/v1/admin/audit/check") => return Some(Recipe::new(path, Body::None)),
        ("POST", "/api/v1/admin/messages/{id}/retry") => {
            let to = format!("{}@gone.example", fresh());
            return Some(Recipe::new(path.replace("{id}", &scene.shop.refused_message(&to).await), Body::None));
        }
        ("PUT", "/api/v1/admin/modules/{id}") => {
            return Some(Recipe::new(
                path.replace("{id}", "freight"),
                Body::Json(json!({ "enabled": true, "settings": {} })),
            ));
        }
        ("POST", "/api/v1/admin/products") => json!({ "sku": fresh(), "name": "New", "names": { "en": "New" },
            "description": "x", "kind": "goods", "unit": "pcs", "quantity_scale": 0, "weight_g": 1,
            "tax_class": "standard", "category_code": things.category, "more_category_codes": [things.category],
            "attributes": {}, "external_id": fresh(),
            "archived": false }),
        ("PATCH", "/api/v1/admin/products/{id}") => {
            json!({ "sku": things.sku, "name": fresh(), "names": { "en": "New" },
            "description": "y", "kind": "goods", "unit": "pcs", "quantity_scale": 0, "weight_g": 2,
            "tax_class": "standard", "category_code": things.category, "more_category_codes": [things.category],
            "attributes": {}, "external_id": fresh(),
            "archived": false })
        }
        _ => of_prices(things, row).or_else(|| of_taxes(row))?,
    };
    Some(Recipe::new(filled(scene, path), Body::Json(body)))
}

fn of_prices(things: &Things, row: &MatrixRow) -> Option<Value> {
    Some(match (row.method.as_str(), row.path) {
        ("POST", "/api/v1/admin/price-lists") => {
            let mut new = price_list();
            (new["code"], new["currency"], new["tax_mode"]) = (json!(fresh()), json!("GBP"), json!("net"));
            (new["purpose"], new["base_list"]) = (json!("sales"), json!(things.list_code));
            new
        }
        ("PATCH", "/api/v1/admin/price-lists/{id}") => price_list(),
        ("PUT", "/api/v1/admin/price-lists/{id}/prices") => {
            json!({ "prices": [{ "sku": things.sku, "unit": null, "min_quantity": "5",
            "unit_price": "9.00", "per": "1", "valid_from": "2026-01-01", "valid_to": "2099-01-01" }] })
        }
        ("PUT", "/api/v1/admin/price-lists/{id}/quantities") => {
            json!({ "quantities": [{ "sku": things.sku, "minimum": "1", "maximum": "100000", "increment": "1" }] })
        }
        ("PUT", "/api/v1/admin/price-list-assignments/{subject}/{id}") => {
            let given = json!([{ "code": things.list_code, "last": false }]);
            json!({ "price_lists": if is_odd_turn() { given } else { json!([]) } })
        }
        ("POST", "/api/v1/admin/assortments") => assortment(things, &fresh()),
        ("PATCH", "/api/v1/admin/assortments/{id}") => assortment(things, &things.assortment),
        ("PUT", "/api/v1/admin/pricing-policy") => {
            json!({ "strategy": "first_match", "margin_floor": if is_odd_turn() { "1" } else { "2" } })
        }
        _ => return None,
    })
}

fn of_taxes(row: &MatrixRow) -> Option<Value> {
    Some(match (row.method.as_str(), row.path) {
        ("PUT", "/api/v1/admin/tax-rates") => {
            json!({ "rates": [{ "country": "GB", "class": "standard", "rate": "20", "valid_from": "2000-01-01" }] })
        }
        ("PUT", "/api/v1/admin/tax-classes") => {
            json!({ "classes": [{ "code": "deposit", "names": { "en": "Deposit" }, "kind": "outside_scope" }] })
        }
        ("PUT", "/api/v1/admin/tax-rules") => json!({ "oss": false }),
        _ => return None,
    })
}

/// Never the same twice in a row, for what is set again and again and must change something each time.
fn is_odd_turn() -> bool {
    static TURNS: AtomicUsize = AtomicUsize::new(0);
    TURNS.fetch_add(1, Ordering::Relaxed) % 2 == 1
}

/// What may be said of an assortment whenever it is written. Only a guest of a channel that is not there would see it, so
/// that nothing is hidden from the other routes' callers.
fn assortment(things: &super::scene::Things, code: &str) -> Value {
    json!({ "code": code, "name": "New", "categories": [things.category], "skus": [things.sku],
        "without_categories": [], "without_skus": [],
        "viewers": { "channel_ids": [], "company_ids": [], "group_ids": [], "territory_ids": [], "guests": false } })
}

/// What may be said of a price list whenever it is written.
fn price_list() -> Value {
    json!({ "name": "New", "is_default": false, "state": "active", "valid_from": "2026-01-01", "valid_to": null, "base_list": null,
        "rules": [{ "when": "weight > 999999999", "price": "5" }],
        "ending": { "step": "1", "plus": "0.99", "toward": "nearest" }, "note": "x" })
}

fn is_of_providers(path: &str) -> bool {
    path.starts_with("/api/v1/admin/sign-in-providers") || path.starts_with("/api/v1/me/external-identities")
}

/// Outside providers, and one's own connection with one.
async fn of_providers(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, path) = (&scene.things, row.path);
    let mut new = Issuer::new().setup(&format!("p{}", Uuid::now_v7().simple()));
    (new["scopes"], new["domains"], new["default_role_id"]) = (json!(["email"]), json!(["own.example"]), Value::Null);
    let body = match (row.method.as_str(), path) {
        ("POST", "/api/v1/admin/sign-in-providers") => new,
        ("PATCH" | "DELETE", "/api/v1/admin/sign-in-providers/{id}") => {
            let made = scene.shop.admin().post("/api/v1/admin/sign-in-providers").json(new).send().await.expect(201);
            let path = path.replace("{id}", made["id"].as_str().unwrap());
            let change = json!({ "name": fresh(), "client_id": "kontor", "client_secret": "x", "scopes": ["email"],
                "domains": ["own.example"], "default_role_id": null, "is_enabled": true });
            let is_change = row.method.as_str() == "PATCH";
            return Some(Recipe::new(path, if is_change { Body::Json(change) } else { Body::None }));
        }
        ("POST", "/api/v1/me/external-identities") => {
            json!({ "provider": things.provider_code, "password": PASSWORD, "return_to": "/" })
        }
        ("DELETE", "/api/v1/me/external-identities/{id}") => {
            let id = connected(scene).await;
            return Some(Recipe::new(path.replace("{id}", &id), Body::None));
        }
        _ => return None,
    };
    Some(Recipe::new(filled(scene, path), Body::Json(body)))
}

/// Connects the buyer with somebody new at the scene's provider; answers with the connection.
pub(super) async fn connected(scene: &Scene) -> String {
    let subject = Uuid::now_v7().simple().to_string();
    let code = &scene.things.provider_code;
    assert_eq!(outside::connect_with(&scene.buyer, code, PASSWORD, &scene.issuer, &subject).await.status, 303);
    let own = scene.buyer.get("/api/v1/me/external-identities").send().await.expect(200);
    own["items"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

fn is_of_schemas(path: &str) -> bool {
    ["attributes", "dictionaries", "categories"].iter().any(|name| path.starts_with(&format!("/api/v1/admin/{name}")))
}

/// Dictionaries, custom attributes and categories.
async fn of_schemas(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, path) = (&scene.things, row.path);
    let entries = json!([{ "code": "a", "name": { "en": "A" }, "archived": false }]);
    let attribute = json!({ "thing": "person", "code": fresh(), "kind": "choice", "dictionary": things.schemas.dictionary_code,
        "labels": { "en": "New" }, "help": { "en": "x" }, "is_required": false, "is_public": true, "position": 1,
        "limits": {} });
    let category = json!({ "code": fresh(), "name": "New", "names": { "pl": "Nowa" }, "tree": "shop",
        "parent_code": things.category, "position": 1 });
    let body = match (row.method.as_str(), path) {
        ("POST", "/api/v1/admin/dictionaries") => {
            json!({ "code": fresh(), "name": { "en": "New" }, "entries": entries })
        }
        ("PATCH", "/api/v1/admin/dictionaries/{id}") => {
            json!({ "name": { "en": fresh() }, "entries": entries, "archived": false })
        }
        ("POST", "/api/v1/admin/attributes") => attribute,
        ("PATCH", "/api/v1/admin/attributes/{id}") => json!({ "labels": { "en": fresh() }, "help": { "en": "y" },
            "is_required": false, "is_public": true, "position": 1, "limits": {}, "archived": false }),
        ("POST", "/api/v1/admin/categories") => category,
        ("PATCH", "/api/v1/admin/categories/{id}") => {
            let parent = json!({ "code": fresh(), "name": "Parent" });
            let parent = scene.shop.admin().post("/api/v1/admin/categories").json(parent).send().await.expect(201);
            json!({ "name": fresh(), "names": { "pl": "Inna" }, "parent_code": parent["code"], "position": 2,
                "archived": false })
        }
        ("PUT", "/api/v1/admin/categories/{id}/attributes") => json!({ "attributes": [{ "attribute": fresh(),
            "required": false, "unit": "mm" }] }),
        ("DELETE", path) => {
            let list = path.trim_end_matches("/{id}");
            let body = if list.ends_with("attributes") { attribute } else { category };
            let made = scene.shop.admin().post(list).json(body).send().await.expect(201);
            return Some(Recipe::new(path.replace("{id}", made["id"].as_str().unwrap()), Body::None));
        }
        _ => return None,
    };
    Some(Recipe::new(filled(scene, path), Body::Json(body)))
}

async fn of_orders(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, path) = (&scene.things, row.path);
    let body = match path {
        "/api/v1/admin/orders" => json!({ "company_code": things.company_code,
            "external_id": { "system": "erp", "id": fresh() }, "order_date": "2026-01-10",
            "lines": [{ "sku": things.sku, "quantity": "1", "unit": "pcs", "unit_price": "1.00", "name": "x" }], "po_number": "1",
            "note": "x", "delivery_address": address(), "requested_date": "2099-01-01" }),
        "/api/v1/admin/orders/{id}/confirm" => json!({ "note": "x" }),
        "/api/v1/admin/orders/{id}/cancel" => json!({ "reason": "x" }),
        _ => return None,
    };
    let path = if path.contains("{id}") { path.replace("{id}", &scene.fresh_order().await) } else { path.to_owned() };
    Some(Recipe::new(path, Body::Json(body)))
}

async fn of_carts(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (cart, line, hash) = scene.fresh_cart().await;
    let body = match (row.method.as_str(), row.path) {
        ("POST", "/api/v1/carts") => Body::Json(json!({ "name": "x" })),
        ("DELETE", "/api/v1/carts/{id}" | "/api/v1/carts/{id}/lines/{line_id}") => Body::None,
        ("PUT", "/api/v1/carts/{id}/checkout") => Body::Json(json!({ "delivery_address": address(), "po_number": "1",
            "note": "x", "requested_date": "2099-01-01" })),
        ("POST", "/api/v1/carts/{id}/lines") => {
            Body::Json(json!({ "sku": scene.things.sku, "quantity": "1", "unit": "pcs" }))
        }
        ("PUT", "/api/v1/carts/current") => Body::Json(json!({ "cart_id": cart })),
        ("PATCH", "/api/v1/carts/{id}") => Body::Json(json!({ "name": "x", "shared": true })),
        ("POST", "/api/v1/carts/{id}/lines/batch") => Body::Json(rows(scene)),
        ("PUT", "/api/v1/carts/{id}/lines/{line_id}/quantity") => Body::Json(json!({ "quantity": "2", "unit": "pcs" })),
        ("PATCH", "/api/v1/carts/{id}/lines/{line_id}") => Body::Json(json!({ "quantity": "2", "unit": "pcs" })),
        ("POST", "/api/v1/carts/{id}/place") => Body::Json(json!({ "totals_hash": hash })),
        _ => return None,
    };
    Some(Recipe::new(row.path.replace("{id}", &cart).replace("{line_id}", &line), body))
}

/// Rows of a quick order.
fn rows(scene: &Scene) -> Value {
    json!({ "lines": [{ "code": scene.things.sku, "quantity": "1", "unit": "pcs" }] })
}

async fn of_shopping_lists(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let list = scene.fresh_shopping_list().await;
    let body = match (row.method.as_str(), row.path) {
        ("POST", "/api/v1/shopping-lists") => {
            let mut body = rows(scene);
            body["name"] = json!("x");
            Body::Json(body)
        }
        ("PUT", "/api/v1/shopping-lists/{id}/lines") => Body::Json(rows(scene)),
        ("PATCH", "/api/v1/shopping-lists/{id}") => Body::Json(json!({ "name": "x", "shared": true })),
        ("DELETE", "/api/v1/shopping-lists/{id}") => Body::None,
        _ => return None,
    };
    Some(Recipe::new(row.path.replace("{id}", &list), body))
}

async fn of_people(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let things = &scene.things;
    let body = match (row.method.as_str(), row.path) {
        ("POST", "/api/v1/orders") => {
            json!({ "lines": [{ "sku": things.sku, "quantity": "1", "unit": "pcs" }], "po_number": "1",
            "note": "x", "delivery_address": address(), "requested_date": "2099-01-01", "expected_net_total": "10.00" })
        }
        _ => return None,
    };
    Some(Recipe::new(row.path, Body::Json(body)))
}

/// A path with the tenant's own things in its parameters.
pub(crate) fn filled(scene: &Scene, path: &str) -> String {
    parameters(path).into_iter().fold(path.to_owned(), |filled, name| {
        let value = thing(&scene.things, path, name).unwrap_or_else(|| shared(path, name));
        filled.replace(&format!("{{{name}}}"), &value)
    })
}

/// The names of a path's parameters.
pub(crate) fn parameters(path: &str) -> Vec<&str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
}

/// The tenant's thing that a parameter names; nothing where all tenants share what it names.
pub(crate) fn thing(things: &super::scene::Things, path: &str, name: &str) -> Option<String> {
    let known = match (path, name) {
        (_, "line_id") => &things.line,
        (_, "sku") | ("/api/v1/products/by-code/{code}", "code") => &things.sku,
        (path, "id") if path.starts_with("/api/v1/admin/attributes") => &things.schemas.attribute,
        (path, "id") if path.starts_with("/api/v1/admin/categories") => &things.schemas.category,
        (path, "id") if path.starts_with("/api/v1/admin/dictionaries") => &things.schemas.dictionary,
        (path, "id") if path.starts_with("/api/v1/admin/files") => &things.media.file,
        ("/media/{product}/{hash}/{name}", "product") => &things.product,
        ("/media/{product}/{hash}/{name}", "hash") => &things.media.hash,
        (path, "id") if path.starts_with("/api/v1/admin/audit") => &things.entry,
        (path, "id") if path.starts_with("/api/v1/admin/companies") => &things.company,
        (path, "id") if path.starts_with("/api/v1/admin/freight/minimums") => &things.minimum,
        (path, "id") if path.starts_with("/api/v1/admin/freight/ways") => &things.rates.way,
        (path, "id") if path.starts_with("/api/v1/admin/freight/zones") => &things.rates.zone,
        (path, "id") if path.starts_with("/api/v1/admin/freight/tables") => &things.rates.table,
        (path, "id") if path.starts_with("/api/v1/admin/freight/rules") => &things.rates.rule,
        (path, "id") if path.starts_with("/api/v1/admin/imports") => &things.import,
        (path, "id") if path.starts_with("/api/v1/admin/import-mappings") => &things.mapping,
        (path, "id") if path.starts_with("/api/v1/admin/messages") => &things.message,
        (path, "id") if path.starts_with("/api/v1/admin/assortments") => &things.assortment_id,
        (path, "id") if path.starts_with("/api/v1/admin/price-lists") => &things.list,
        (path, "id") if path.starts_with("/api/v1/admin/price-list-assignments") => &things.company,
        (path, "id") if path.starts_with("/api/v1/admin/products") => &things.product,
        (path, "id") if path.starts_with("/api/v1/admin/sign-in-providers") => &things.provider,
        (path, "id") if path.starts_with("/api/v1/admin/synonyms") => &things.synonym,
        (path, "id") if path.starts_with("/api/v1/me/external-identities") => &things.connection,
        (path, "code") if path.starts_with("/sign-in/") => &things.provider_code,
        (path, "id") if path.starts_with("/api/v1/api-tokens") => &things.token,
        (path, "id") if path.starts_with("/api/v1/admin/api-tokens") => &things.token,
        (path, "id") if path.starts_with("/api/v1/me/passkeys") => &things.account.passkey,
        (path, "id") if path.starts_with("/api/v1/me/sessions") => &things.account.session,
        (path, "token") if path.starts_with("/api/v1/password-resets") => &things.account.reset,
        (path, "token") if path.starts_with("/api/v1/email-confirmations") => &things.account.confirmation,
        (path, "id") if path.starts_with("/api/v1/carts") => &things.cart,
        (path, "id") if path.starts_with("/api/v1/shopping-lists") => &things.shopping_list,
        (path, "id") if path.contains("/orders/{id}") => &things.order,
        _ => {
            let of_people = || people::thing(things, path, name);
            let of_companies = || approvals::thing(things, path, name).or_else(|| companies::thing(things, path, name));
            return inventory::thing(things, path, name)
                .or_else(|| promotions::thing(things, path, name))
                .or_else(of_companies)
                .or_else(of_people)
                .or_else(|| pages::thing(things, path, name));
        }
    };
    Some(known.clone())
}

/// A parameter that names the same thing for all tenants: a module of the deployment, a file of the binary.
pub(crate) fn shared(path: &str, name: &str) -> String {
    match (path, name) {
        ("/api/v1/admin/modules/{id}", "id") => "freight".to_owned(),
        ("/api/v1/admin/price-list-assignments/{subject}/{id}", "subject") => "company".to_owned(),
        ("/api/v1/admin/units/{code}", "code") => "crate".to_owned(),
        ("/admin/{*path}", "*path") => "orders".to_owned(),
        ("/media/{product}/{hash}/{name}", "name") => "160.jpg".to_owned(),
        ("/assets/{file}", "file") => "none.css".to_owned(),
        _ => panic!("the parameter {name} of {path} is not known: say in coverage/recipes.rs what it names"),
    }
}
