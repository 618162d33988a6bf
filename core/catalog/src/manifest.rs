//! Static facts about the catalogue: its permissions and the pages it brings to the admin.
//! Browsing needs no permission; what a caller is shown of prices follows from the company they act for.

use kontor_module::{Manifest, PermissionSpec, Zone};

pub(crate) const PRODUCTS_READ: &str = "catalog.products.read";
pub(crate) const PRODUCTS_WRITE: &str = "catalog.products.write";
pub(crate) const PRICES_READ: &str = "catalog.prices.read";
pub(crate) const PRICES_WRITE: &str = "catalog.prices.write";
pub(crate) const TAXES_WRITE: &str = "catalog.taxes.write";

pub(crate) static MANIFEST: Manifest = Manifest {
    id: "catalog",
    name: "Catalogue",
    description: "Products, categories, price lists and taxes.",
    is_core: true,
    permissions: &[
        PermissionSpec {
            name: PRODUCTS_READ,
            title: "See products with everything that buyers do not see",
            roles: &["administrator", "order_desk", "warehouse"],
        },
        PermissionSpec {
            name: PRODUCTS_WRITE,
            title: "Make and change products and categories",
            roles: &["administrator"],
        },
        PermissionSpec { name: PRICES_READ, title: "See all price lists", roles: &["administrator", "order_desk"] },
        PermissionSpec { name: PRICES_WRITE, title: "Make price lists and change prices", roles: &["administrator"] },
        PermissionSpec { name: TAXES_WRITE, title: "Change tax rates", roles: &["administrator"] },
    ],
    events: &[],
    hooks: &[],
    zones: &[
        Zone { zone: "catalogue", label_key: "catalog-products", path: "/products", permission: PRODUCTS_READ },
        Zone { zone: "catalogue", label_key: "catalog-categories", path: "/categories", permission: PRODUCTS_WRITE },
        Zone { zone: "catalogue", label_key: "catalog-price-lists", path: "/price-lists", permission: PRICES_READ },
    ],
    settings: None,
};
