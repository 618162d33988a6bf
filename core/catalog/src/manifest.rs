//! Static facts about the catalogue: its permissions and the pages it brings to the admin.
//! Browsing needs no permission; what a caller is shown of prices follows from the company they act for.

use kontor_contract::catalog::EXPLAIN_OWN_PRICES;
use kontor_module::{Manifest, PermissionSpec, Zone, words};
use serde_json::{Value, json};

pub(crate) const PRODUCTS_READ: &str = "catalog.products.read";
pub(crate) const PRODUCTS_WRITE: &str = "catalog.products.write";
pub(crate) const PRODUCTS_APPROVE: &str = "catalog.products.approve";
pub(crate) const PRICES_READ: &str = "catalog.prices.read";
pub(crate) const PRICES_WRITE: &str = "catalog.prices.write";
pub(crate) const COSTS_READ: &str = "catalog.costs.read";
pub(crate) const COSTS_WRITE: &str = "catalog.costs.write";
pub(crate) const BELOW_MARGIN: &str = "catalog.prices.below_margin";
pub(crate) const ASSORTMENTS_WRITE: &str = "catalog.assortments.write";
pub(crate) const TAXES_WRITE: &str = "catalog.taxes.write";
pub(crate) const EXEMPTIONS_READ: &str = "catalog.exemptions.read";
pub(crate) const EXEMPTIONS_WRITE: &str = "catalog.exemptions.write";

/// Lists show every variant rather than their style once.
pub(crate) const VARIANTS_IN_LISTS: &str = "variants_in_lists";

pub(crate) const SEARCH_WRITE: &str = "catalog.search.write";

/// Static facts about the catalogue.
pub static MANIFEST: Manifest = Manifest {
    id: "catalog",
    words: words!(),
    is_core: true,
    permissions: &[
        PermissionSpec { name: PRODUCTS_READ, roles: &["administrator", "order_desk", "warehouse"] },
        PermissionSpec { name: PRODUCTS_WRITE, roles: &["administrator"] },
        PermissionSpec { name: PRODUCTS_APPROVE, roles: &["administrator"] },
        PermissionSpec { name: PRICES_READ, roles: &["administrator", "order_desk"] },
        PermissionSpec { name: PRICES_WRITE, roles: &["administrator"] },
        PermissionSpec { name: ASSORTMENTS_WRITE, roles: &["administrator"] },
        PermissionSpec { name: BELOW_MARGIN, roles: &["administrator"] },
        PermissionSpec { name: COSTS_READ, roles: &["administrator"] },
        PermissionSpec { name: COSTS_WRITE, roles: &["administrator"] },
        PermissionSpec { name: TAXES_WRITE, roles: &["administrator"] },
        PermissionSpec { name: SEARCH_WRITE, roles: &["administrator"] },
        PermissionSpec { name: EXEMPTIONS_READ, roles: &["administrator", "order_desk"] },
        PermissionSpec { name: EXEMPTIONS_WRITE, roles: &["administrator"] },
        PermissionSpec { name: EXPLAIN_OWN_PRICES, roles: &["company_admin"] },
    ],
    events: &[],
    hooks: &["taxes/compute"],
    zones: &[
        Zone { zone: "catalogue", label_key: "catalog-products", path: "/products", permission: PRODUCTS_READ },
        Zone { zone: "catalogue", label_key: "catalog-categories", path: "/categories", permission: PRODUCTS_WRITE },
        Zone { zone: "catalogue", label_key: "catalog-assortments", path: "/assortments", permission: PRODUCTS_READ },
        Zone { zone: "catalogue", label_key: "catalog-units", path: "/units", permission: PRODUCTS_WRITE },
        Zone { zone: "catalogue", label_key: "catalog-price-lists", path: "/price-lists", permission: PRICES_READ },
        Zone { zone: "catalogue", label_key: "catalog-why-price", path: "/prices/why", permission: PRICES_READ },
        Zone { zone: "catalogue", label_key: "catalog-synonyms", path: "/synonyms", permission: SEARCH_WRITE },
        Zone { zone: "catalogue", label_key: "catalog-taxes", path: "/taxes", permission: TAXES_WRITE },
    ],
    settings: Some(settings),
};

fn settings() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            VARIANTS_IN_LISTS: { "type": "boolean", "default": false }
        }
    })
}
