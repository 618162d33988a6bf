//! The four kinds of file and the columns each of them takes.
//! This table is the one place where a column's name, duty and meaning are written down; documentation and messages are made from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportKind")]
pub enum Kind {
    /// Products, with their stock on hand where a shop has one warehouse.
    Products,
    /// Prices of products in price lists, quantity tiers included.
    Prices,
    /// Companies that buy.
    Customers,
    /// Stock on hand by warehouse.
    Stock,
}

/// One column of a kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name in the header; read without regard to case and surrounding blanks.
    pub name: &'static str,
    /// Whether the header must have it and every row must fill it.
    pub mandatory: bool,
    /// Meaning, unit and range.
    pub meaning: &'static str,
}

const fn must(name: &'static str, meaning: &'static str) -> Column {
    Column { name, mandatory: true, meaning }
}

const fn may(name: &'static str, meaning: &'static str) -> Column {
    Column { name, mandatory: false, meaning }
}

const PRODUCTS: &[Column] = &[
    must("sku", "article number, 1–64 characters, unique in the file without regard to case"),
    must("name", "name in the shop's first language, 1–300 characters"),
    may("name_pl", "name in Polish, up to 300 characters"),
    may("name_it", "name in Italian, up to 300 characters"),
    may("name_en", "name in English, up to 300 characters"),
    may("description", "plain text, up to 20,000 characters"),
    may("kind", "goods or service"),
    may("unit", "sales unit as printed, such as szt., kg or pz, up to 40 characters"),
    may("quantity_scale", "decimal places of a quantity, a whole number from 0 to 6"),
    may("weight_g", "weight of one sales unit in grams, a whole number from 0 to 1,000,000,000"),
    may("tax_class", "code of a tax class, up to 64 characters"),
    may("category", "code or name of a category, up to 300 characters; made where it does not exist"),
    may("external_id", "the product's id in another system, up to 300 characters, unique in the file"),
    may(
        "gtin",
        "GTINs (EAN, UPC) on the product's own unit, 8, 12, 13 or 14 digits with a right check digit, with | between",
    ),
    may(
        "manufacturer",
        "the maker of each manufacturer_code, or one for all, with | between; up to 300 characters each",
    ),
    may("manufacturer_code", "numbers of makers, 1–64 characters each, with | between"),
    may("supplier", "the supplier of each supplier_code, or one for all, with | between; up to 300 characters each"),
    may("supplier_code", "numbers of suppliers, 1–64 characters each, with | between; supplier says whose"),
    may(
        "packagings",
        "packaging units and how many sales units each holds, such as box=12; gtin=5901234123457; weight_g=2400; \
         size_mm=300x200x150; usual | pallet=480; not_orderable",
    ),
    may("attributes", "a JSON object of attributes and their values, which are added to those the product has"),
    may("on_hand", "stock in sales units, 0 to 1,000,000,000 with up to 6 decimals"),
];

const PRICES: &[Column] = &[
    must("price_list", "code of a price list, up to 64 characters"),
    must("sku", "article number, 1–64 characters"),
    may(
        "min_quantity",
        "smallest quantity the price holds for, above 0 to 1,000,000,000 with up to 6 decimals; 1 where empty",
    ),
    must("unit_price", "price of `per` sales units, above 0 to 1,000,000,000 with up to 6 decimals"),
    may("per", "how many sales units the price is for, a whole number from 1 to 1,000,000; 1 where empty"),
    may(
        "unit",
        "code of one of the product's packaging units, which quantity and price are in; its own unit where empty",
    ),
    may("valid_from", "first day on which the price holds, such as 2026-12-31; from the beginning where empty"),
    may("valid_to", "last day on which the price holds; without end where empty"),
    may("currency", "three capital letters of ISO 4217; must then be the price list's currency"),
];

const CUSTOMERS: &[Column] = &[
    must("code", "customer number, 1–64 characters, unique in the file without regard to case"),
    must("name", "name of the company, 1–200 characters"),
    may("vat_id", "VAT id, up to 32 characters"),
    may("country", "two capital letters of ISO 3166-1"),
    may("email", "address for documents, up to 254 characters"),
    may("street", "street and number, up to 200 characters"),
    may("postal_code", "postal code, up to 16 characters"),
    may("city", "town, up to 100 characters"),
    may("price_list", "codes of the customer's own price lists in the order in which they are asked, with | between"),
    may("external_id", "the customer's id in another system, up to 128 characters, unique in the file"),
    may("kind", "company, division, site or consumer; a new customer is a company where empty"),
    may("parent", "code of the company above, which must exist already"),
    may("account_manager", "e-mail address of the member of the staff who looks after the customer"),
    may("groups", "codes of all customer groups the customer is in by itself, with | between them"),
];

const STOCK: &[Column] = &[
    must("sku", "article number, 1–64 characters"),
    may("warehouse", "code of a warehouse, up to 64 characters; the main one where empty"),
    must("on_hand", "stock in sales units, 0 to 1,000,000,000 with up to 6 decimals"),
];

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Products, Self::Prices, Self::Customers, Self::Stock];

    /// The name in parameters and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Prices => "prices",
            Self::Customers => "customers",
            Self::Stock => "stock",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// A column by its name.
    #[must_use]
    pub fn column(self, name: &str) -> Option<&'static Column> {
        self.columns().iter().find(|column| column.name == name)
    }

    /// The columns such a file may have, in the order templates offer them.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Products => PRODUCTS,
            Self::Prices => PRICES,
            Self::Customers => CUSTOMERS,
            Self::Stock => STOCK,
        }
    }
}
