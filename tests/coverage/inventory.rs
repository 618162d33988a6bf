//! Recipes and things of stock: holds, movements, expected goods, rules and what serves a channel.
//! Whatever ends by being asked for is made anew each time.

use kontor_testkit::Client;
use kontor_web::MatrixRow;
use serde_json::{Value, json};

use super::{
    recipes::{Body, Recipe, address, filled, fresh},
    scene::{Scene, Things},
};

/// Ids of what a tenant holds and expects.
pub(crate) struct Stock {
    pub(crate) hold: String,
    pub(crate) expected: String,
    pub(crate) warehouse: String,
}

const HOLDS: &str = "/api/v1/admin/stock/holds";
const EXPECTED: &str = "/api/v1/admin/stock/expected";
const WAREHOUSES: &str = "/api/v1/admin/warehouses";

async fn made(admin: &Client, path: &str, body: Value) -> String {
    admin.post(path).json(body).send().await.expect(201)["id"].as_str().unwrap().to_owned()
}

fn hold(company_code: &str, sku: &str) -> Value {
    json!({ "company_code": company_code, "until": "2099-01-01T00:00:00Z", "note": sku,
        "lines": [{ "sku": sku, "quantity": "1" }] })
}

fn expected(sku: &str, warehouse_code: &str) -> Value {
    json!({ "sku": sku, "warehouse_code": warehouse_code, "due_on": "2099-01-01", "quantity": "5", "reference": sku })
}

impl Stock {
    /// Of a product that has stock, for a customer.
    pub(crate) async fn of(admin: &Client, sku: &str, company_code: &str, warehouse_code: &str) -> Self {
        let warehouses = admin.get(WAREHOUSES).send().await.expect(200);
        let named = |row: &&Value| row["code"] == warehouse_code;
        let warehouse = warehouses["items"].as_array().unwrap().iter().find(named).unwrap();
        let path = format!("{WAREHOUSES}/{}", warehouse["id"].as_str().unwrap());
        admin.patch(path).json(json!({ "address": { "city": sku } })).send().await.expect(200);
        let movement = json!({ "sku": sku, "warehouse_code": warehouse_code, "kind": "receipt", "quantity": "5",
            "reason": sku, "reference": sku });
        admin.post("/api/v1/admin/stock/movements").json(json!({ "movements": [movement] })).send().await.expect(201);
        Self {
            hold: made(admin, HOLDS, hold(company_code, sku)).await,
            expected: made(admin, EXPECTED, expected(sku, warehouse_code)).await,
            warehouse: warehouse["id"].as_str().unwrap().to_owned(),
        }
    }
}

/// Whether a route is one of these.
pub(crate) fn is_of_stock(path: &str) -> bool {
    [HOLDS, EXPECTED, WAREHOUSES, "/api/v1/admin/stock", "/api/v1/admin/allocation"]
        .iter()
        .any(|begin| path.starts_with(begin))
}

/// The thing that a parameter of these routes names.
pub(crate) fn thing(things: &Things, path: &str, name: &str) -> Option<String> {
    let known = match (path, name) {
        (path, "id") if path.starts_with(HOLDS) => &things.stock.hold,
        (path, "id") if path.starts_with(EXPECTED) => &things.stock.expected,
        (path, "id") if path.starts_with(WAREHOUSES) => &things.stock.warehouse,
        _ => return None,
    };
    Some(known.clone())
}

