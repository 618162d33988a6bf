//! Recipes and things of companies, legal entities, channels and territories.
//! Each makes what it changes, so that it does its work however often it is asked.

use kontor_testkit::Company;
use kontor_web::MatrixRow;
use serde_json::{Value, json};

use super::{
    recipes::{Body, Recipe, address, fresh},
    scene::{Scene, Things},
};

/// Ids of one of each.
pub(crate) struct Places {
    pub(crate) site: String,
    pub(crate) manager: String,
    pub(crate) legal_entity: String,
    pub(crate) channel: String,
    pub(crate) territory: String,
    pub(crate) placement: String,
    pub(crate) group: String,
    pub(crate) exemption: String,
}

async fn made(scene: &kontor_testkit::Shop, path: &str, body: Value) -> String {
    let made = scene.admin().post(path).json(body).send().await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

impl Places {
    /// One of each, with codes that begin with the tenant's word.
    pub(crate) async fn of(shop: &kontor_testkit::Shop, word: &str, company: &Company) -> Self {
        let manager = shop.user("order_desk").await;
        let manager = shop.membership_of(&manager).await;
        let site =
            shop.company_with(json!({ "code": format!("{word}-site"), "kind": "site", "parent_id": company.id }));
        let entity = json!({ "code": format!("{word}-le"), "name": word, "country": "GB", "currency": "GBP",
            "time_zone": "Europe/London" });
        let legal_entity = made(shop, "/api/v1/admin/legal-entities", entity).await;
        let channel = json!({ "code": format!("{word}-ch"), "legal_entity_id": legal_entity, "currency": "GBP" });
        let channel = made(shop, "/api/v1/admin/channels", channel).await;
        let area = json!({ "code": format!("{word}-area"), "name": word });
        let territory = made(shop, "/api/v1/admin/territories", area).await;
        let path = format!("/api/v1/admin/territories/{territory}/placements");
        let placement = made(shop, &path, json!({ "company_id": company.id })).await;
        let group = json!({ "code": format!("{word}-group"), "name": word });
        let group = made(shop, "/api/v1/admin/customer-groups", group).await;
        let path = format!("/api/v1/admin/companies/{}/tax-exemptions", company.id);
        let exemption = made(shop, &path, exemption()).await;
        Self { exemption, group, site: site.await.id, manager, legal_entity, channel, territory, placement }
    }
}

/// The thing that a parameter of these routes names.
pub(crate) fn thing(things: &Things, path: &str, name: &str) -> Option<String> {
    let places = &things.places;
    let known = match (path, name) {
        (path, "id") if path.starts_with("/api/v1/admin/legal-entities") => &places.legal_entity,
        (path, "id") if path.starts_with("/api/v1/admin/channels") => &places.channel,
        (path, "id") if path.starts_with("/api/v1/admin/customer-groups") => &places.group,
        (path, "id") if path.starts_with("/api/v1/admin/tax-exemptions") => &places.exemption,
        (path, "id") if path.starts_with("/api/v1/admin/territories") => &places.territory,
        (path, "id") if path.starts_with("/api/v1/admin/placements") => &places.placement,
        (path, "id") if path.starts_with("/api/v1/company/sites") => &places.site,
        _ => return None,
    };
    Some(known.clone())
}

/// The recipe of a writing route among these.
pub(crate) async fn recipe(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, places, path) = (&scene.things, &scene.things.places, row.path);
    let body = match (row.method.as_str(), path) {
        ("POST", "/api/v1/admin/companies") => json!({ "code": fresh(), "name": "New", "kind": "company",
            "vat_id": "GB1", "country": "GB", "email": "a@b.example", "address": address(), "parent_id": things.company,
            "account_manager_id": places.manager, "price_list_code": things.list_code, "attributes": {},
            "external_id": fresh() }),
        ("PATCH", "/api/v1/admin/companies/{id}") => json!({ "name": fresh(), "kind": "company", "vat_id": "GB2",
            "country": "GB", "email": "c@d.example", "address": address(),
            "parent_id": scene.shop.company(&fresh()).await.id, "account_manager_id": places.manager,
            "price_list_code": things.list_code, "attributes": {}, "external_id": fresh(), "archived": false,
            "with_below": false }),
        ("POST", "/api/v1/admin/companies/account-manager") => {
            json!({ "company_ids": [things.company], "membership_id": places.manager })
        }
        ("POST", "/api/v1/admin/customer-groups") => json!({ "code": fresh(), "name": "New" }),
        ("PATCH", "/api/v1/admin/customer-groups/{id}") => json!({ "name": fresh(), "archived": false }),
        ("PUT", "/api/v1/admin/companies/{id}/groups") => json!({ "group_ids": [another_group(&scene.shop).await] }),
        ("PUT", "/api/v1/admin/companies/{id}/vat-id-check") => return Some(checked_vat_id(scene).await),
        ("POST", "/api/v1/admin/companies/{id}/tax-exemptions") => exemption(),
        ("PATCH", "/api/v1/admin/tax-exemptions/{id}") => json!({ "until": "2099-01-01", "archived": false }),
        ("PATCH", "/api/v1/company") => {
            json!({ "name": fresh(), "email": "c@d.example", "address": address(), "attributes": {} })
        }
        ("POST", "/api/v1/company/sites") => {
            json!({ "name": "Site", "kind": "site", "address": address(), "parent_id": things.company })
        }
        ("PATCH", "/api/v1/company/sites/{id}") => json!({ "name": fresh(), "address": address(), "archived": false }),
        ("POST", "/api/v1/admin/legal-entities") => json!({ "code": fresh(), "name": "New", "vat_id": "GB1",
            "address": address(), "country": "GB", "currency": "GBP", "time_zone": "Europe/London",
            "tax_rounding": "by_line" }),
        ("PATCH", "/api/v1/admin/legal-entities/{id}") => json!({ "name": fresh(), "vat_id": "GB2",
            "address": address(), "country": "GB", "currency": "GBP", "time_zone": "Europe/London",
            "tax_rounding": "by_line" }),
        ("POST", "/api/v1/admin/channels") => json!({ "code": fresh(), "legal_entity_id": places.legal_entity,
            "currency": "GBP", "languages": ["en"], "theme": "default", "accent": "#123456",
            "guests_see_prices": false, "price_display": "net" }),
        ("PATCH", "/api/v1/admin/channels/{id}") => json!({ "legal_entity_id": places.legal_entity, "currency": "GBP",
            "languages": ["en", "pl"], "theme": "default", "accent": "#123456", "guests_see_prices": false,
            "price_display": "by_customer" }),
        _ => return of_territories(scene, row).await,
    };
    let known = |name| super::recipes::thing(things, path, name);
    let path = if path.contains("{id}") { path.replace("{id}", &known("id")?) } else { path.to_owned() };
    Some(Recipe::new(path, Body::Json(body)))
}

