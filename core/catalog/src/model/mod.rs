//! What the catalogue decides without asking anybody: prices, taxes, search and the places in its lists.
//! Pure functions over values; nothing here reads a row or a clock.

pub(crate) mod codes;
pub(crate) mod completeness;
pub(crate) mod cursor;
pub(crate) mod gtin;
pub(crate) mod kits;
pub(crate) mod margin;
pub(crate) mod media;
pub(crate) mod packaging;
pub(crate) mod price;
pub(crate) mod publication;
pub(crate) mod search;
pub(crate) mod tax;
pub(crate) mod tree;
pub(crate) mod units;
pub(crate) mod variants;
