//! Static facts about the order engine.
//! Staff permissions and buyers' permissions are apart: no role holds both.

use kontor_module::{Manifest, PermissionSpec, Zone, words};

/// Staff see all orders.
pub const ORDERS_READ: &str = "orders.orders.read";
/// Staff enter orders for customers.
pub const ORDERS_ENTER: &str = "orders.orders.enter";
/// Staff accept orders.
pub const ORDERS_CONFIRM: &str = "orders.orders.confirm";
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
        PermissionSpec { name: ORDERS_CANCEL, roles: &["order_desk"] },
        PermissionSpec { name: PRICES_OVERRIDE, roles: &["order_desk"] },
        PermissionSpec { name: OWN_READ, roles: &["company_admin", "buyer", "viewer"] },
        PermissionSpec { name: OWN_PLACE, roles: &["company_admin", "buyer"] },
    ],
    events: &["orders.order_placed", "orders.order_confirmed", "orders.order_cancelled"],
    hooks: &[],
    zones: &[Zone { zone: "sell", label_key: "orders-orders", path: "/orders", permission: ORDERS_READ }],
    settings: None,
};
