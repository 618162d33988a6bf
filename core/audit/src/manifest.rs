//! Static facts about the audit trail.
//! Reading it shows what everybody did, so administrators hold it and no other built-in role.

use kontor_module::{Manifest, PermissionSpec, Zone, words};

/// Reads and exports the trail.
pub const TRAIL_READ: &str = "audit.trail.read";
/// Checks that nothing of the trail was changed.
pub const TRAIL_CHECK: &str = "audit.trail.check";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "audit",
    words: words!(),
    is_core: true,
    permissions: &[PermissionSpec { name: TRAIL_READ, roles: &[] }, PermissionSpec { name: TRAIL_CHECK, roles: &[] }],
    events: &["audit.trail_sealed"],
    hooks: &[],
    zones: &[Zone { zone: "settings", label_key: "audit-trail", path: "/audit", permission: TRAIL_READ }],
    settings: None,
};
