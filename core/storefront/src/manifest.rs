//! Static facts about the storefront.
//! It asks for no permission of its own: what its pages show and do is governed by the owners of the data.

use kontor_module::{Manifest, words};

/// Buyers fill carts and place orders; the order engine's permission.
pub(crate) const PLACE: &str = "orders.own.place";
/// Buyers see their companies' orders; the order engine's permission.
pub(crate) const READ_ORDERS: &str = "orders.own.read";

pub(crate) static MANIFEST: Manifest = Manifest {
    id: "storefront",
    words: words!(),
    is_core: true,
    permissions: &[],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: None,
};
