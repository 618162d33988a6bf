//! Static facts about the order engine.
//! Staff permissions and buyers' permissions are apart: no role holds both.

use kontor_module::{Manifest, PermissionSpec, Zone, words};
use serde_json::{Value, json};

/// Staff see all orders.
pub const ORDERS_READ: &str = "orders.orders.read";
/// Staff enter orders for customers.
pub const ORDERS_ENTER: &str = "orders.orders.enter";
/// Staff accept orders.
pub const ORDERS_CONFIRM: &str = "orders.orders.confirm";
/// Staff stop orders until something is settled, and let them go on.
pub const ORDERS_HOLD: &str = "orders.orders.hold";
/// Staff cancel orders.
pub const ORDERS_CANCEL: &str = "orders.orders.cancel";
/// The order desk sets a price by hand.
pub const PRICES_OVERRIDE: &str = "orders.prices.override";
/// Buyers see their companies' orders.
pub const OWN_READ: &str = "orders.own.read";
/// Buyers fill carts and place orders.
pub const OWN_PLACE: &str = "orders.own.place";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "orders",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: ORDERS_READ, roles: &["order_desk", "warehouse"] },
        PermissionSpec { name: ORDERS_ENTER, roles: &["order_desk"] },
        PermissionSpec { name: ORDERS_CONFIRM, roles: &["order_desk"] },
        PermissionSpec { name: ORDERS_HOLD, roles: &["order_desk"] },
        PermissionSpec { name: ORDERS_CANCEL, roles: &["order_desk"] },
        PermissionSpec { name: PRICES_OVERRIDE, roles: &["order_desk"] },
        PermissionSpec { name: OWN_READ, roles: &["company_admin", "buyer", "viewer"] },
        PermissionSpec { name: OWN_PLACE, roles: &["company_admin", "buyer"] },
    ],
    events: &["orders.order_placed", "orders.order_confirmed", "orders.order_cancelled"],
    hooks: &[],
    zones: &[Zone { zone: "sell", label_key: "orders-orders", path: "/orders", permission: ORDERS_READ }],
    settings: Some(settings),
};

/// The ways to pay, and when goods are delivered.
fn settings() -> Value {
    let code = json!({ "type": "string", "pattern": "^[a-z0-9_]{1,60}$" });
    let name = json!({ "type": "string", "minLength": 1, "maxLength": 100 });
    let names = json!({
        "type": "object", "minProperties": 1, "additionalProperties": false,
        "properties": { "en": name, "pl": name, "it": name }
    });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "payment_methods": {
                "type": "array", "maxItems": 20, "default": [],
                "items": {
                    "type": "object", "additionalProperties": false, "required": ["code", "names"],
                    "properties": {
                        "code": code,
                        "names": names,
                        "days": { "type": ["integer", "null"], "minimum": 0, "maximum": 365 }
                    }
                }
            },
            "calendar": {
                "type": "object", "additionalProperties": false, "default": {},
                "properties": {
                    "weekdays": {
                        "type": "array", "uniqueItems": true,
                        "items": { "type": "integer", "minimum": 1, "maximum": 7 }
                    },
                    "holidays": {
                        "type": "array", "maxItems": 1000,
                        "items": { "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" }
                    },
                    "lead_days": { "type": "integer", "minimum": 0, "maximum": 90 },
                    "order_until": { "type": ["string", "null"], "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" }
                }
            }
        }
    })
}
