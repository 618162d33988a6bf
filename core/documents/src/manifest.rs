//! Static facts about documents.
//! Who may read a document is said by the owner of what it is about, so there is no permission of its own.

use kontor_module::{Manifest, words};
use serde_json::{Value, json};

/// Staff see all orders; the order engine's permission.
pub(crate) const READ_ORDERS: &str = "orders.orders.read";
/// Buyers see their companies' orders; the order engine's permission.
pub(crate) const READ_OWN_ORDERS: &str = "orders.own.read";

/// Whether the buyer is written to when an order is placed; yes where nothing is said.
pub(crate) const MAIL_WHEN_PLACED: &str = "mail_when_placed";
/// Whether the buyer is sent the confirmation when an order is confirmed; yes where nothing is said.
pub(crate) const MAIL_WHEN_CONFIRMED: &str = "mail_when_confirmed";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "documents",
    words: words!(),
    is_core: true,
    permissions: &[],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: Some(settings),
};

fn settings() -> Value {
    let switch = json!({ "type": "boolean", "default": true });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": { MAIL_WHEN_PLACED: switch, MAIL_WHEN_CONFIRMED: switch },
    })
}
