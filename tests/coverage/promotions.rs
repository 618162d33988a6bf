//! Recipes and things of promotions: all of them are had by codes only, so that nobody's order costs less in other tests.
//! Codes and promotions are made anew where their names must be.

use kontor_testkit::Client;
use kontor_web::MatrixRow;
use serde_json::{Value, json};

use super::{
    recipes::{Body, Recipe, filled, fresh},
    scene::{Scene, Things},
};

/// Ids of what a tenant has.
pub(crate) struct Promoted {
    pub(crate) promotion: String,
    pub(crate) code: String,
    pub(crate) batch: String,
}

const PROMOTIONS: &str = "/api/v1/admin/promotions";
const CODES: &str = "/api/v1/admin/promotion-codes";
const BATCHES: &str = "/api/v1/admin/promotion-code-batches";

async fn made(admin: &Client, path: &str, body: Value) -> String {
    admin.post(path).json(body).send().await.expect(201)["id"].as_str().unwrap().to_owned()
}

impl Promoted {
    /// Of a tenant whose things have a word of their own in their names.
    pub(crate) async fn of(admin: &Client, word: &str, company: &str) -> Self {
        let terms = json!({ "effect": { "kind": "percent_of_order", "rate": "5" } });
        let new = json!({ "code": format!("{word}-promotion"), "names": { "en": word }, "needs_code": true,
            "terms": terms, "limits": { "total": 5 } });
        let promotion = made(admin, PROMOTIONS, new).await;
        let code = json!({ "code": format!("{word}-CODE"), "company_id": company });
        let code = made(admin, &format!("{PROMOTIONS}/{promotion}/codes"), code).await;
        let batch = made(admin, &format!("{PROMOTIONS}/{promotion}/code-batches"), json!({ "count": 1 })).await;
        Self { promotion, code, batch }
    }
}

/// Whether a route is one of these.
pub(crate) fn is_of_promotions(path: &str) -> bool {
    path.starts_with("/api/v1/admin/promotion")
}

/// The thing that a parameter of these routes names.
pub(crate) fn thing(things: &Things, path: &str, name: &str) -> Option<String> {
    let known = match (path, name) {
        (path, "id") if path.starts_with(BATCHES) => &things.promoted.batch,
        (path, "id") if path.starts_with(CODES) => &things.promoted.code,
        (path, "id") if path.starts_with(PROMOTIONS) => &things.promoted.promotion,
        _ => return None,
    };
    Some(known.clone())
}

/// All that may be said of what a promotion asks for and gives.
fn terms(things: &Things) -> Value {
    let money = json!([{ "amount": "10.00", "currency": "GBP" }]);
    let effect = json!({ "kind": "tiers",
        "tiers": [{ "from": "100.00", "currency": "GBP", "rate": "5" }] });
    json!({ "skus": [things.sku], "categories": [things.category], "company_ids": [things.company],
        "group_ids": [things.places.group], "channel_ids": [things.places.channel], "currencies": ["GBP"],
        "min_value": money, "min_quantity": "2", "first_order": true, "manual_lines": true, "effect": effect })
}

fn limits() -> Value {
    json!({ "total": 5, "per_company": 3, "per_person": 2 })
}

/// The recipe of a writing route.
pub(crate) async fn recipe(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, path) = (&scene.things, row.path);
    let (company, user) = (&things.company, &things.account.user);
    let body = match (row.method.as_str(), path) {
        ("POST", PROMOTIONS) => json!({ "code": fresh(), "names": { "en": "New" }, "priority": 1, "exclusive": true,
            "needs_code": true, "valid_from": "2026-01-01", "valid_to": "2099-01-01", "terms": terms(things),
            "limits": limits() }),
        ("PATCH", "/api/v1/admin/promotions/{id}") => json!({ "code": fresh(), "names": { "en": "New" }, "priority": 2,
            "exclusive": false, "period": { "valid_from": "2026-01-01", "valid_to": "2099-01-01" },
            "terms": terms(things), "limits": limits(), "archived": false }),
        ("POST", "/api/v1/admin/promotions/test") => json!({ "company_code": things.company_code, "user_id": user,
            "channel_id": things.places.channel, "currency": "GBP", "date": "2026-12-01", "codes": ["x"],
            "lines": [{ "sku": things.sku, "quantity": "1", "amount": "10.00", "manual": false }] }),
        ("POST", "/api/v1/admin/promotions/{id}/codes") => json!({ "code": fresh(), "company_id": company,
            "user_id": user, "valid_from": "2026-01-01", "valid_to": "2099-01-01", "limits": limits() }),
        ("POST", "/api/v1/admin/promotions/{id}/code-batches") => json!({ "count": 1, "prefix": "X", "length": 8,
            "company_id": company, "user_id": user, "valid_from": "2026-01-01", "valid_to": "2099-01-01",
            "limits": limits() }),
        ("PATCH", "/api/v1/admin/promotion-codes/{id}") => json!({ "state": "open", "given": { "company_id": company,
            "user_id": user, "valid_from": "2026-01-01", "valid_to": "2099-01-01", "limits": limits() } }),
        _ => return None,
    };
    Some(Recipe::new(filled(scene, path), Body::Json(body)))
}
