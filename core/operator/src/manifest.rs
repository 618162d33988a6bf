//! Static facts about the engine.
//! It brings no permission: no persona of a tenant is the operator.

use kontor_module::{Manifest, words};

/// What the engine is and asks for.
pub static MANIFEST: Manifest = Manifest {
    id: "operator",
    words: words!(),
    is_core: true,
    permissions: &[],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: None,
};
