//! Static facts about imports.
//! Who may start an import may write everything a file can bring, whatever single permissions say.

use kontor_module::{Manifest, PermissionSpec, Zone, words};

/// Sees imports and their reports.
pub const RUNS_READ: &str = "import.runs.read";
/// Uploads files, and cancels runs.
pub const RUNS_START: &str = "import.runs.start";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "import",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: RUNS_READ, roles: &["administrator", "order_desk"] },
        PermissionSpec { name: RUNS_START, roles: &["administrator", "order_desk"] },
    ],
    events: &["import.run_finished"],
    hooks: &[],
    zones: &[Zone { zone: "catalogue", label_key: "import-title", path: "/imports", permission: RUNS_READ }],
    settings: None,
};
