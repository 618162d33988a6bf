//! Static facts about the inventory: its permissions, its settings and the pages it brings to the admin.
//! How much is left of a product is told to whoever may browse, as far as the settings let them know.

use kontor_module::{Manifest, PermissionSpec, Zone, words};
use serde_json::{Value, json};

use crate::model::showing::setting;

pub(crate) const STOCK_READ: &str = "inventory.stock.read";
pub(crate) const STOCK_WRITE: &str = "inventory.stock.write";
pub(crate) const HOLDS_WRITE: &str = "inventory.holds.write";
pub(crate) const WAREHOUSES_WRITE: &str = "inventory.warehouses.write";

pub(crate) static MANIFEST: Manifest = Manifest {
    id: "inventory",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: STOCK_READ, roles: &["administrator", "order_desk", "warehouse"] },
        PermissionSpec { name: STOCK_WRITE, roles: &["administrator", "warehouse"] },
        PermissionSpec { name: HOLDS_WRITE, roles: &["administrator", "order_desk"] },
        PermissionSpec { name: WAREHOUSES_WRITE, roles: &["administrator"] },
    ],
    events: &[],
    hooks: &[],
    zones: &[
        Zone { zone: "catalogue", label_key: "inventory-stock", path: "/stock", permission: STOCK_READ },
        Zone { zone: "catalogue", label_key: "inventory-holds", path: "/stock/holds", permission: STOCK_READ },
        Zone { zone: "catalogue", label_key: "inventory-expected", path: "/stock/expected", permission: STOCK_READ },
        Zone { zone: "settings", label_key: "inventory-warehouses", path: "/warehouses", permission: STOCK_READ },
    ],
    settings: Some(settings),
};

/// A quantity as settings hold it.
fn quantity(usual: &str) -> Value {
    json!({ "type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,6})?$", "default": usual })
}

fn settings() -> Value {
    let shown = ["exact", "bounded", "words", "hidden"];
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            setting::SHOWN: { "type": "string", "enum": shown, "default": "exact" },
            setting::SHOWN_TO_GUESTS: {
                "type": "string",
                "enum": ["same", "exact", "bounded", "words", "hidden"],
                "default": "same"
            },
            setting::SHOWN_UP_TO: quantity("50"),
            setting::LOW_THRESHOLD: quantity("10"),
            setting::BACKORDER: { "type": "boolean", "default": false },
            setting::TELLS_SHORTAGES: { "type": "boolean", "default": false },
            setting::SHOWS_EXPECTED: { "type": "boolean", "default": true }
        }
    })
}
