//! Static facts about the audit trail.
//! Reading it shows what everybody did, so administrators hold it and no other built-in role.

use kontor_module::{Manifest, PermissionSpec, Zone};

/// Reads and exports the trail.
pub const TRAIL_READ: &str = "audit.trail.read";
/// Checks that nothing of the trail was changed.
pub const TRAIL_CHECK: &str = "audit.trail.check";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "audit",
    name: "Audit trail",
    description: "Who did what for whom, before and after, and the proof that nobody changed it since.",
    is_core: true,
    permissions: &[
        PermissionSpec { name: TRAIL_READ, title: "Read and export the audit trail", roles: &[] },
        PermissionSpec { name: TRAIL_CHECK, title: "Check that the audit trail is unchanged", roles: &[] },
    ],
    events: &["audit.trail_sealed"],
    hooks: &[],
    zones: &[Zone { zone: "settings", label_key: "audit-trail", path: "/audit", permission: TRAIL_READ }],
    settings: None,
};
