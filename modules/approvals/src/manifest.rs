//! Static facts about approvals.
//! The module is optional: a tenant switches it on, and each company sets its own rules.

use kontor_module::{Manifest, PermissionSpec, words};
use serde_json::{Value, json};

/// Sees the rules, budgets and cost centres of customers, and which orders wait.
pub const RULES_READ: &str = "approvals.rules.read";
/// Sets the rules, budgets and cost centres of customers.
pub const RULES_WRITE: &str = "approvals.rules.write";
/// Sees the rules, budgets and cost centres of one's own company.
pub const OWN_RULES_READ: &str = "approvals.own_rules.read";
/// Sets the rules, budgets and cost centres of one's own company.
pub const OWN_RULES_MANAGE: &str = "approvals.own_rules.manage";
/// Sees the orders that wait for oneself, or that one has asked for, and decides where one is asked.
pub const DESK_USE: &str = "approvals.desk.use";

const fn permission(name: &'static str, roles: &'static [&'static str]) -> PermissionSpec {
    PermissionSpec { name, roles }
}

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "approvals",
    words: words!(),
    is_core: false,
    permissions: &[
        permission(RULES_READ, &["order_desk"]),
        permission(RULES_WRITE, &["order_desk"]),
        permission(OWN_RULES_READ, &["company_admin", "buyer", "viewer"]),
        permission(OWN_RULES_MANAGE, &["company_admin"]),
        permission(DESK_USE, &["company_admin", "buyer"]),
    ],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: Some(settings),
};

/// What a tenant sets about approvals.
fn settings() -> Value {
    let hour = |usual: u32| json!({ "type": "integer", "minimum": 0, "maximum": 24, "default": usual });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "split_window_hours": { "type": "integer", "minimum": 0, "maximum": 720, "default": 24 },
            "remind_after_hours": { "type": "integer", "minimum": 0, "maximum": 200, "default": 8 },
            "workday_from": hour(8),
            "workday_to": hour(16)
        }
    })
}
