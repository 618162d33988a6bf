//! Static facts about identity.
//! The built-in roles take their permissions from every module's manifest, this one included.

use kontor_module::{Manifest, PermissionSpec, Zone};

/// Sees companies.
pub const COMPANIES_READ: &str = "identity.companies.read";
/// Makes and changes companies.
pub const COMPANIES_WRITE: &str = "identity.companies.write";
/// Makes, lists and revokes one's own API tokens.
pub const TOKENS_MANAGE: &str = "identity.tokens.manage";

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "identity",
    name: "Identity",
    description: "Tenants, companies, people, roles and sessions.",
    is_core: true,
    permissions: &[
        PermissionSpec { name: COMPANIES_READ, title: "See companies", roles: &["order_desk", "warehouse"] },
        PermissionSpec { name: COMPANIES_WRITE, title: "Make and change companies", roles: &["order_desk"] },
        PermissionSpec {
            name: TOKENS_MANAGE,
            title: "Manage one's own API tokens",
            roles: &["order_desk", "company_admin", "buyer"],
        },
    ],
    events: &[],
    hooks: &[],
    zones: &[Zone { zone: "people", label_key: "identity-companies", path: "/companies", permission: COMPANIES_READ }],
    settings: None,
};
