//! Static facts about messages.
//! Whoever reads the register sees what was written to people, so reading it is a permission of its own.

use kontor_module::{Manifest, PermissionSpec, Zone, words};
use serde_json::json;

/// Sees the send register and what was sent.
pub const REGISTER_READ: &str = "messages.register.read";
/// Has a message sent again that could not be sent.
pub const REGISTER_RETRY: &str = "messages.register.retry";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "messages",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: REGISTER_READ, roles: &["order_desk"] },
        PermissionSpec { name: REGISTER_RETRY, roles: &["order_desk"] },
    ],
    events: &[],
    hooks: &[],
    zones: &[Zone { zone: "settings", label_key: "messages-title", path: "/messages", permission: REGISTER_READ }],
    settings: Some(settings),
};

/// A tenant's settings; each may be left out or empty.
fn settings() -> serde_json::Value {
    let address = json!({ "type": "string", "maxLength": 254, "pattern": "^([^\\s@<>]+@[^\\s@<>]+)?$" });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "from_address": address,
            "from_name": { "type": "string", "maxLength": 100 },
            "reply_to": address,
        }
    })
}
