//! The catalogue's tables, one file each; nothing here behaves.
//! They are the catalogue's own: others meet them through its ports and published views.

pub(crate) mod assignment;
pub(crate) mod category;
pub(crate) mod category_text;
pub(crate) mod epoch;
pub(crate) mod price;
pub(crate) mod price_list;
pub(crate) mod product;
pub(crate) mod product_text;
pub(crate) mod synonym;
pub(crate) mod tax_rate;
