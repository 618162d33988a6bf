//! Static facts about the inventory: its permissions, its settings and the page it brings to the admin.
//! How much is left of a product is shown to everybody who may browse.

use kontor_module::{Manifest, PermissionSpec, Zone, words};
use serde_json::{Value, json};

pub(crate) const STOCK_READ: &str = "inventory.stock.read";
pub(crate) const STOCK_WRITE: &str = "inventory.stock.write";
pub(crate) const WAREHOUSES_WRITE: &str = "inventory.warehouses.write";

/// Below or at this quantity a product counts as low.
pub(crate) const LOW_THRESHOLD: &str = "low_stock_threshold";

pub(crate) static MANIFEST: Manifest = Manifest {
    id: "inventory",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: STOCK_READ, roles: &["administrator", "order_desk", "warehouse"] },
        PermissionSpec { name: STOCK_WRITE, roles: &["administrator", "warehouse"] },
        PermissionSpec { name: WAREHOUSES_WRITE, roles: &["administrator"] },
    ],
    events: &[],
    hooks: &[],
    zones: &[Zone { zone: "catalogue", label_key: "inventory-stock", path: "/stock", permission: STOCK_READ }],
    settings: Some(settings),
};

fn settings() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            LOW_THRESHOLD: {
                "type": "string",
                "pattern": r"^[0-9]{1,9}(\.[0-9]{1,6})?$",
                "default": "10"
            }
        }
    })
}