fn exemption() -> Value {
    json!({ "certificate": fresh(), "classes": ["standard"], "reason": "Embassy", "from": "2020-01-01",
        "until": "2099-01-01" })
}

/// The VAT id of a customer is found to be valid.
async fn checked_vat_id(scene: &Scene) -> Recipe {
    let company = scene.shop.company_with(json!({ "code": fresh(), "vat_id": "GB1" })).await;
    let path = format!("/api/v1/admin/companies/{}/vat-id-check", company.id);
    Recipe::new(path, Body::Json(json!({ "vat_id": "GB1", "valid": true })))
}

/// A group that the company is not in yet, so that putting it in is a change.
async fn another_group(shop: &kontor_testkit::Shop) -> String {
    made(shop, "/api/v1/admin/customer-groups", json!({ "code": fresh(), "name": "Another" })).await
}

async fn of_territories(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    const TERRITORIES: &str = "/api/v1/admin/territories";
    let (shop, places) = (&scene.shop, &scene.things.places);
    let territory = || made(shop, TERRITORIES, json!({ "code": fresh(), "name": "New" }));
    let (path, body) = match (row.method.as_str(), row.path) {
        ("POST", TERRITORIES) => {
            let body = json!({ "code": fresh(), "name": "New", "parent_id": places.territory });
            (row.path.to_owned(), Body::Json(body))
        }
        ("PATCH", "/api/v1/admin/territories/{id}") => {
            let body = json!({ "name": fresh(), "parent_id": territory().await, "archived": false });
            (format!("{TERRITORIES}/{}", territory().await), Body::Json(body))
        }
        ("DELETE", "/api/v1/admin/territories/{id}") => (format!("{TERRITORIES}/{}", territory().await), Body::None),
        ("POST", "/api/v1/admin/territories/{id}/placements") => {
            let company = shop.company(&fresh()).await;
            let body = json!({ "company_id": company.id, "from": "2090-01-01", "until": "2099-01-01" });
            (row.path.replace("{id}", &places.territory), Body::Json(body))
        }
        ("PATCH", "/api/v1/admin/placements/{id}") => {
            (row.path.replace("{id}", &places.placement), Body::Json(json!({ "until": "2099-01-01" })))
        }
        _ => return None,
    };
    Some(Recipe::new(path, body))
}
