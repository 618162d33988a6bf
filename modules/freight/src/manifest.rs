//! Static facts about the freight module.
//! It is optional: a tenant switches it on.

use kontor_module::{Manifest, PermissionSpec, Zone, words};

/// Sees logistic minimums.
pub const MINIMUMS_READ: &str = "freight.minimums.read";
/// Makes and deletes logistic minimums.
pub const MINIMUMS_WRITE: &str = "freight.minimums.write";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "freight",
    words: words!(),
    is_core: false,
    permissions: &[
        PermissionSpec { name: MINIMUMS_READ, roles: &["order_desk", "warehouse"] },
        PermissionSpec { name: MINIMUMS_WRITE, roles: &["order_desk"] },
    ],
    events: &[],
    hooks: &["cart/validate", "orders/validate"],
    zones: &[Zone {
        zone: "sell",
        label_key: "freight-minimums",
        path: "/freight/minimums",
        permission: MINIMUMS_READ,
    }],
    settings: None,
};
