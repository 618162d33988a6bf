//! What the catalogue decides without asking anybody: prices, taxes, search and the places in its lists.
//! Pure functions over values; nothing here reads a row or a clock.

pub(crate) mod cursor;
pub(crate) mod margin;
pub(crate) mod price;
pub(crate) mod search;
pub(crate) mod tax;
