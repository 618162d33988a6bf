//! Static facts about the freight module.
//! It is optional: a tenant switches it on.

use kontor_module::{Manifest, PermissionSpec, Zone};

/// Sees logistic minimums.
pub const MINIMUMS_READ: &str = "freight.minimums.read";
/// Makes and deletes logistic minimums.
pub const MINIMUMS_WRITE: &str = "freight.minimums.write";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "freight",
    name: "Freight rules",
    description: "Logistic minimums per customer and product, checked in the cart and when an order is placed.",
    is_core: false,
    permissions: &[
        PermissionSpec { name: MINIMUMS_READ, title: "See logistic minimums", roles: &["order_desk", "warehouse"] },
        PermissionSpec { name: MINIMUMS_WRITE, title: "Make and delete logistic minimums", roles: &["order_desk"] },
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
