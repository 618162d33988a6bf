//! Static facts about the freight module.
//! It is optional: a tenant switches it on.

use kontor_module::{Manifest, PermissionSpec, Zone, words};
use serde_json::{Value, json};

use crate::settings::setting;

/// Sees logistic minimums.
pub const MINIMUMS_READ: &str = "freight.minimums.read";
/// Makes and deletes logistic minimums.
pub const MINIMUMS_WRITE: &str = "freight.minimums.write";
/// Sees ways, zones, tables and special rules, and tries them.
pub const RATES_READ: &str = "freight.rates.read";
/// Makes, changes and deletes them.
pub const RATES_WRITE: &str = "freight.rates.write";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "freight",
    words: words!(),
    is_core: false,
    permissions: &[
        PermissionSpec { name: MINIMUMS_READ, roles: &["order_desk", "warehouse"] },
        PermissionSpec { name: MINIMUMS_WRITE, roles: &["order_desk"] },
        PermissionSpec { name: RATES_READ, roles: &["order_desk", "warehouse"] },
        PermissionSpec { name: RATES_WRITE, roles: &[] },
    ],
    events: &[],
    hooks: &["cart/validate", "orders/validate", "shipping/quote", "shipping/surcharge"],
    zones: &[Zone {
        zone: "sell",
        label_key: "freight-minimums",
        path: "/freight/minimums",
        permission: MINIMUMS_READ,
    }],
    settings: Some(settings),
};

fn settings() -> Value {
    let units = |usual: &str| json!({ "type": "string", "maxLength": 400, "default": usual });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            setting::SHOWN_AT_CHECKOUT: { "type": "boolean", "default": true },
            setting::TELLS_MISSING: { "type": "boolean", "default": true },
            setting::PALLET_UNITS: units(setting::USUAL_PALLETS),
            setting::PARCEL_UNITS: units(setting::USUAL_PARCELS)
        }
    })
}
