//! Static facts about the engine.
//! It brings no permission: no persona of a tenant is the operator.

use kontor_module::Manifest;

/// What the engine is and asks for.
pub static MANIFEST: Manifest = Manifest {
    id: "operator",
    name: "Operator",
    description: "Makes, suspends, exports and erases tenants, and holds them to their limits.",
    is_core: true,
    permissions: &[],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: None,
};
