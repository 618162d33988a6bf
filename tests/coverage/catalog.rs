//! How the routes of what belongs to products are asked: units, packaging units and codes.
//! Those of products, prices and categories stand in recipes.rs.

use std::sync::atomic::{AtomicUsize, Ordering};

use kontor_web::MatrixRow;
use serde_json::{Value, json};

use crate::pictures;

use super::{
    recipes::{Body, Recipe, filled, fresh},
    scene::Scene,
};

/// How often rules for products have been set.
static TURNS: AtomicUsize = AtomicUsize::new(0);

/// Whether a route is of these.
pub(super) fn is_of_catalog(path: &str) -> bool {
    path.starts_with("/api/v1/admin/units")
        || path.starts_with("/api/v1/admin/product-rules")
        || path.starts_with("/api/v1/admin/products/{id}/")
}

/// The recipe of one of them.
pub(super) async fn recipe(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    if is_of_parts(row.path) {
        return of_parts(scene, row).await;
    }
    let body = match (row.method.as_str(), row.path) {
        ("PUT", "/api/v1/admin/units/{code}") => json!({ "names": { "en": fresh() },
            "standard_code": "XCR", "decimals": 0, "archived": false }),
        ("PUT", "/api/v1/admin/product-rules") => {
            // Never the same twice in a row, so that it always changes something.
            let asks = if TURNS.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) { "name" } else { "price" };
            json!({ "need_approval": false, "asks": [asks, "category"] })
        }
        ("POST", "/api/v1/admin/products/{id}/publication") => {
            let new = json!({ "sku": fresh(), "name": "New" });
            let new = scene.shop.admin().post("/api/v1/admin/products").json(new).send().await.expect(201);
            let path = row.path.replace("{id}", new["id"].as_str().unwrap());
            return Some(Recipe::new(path, Body::Json(json!({ "step": "withdraw", "channel_code": null }))));
        }
        ("PUT", "/api/v1/admin/products/{id}/packagings") => json!({ "packagings": [{ "unit": "box",
            "factor": fresh_number(), "weight_g": 1000, "length_mm": 300, "width_mm": 200, "height_mm": 100,
            "barcode": "15901234123454", "orderable": true, "usual": false }] }),
        ("PUT", "/api/v1/admin/products/{id}/media") => {
            let file = pictures::upload_document(scene.shop.admin(), &fresh()).await.expect(201);
            json!({ "media": [{ "file_id": file["id"], "role": "document", "audience": "signed_in",
                "document_kind": "manual", "language": "en", "texts": { "en": fresh() } }] })
        }
        ("PUT", "/api/v1/admin/products/{id}/codes") => {
            json!({ "codes": [{ "kind": "supplier", "owner": "Metal", "code": fresh() }] })
        }
        ("PUT", "/api/v1/admin/products/{id}/customer-codes") => {
            json!({ "codes": [{ "company_code": scene.things.company_code, "code": fresh() }] })
        }
        _ => return None,
    };
    Some(Recipe::new(filled(scene, row.path), Body::Json(body)))
}

/// Whether a route says what products are to each other.
fn is_of_parts(path: &str) -> bool {
    ["axes", "variants", "relations", "kit-parts"].iter().any(|end| path.ends_with(&format!("/{end}")))
}

/// On a product made for it, so that what one route makes of it does not hinder another one.
async fn of_parts(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let admin = scene.shop.admin();
    let new = |sku: String| json!({ "sku": sku, "name": "Part", "attributes": { "size": fresh() } });
    let made = async |sku: String| admin.post("/api/v1/admin/products").json(new(sku)).send().await.expect(201);
    let (product, sku) = (made(fresh()).await, fresh());
    let path = row.path.replace("{id}", product["id"].as_str().unwrap());
    if row.method.as_str() == "PUT" {
        made(sku.clone()).await;
    }
    let axes = json!({ "axes": [{ "attribute": "size" }] });
    let body = match row.path.rsplit('/').next()? {
        "axes" => axes,
        "variants" => {
            admin.put(path.replace("variants", "axes")).json(axes).send().await.expect(200);
            json!({ "variants": [{ "sku": sku }] })
        }
        "relations" => json!({ "relations": [{ "kind": "accessory", "sku": sku }] }),
        "kit-parts" => json!({ "parts": [{ "sku": sku, "quantity": "2", "optional": false }] }),
        _ => return None,
    };
    Some(Recipe::new(path, Body::Json(body)))
}

/// A whole number that no earlier request has named.
fn fresh_number() -> Value {
    let low = uuid::Uuid::now_v7().as_u128() % 1_000_000;
    json!((low + 2).to_string())
}
