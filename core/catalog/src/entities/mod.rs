//! The catalogue's tables, one file each; nothing here behaves.
//! They are the catalogue's own: others meet them through its ports and published views.

pub(crate) mod assignment;
pub(crate) mod axis;
pub(crate) mod category;
pub(crate) mod category_attribute;
pub(crate) mod category_text;
pub(crate) mod channel_state;
pub(crate) mod customer_code;
pub(crate) mod epoch;
pub(crate) mod kit_part;
pub(crate) mod packaging;
pub(crate) mod price;
pub(crate) mod price_list;
pub(crate) mod product;
pub(crate) mod product_category;
pub(crate) mod product_code;
pub(crate) mod product_text;
pub(crate) mod relation;
pub(crate) mod rules;
pub(crate) mod tax_rate;
pub(crate) mod unit;
pub(crate) mod unit_text;
pub(crate) mod variant;
