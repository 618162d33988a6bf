//! What routes of freight are sent: ways, zones, tables and rules, each with every field it takes.
//! Codes are new every time, since no two ways and no two zones have the same.

use kontor_testkit::Client;
use kontor_web::MatrixRow;
use serde_json::{Value, json};

use super::{
    recipes::{Body, Recipe, filled, fresh},
    scene::{Scene, Things},
};

const PLACE: &str = "/api/v1/admin/freight";

/// A way, a zone, a table and a rule of a tenant.
pub(crate) struct Rates {
    pub(crate) way: String,
    pub(crate) zone: String,
    pub(crate) table: String,
    pub(crate) rule: String,
}

impl Rates {
    pub(crate) async fn of(admin: &Client, word: &str, company_code: &str) -> Self {
        let (way, zone) = (format!("{word}-way"), format!("{word}-zone"));
        let way = json!({ "code": way, "name": way, "is_active": true, "is_charged": true, "carries": "parcels" });
        let way = made(admin, "ways", way).await;
        let zone = made(admin, "zones", json!({ "code": zone, "name": zone, "places": ["FR"] })).await;
        let rule = json!({ "name": format!("{word}-rule"), "company_code": company_code, "effect": "offered" });
        Self {
            table: made(admin, "tables", table(&way, &zone)).await,
            rule: made(admin, "rules", rule).await,
            way,
            zone,
        }
    }
}

async fn made(admin: &Client, what: &str, body: Value) -> String {
    let made = admin.post(format!("{PLACE}/{what}")).json(body).send().await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

pub(super) fn is_of_rates(path: &str) -> bool {
    path.starts_with(PLACE) && !path.starts_with("/api/v1/admin/freight/minimums")
}

/// The recipe of one of them.
pub(super) async fn recipe(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, path) = (&scene.things, row.path);
    let what = path.strip_prefix(PLACE)?.trim_start_matches('/').split('/').next()?;
    if path.ends_with("/brackets.csv") {
        return Some(Recipe::new(filled(scene, path), Body::Csv("up_to,price\n1,2.00\n,3.00\n".to_owned())));
    }
    if what == "test" {
        let line = json!({ "sku": things.sku, "quantity": "1", "unit": "pcs" });
        let body = json!({ "company_code": things.company_code, "country": "GB", "postal_code": "E1",
            "date": "2026-12-01", "lines": [line] });
        return Some(Recipe::new(path, Body::Json(body)));
    }
    let (one, body) = match what {
        "ways" => ("way", way(things)),
        "zones" => ("zone", zone()),
        "tables" => ("table", table(&things.rates.way, &things.rates.zone)),
        "rules" => ("rule", rule(things)),
        _ => return None,
    };
    match row.method.as_str() {
        "POST" => Some(Recipe::new(path, Body::Json(body))),
        "PUT" => Some(Recipe::new(filled(scene, path), Body::Json(json!({ "version": null, one: body })))),
        _ => {
            let id = made(scene.shop.admin(), what, body).await;
            Some(Recipe::new(path.replace("{id}", &id), Body::None))
        }
    }
}

fn way(things: &Things) -> Value {
    json!({ "code": fresh(), "name": "Courier", "names": { "en": "Courier" }, "is_active": true, "priority": 1,
        "tax_class": "standard", "is_charged": true, "channel_ids": [things.places.channel], "countries": ["GB"],
        "carries": "both", "volumetric": { "cm3_per_kg": 5000 },
        "parcel": { "weight_kg": "30", "length_mm": 1750, "girth_mm": 3000, "volume_l": 60, "most_parcels": 5 },
        "pallet": { "weight_kg": "800", "length_mm": 1200, "width_mm": 800, "height_mm": 1600, "fill_percent": 80,
            "tare_kg": "25" } })
}

fn zone() -> Value {
    json!({ "code": fresh(), "name": "Zone", "names": { "en": "Zone" }, "places": [format!("GB {}*", &fresh()[22..])] })
}

fn table(way: &str, zone: &str) -> Value {
    json!({ "way_id": way, "zone_id": zone, "part": "shipment", "currency": "GBP", "valid_from": "2026-01-01",
        "valid_to": "2099-01-01", "measure": "weight", "weight_step_kg": "1", "minimum": "1.00", "maximum": "99.00",
        "free_from": { "from_value": "500.00", "from_weight_kg": "1000", "from_pallets": 9 },
        "brackets": [{ "up_to": "30", "price": "5.00", "each": "1.00", "per": "kg", "included": "1" }] })
}

fn rule(things: &Things) -> Value {
    json!({ "name": "Remote", "names": { "en": "Remote" }, "company_code": things.company_code, "sku": things.sku,
        "way_id": things.rates.way, "zone_id": things.rates.zone, "currency": "GBP", "valid_from": "2026-01-01",
        "valid_to": "2099-01-01", "priority": 1, "combines": false, "effect": "surcharge", "amount": "1.00",
        "surcharge": { "code": "remote", "basis": "line", "minimum": "1.00", "maximum": "2.00",
            "tax_class": "standard" } })
}
