//! Static facts about the promotions module.
//! It is optional: a tenant switches it on.

use kontor_module::{Manifest, PermissionSpec, words};

/// Sees promotions and tries them out.
pub const PROMOTIONS_READ: &str = "promotions.promotions.read";
/// Makes and changes promotions.
pub const PROMOTIONS_WRITE: &str = "promotions.promotions.write";
/// Sees codes and their uses.
pub const CODES_READ: &str = "promotions.codes.read";
/// Makes, generates, assigns and blocks codes.
pub const CODES_WRITE: &str = "promotions.codes.write";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "promotions",
    words: words!(),
    is_core: false,
    permissions: &[
        PermissionSpec { name: PROMOTIONS_READ, roles: &["order_desk"] },
        PermissionSpec { name: PROMOTIONS_WRITE, roles: &[] },
        PermissionSpec { name: CODES_READ, roles: &["order_desk"] },
        PermissionSpec { name: CODES_WRITE, roles: &[] },
    ],
    events: &[],
    hooks: &["discounts/propose"],
    zones: &[],
    settings: None,
};
