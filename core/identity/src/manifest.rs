//! Static facts about identity.
//! The built-in roles take their permissions from every module's manifest, this one included.

use kontor_module::{Manifest, PermissionSpec, Zone, words};

/// Sees companies.
pub const COMPANIES_READ: &str = "identity.companies.read";
/// Makes and changes companies.
pub const COMPANIES_WRITE: &str = "identity.companies.write";
/// Forms groups of customers and puts companies in them.
pub const CUSTOMER_GROUPS_WRITE: &str = "identity.customer_groups.write";
/// Confirms that VAT ids of companies are valid, so that they buy without tax across borders.
pub const VAT_IDS_CONFIRM: &str = "identity.vat_ids.confirm";
/// Acts for a customer.
pub const ACT_FOR: &str = "identity.companies.act_for";
/// Sees people and their memberships.
pub const PEOPLE_READ: &str = "identity.people.read";
/// Invites people, changes their memberships and ends them.
pub const PEOPLE_MANAGE: &str = "identity.people.manage";
/// Composes roles of permissions.
pub const ROLES_MANAGE: &str = "identity.roles.manage";
/// Decides on registrations.
pub const REGISTRATIONS_DECIDE: &str = "identity.registrations.decide";
/// Designs the registration form.
pub const REGISTRATIONS_DESIGN: &str = "identity.registrations.design";
/// Sees territories.
pub const TERRITORIES_READ: &str = "identity.territories.read";
/// Draws territories and places companies and people in them.
pub const TERRITORIES_MANAGE: &str = "identity.territories.manage";
/// Changes legal entities and channels.
pub const CHANNELS_MANAGE: &str = "identity.channels.manage";
/// Sets up outside providers to sign in through.
pub const PROVIDERS_MANAGE: &str = "identity.providers.manage";
/// Hands out and erases personal data.
pub const PRIVACY_MANAGE: &str = "identity.privacy.manage";
/// Makes, lists and revokes one's own API tokens.
pub const TOKENS_MANAGE: &str = "identity.tokens.manage";
/// Sees the company one buys for.
pub const OWN_COMPANY_READ: &str = "identity.own_company.read";
/// Changes the company one buys for, and its sites.
pub const OWN_COMPANY_MANAGE: &str = "identity.own_company.manage";
/// Invites people of one's own company, changes and ends their memberships.
pub const OWN_PEOPLE_MANAGE: &str = "identity.own_people.manage";
/// Composes roles of one's own company.
pub const OWN_ROLES_MANAGE: &str = "identity.own_roles.manage";

const fn permission(name: &'static str, roles: &'static [&'static str]) -> PermissionSpec {
    PermissionSpec { name, roles }
}

/// The facts.
pub static MANIFEST: Manifest = Manifest {
    id: "identity",
    words: words!(),
    is_core: true,
    permissions: &[
        permission(COMPANIES_READ, &["order_desk", "warehouse"]),
        permission(COMPANIES_WRITE, &["order_desk"]),
        permission(CUSTOMER_GROUPS_WRITE, &["order_desk"]),
        permission(VAT_IDS_CONFIRM, &[]),
        permission(ACT_FOR, &["order_desk"]),
        permission(PEOPLE_READ, &["order_desk"]),
        permission(PEOPLE_MANAGE, &[]),
        permission(ROLES_MANAGE, &[]),
        permission(REGISTRATIONS_DECIDE, &["order_desk"]),
        permission(REGISTRATIONS_DESIGN, &[]),
        permission(TERRITORIES_READ, &["order_desk"]),
        permission(TERRITORIES_MANAGE, &[]),
        permission(CHANNELS_MANAGE, &[]),
        permission(PROVIDERS_MANAGE, &[]),
        permission(PRIVACY_MANAGE, &[]),
        permission(TOKENS_MANAGE, &["order_desk", "company_admin", "buyer"]),
        permission(OWN_COMPANY_READ, &["company_admin", "buyer", "viewer"]),
        permission(OWN_COMPANY_MANAGE, &["company_admin"]),
        permission(OWN_PEOPLE_MANAGE, &["company_admin"]),
        permission(OWN_ROLES_MANAGE, &["company_admin"]),
    ],
    events: &[],
    hooks: &["cart/validate", "orders/validate"],
    zones: &[
        Zone { zone: "people", label_key: "identity-companies", path: "/companies", permission: COMPANIES_READ },
        Zone {
            zone: "people",
            label_key: "identity-customer-groups",
            path: "/customer-groups",
            permission: COMPANIES_READ,
        },
        Zone { zone: "people", label_key: "identity-people", path: "/people", permission: PEOPLE_READ },
        Zone {
            zone: "people",
            label_key: "identity-registrations",
            path: "/registrations",
            permission: REGISTRATIONS_DECIDE,
        },
        Zone { zone: "people", label_key: "identity-roles", path: "/roles", permission: ROLES_MANAGE },
        Zone { zone: "people", label_key: "identity-territories", path: "/territories", permission: TERRITORIES_READ },
        Zone { zone: "settings", label_key: "identity-tokens", path: "/api-tokens", permission: TOKENS_MANAGE },
        Zone { zone: "settings", label_key: "identity-channels", path: "/channels", permission: CHANNELS_MANAGE },
        Zone {
            zone: "settings",
            label_key: "identity-providers",
            path: "/sign-in-providers",
            permission: PROVIDERS_MANAGE,
        },
    ],
    settings: Some(settings),
};

/// What a tenant sets about identity.
fn settings() -> serde_json::Value {
    serde_json::json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "second_factor_for_staff": {
                "type": "string",
                "enum": ["off", "required"],
                "default": "off"
            }
        }
    })
}