/// The recipe of a writing route.
pub(crate) async fn recipe(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, path, admin) = (&scene.things, row.path, scene.shop.admin());
    let (sku, warehouse) = (things.sku.as_str(), things.warehouse_code.as_str());
    let own = |id: String| path.replace("{id}", &id);
    let (path, body) = match (row.method.as_str(), path) {
        ("POST", WAREHOUSES) => (
            path.to_owned(),
            json!({ "code": fresh(), "name": "New", "address": address(),
            "legal_entity_id": things.places.legal_entity }),
        ),
        ("PATCH", "/api/v1/admin/warehouses/{id}") => {
            let id = made(admin, WAREHOUSES, json!({ "code": fresh(), "name": "x" })).await;
            let body = json!({ "code": fresh(), "name": "New", "address": address(),
                "legal_entity_id": things.places.legal_entity, "is_main": false, "archived": true, "version": 1 });
            (own(id), body)
        }
        ("PUT", "/api/v1/admin/allocation") => {
            let channel = format!("{}-ch", warehouse.trim_end_matches("-wh"));
            let serving = json!({ "channel_code": channel, "warehouse_codes": [warehouse] });
            (path.to_owned(), json!({ "channels": [serving] }))
        }
        ("PUT", "/api/v1/admin/stock") => {
            let level = json!({ "sku": sku, "warehouse_code": warehouse, "on_hand": "500" });
            (path.to_owned(), json!({ "levels": [level] }))
        }
        ("POST", "/api/v1/admin/stock/movements") => {
            let movement = json!({ "sku": sku, "warehouse_code": warehouse, "kind": "receipt", "quantity": "5",
                "reason": "x", "reference": "x" });
            (path.to_owned(), json!({ "movements": [movement] }))
        }
        ("POST", "/api/v1/admin/stock/transfers") => {
            let there = fresh();
            made(admin, WAREHOUSES, json!({ "code": there, "name": "x" })).await;
            let level = json!({ "sku": sku, "warehouse_code": warehouse, "on_hand": "400" });
            admin.put("/api/v1/admin/stock").json(json!({ "levels": [level] })).send().await.expect(200);
            let body = json!({ "sku": sku, "from_warehouse_code": warehouse, "to_warehouse_code": there,
                "quantity": "1", "reason": "x", "reference": "x" });
            (path.to_owned(), body)
        }
        ("PUT", "/api/v1/admin/stock/rules") => {
            (path.to_owned(), json!({ "rules": [{ "sku": sku, "low_from": "3", "backorder": false }] }))
        }
        _ => return of_holds_and_expected(scene, row).await,
    };
    Some(Recipe::new(path, Body::Json(body)))
}

async fn of_holds_and_expected(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, path, admin) = (&scene.things, row.path, scene.shop.admin());
    let (sku, warehouse) = (things.sku.as_str(), things.warehouse_code.as_str());
    let own = |id: String| path.replace("{id}", &id);
    let (path, body) = match (row.method.as_str(), path) {
        ("POST", HOLDS) => (path.to_owned(), hold(&things.company_code, sku)),
        ("PATCH", "/api/v1/admin/stock/holds/{id}") => {
            // What the customer's own orders have used by now is held no more.
            let id = made(admin, HOLDS, hold(&things.company_code, sku)).await;
            (own(id), json!({ "until": "2098-01-01T00:00:00Z" }))
        }
        ("POST", "/api/v1/admin/stock/holds/{id}/release") => {
            let id = made(admin, HOLDS, hold(&things.company_code, sku)).await;
            return Some(Recipe::new(own(id), Body::None));
        }
        ("POST", EXPECTED) => (path.to_owned(), expected(sku, warehouse)),
        ("PATCH", "/api/v1/admin/stock/expected/{id}") => {
            (filled(scene, path), json!({ "due_on": "2098-01-01", "quantity": "6", "reference": "y" }))
        }
        ("DELETE", "/api/v1/admin/stock/expected/{id}") => {
            let id = made(admin, EXPECTED, expected(sku, warehouse)).await;
            return Some(Recipe::new(own(id), Body::None));
        }
        ("POST", "/api/v1/admin/stock/expected/{id}/receipts") => {
            let id = made(admin, EXPECTED, expected(sku, warehouse)).await;
            (own(id), json!({ "quantity": "2", "is_last": false, "reference": "z" }))
        }
        _ => return None,
    };
    Some(Recipe::new(path, Body::Json(body)))
}
