//! Static facts about the attributes engine: its permissions and the pages it brings to the admin.
//! Whoever fills in a form of staff reads the schema; only administrators change it.

use kontor_module::{Manifest, PermissionSpec, Zone, words};

/// Sees dictionaries and the attributes that are defined.
pub(crate) const SCHEMAS_READ: &str = "attributes.schemas.read";
/// Changes them.
pub(crate) const SCHEMAS_WRITE: &str = "attributes.schemas.write";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "attributes",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: SCHEMAS_READ, roles: &["order_desk", "warehouse"] },
        PermissionSpec { name: SCHEMAS_WRITE, roles: &[] },
    ],
    events: &[],
    hooks: &[],
    zones: &[
        Zone { zone: "settings", label_key: "attributes-attributes", path: "/attributes", permission: SCHEMAS_WRITE },
        Zone {
            zone: "settings",
            label_key: "attributes-dictionaries",
            path: "/dictionaries",
            permission: SCHEMAS_WRITE,
        },
    ],
    settings: None,
};
