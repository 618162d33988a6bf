//! Static facts about files.
//! Who may see a file that belongs to something is decided by that thing's owner; these permissions are for staff.

use kontor_module::{Manifest, PermissionSpec, words};

/// Sees files that were uploaded.
pub const FILES_READ: &str = "files.files.read";
/// Uploads files.
pub const FILES_WRITE: &str = "files.files.write";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "files",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: FILES_READ, roles: &["administrator", "order_desk", "warehouse"] },
        PermissionSpec { name: FILES_WRITE, roles: &["administrator"] },
    ],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: None,
};
