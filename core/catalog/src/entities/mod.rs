//! The catalogue's tables, one file each; nothing here behaves.
//! They are the catalogue's own: others meet them through its ports and published views.

pub(crate) mod assignment;
pub(crate) mod assortment;
pub(crate) mod assortment_entry;
pub(crate) mod assortment_viewer;
pub(crate) mod axis;
pub(crate) mod category;
pub(crate) mod category_attribute;
pub(crate) mod category_text;
pub(crate) mod channel_state;
pub(crate) mod customer_code;
pub(crate) mod epoch;
pub(crate) mod kit_part;
pub(crate) mod medium;
pub(crate) mod packaging;
pub(crate) mod past_assignment;
pub(crate) mod past_price;
pub(crate) mod past_price_list;
pub(crate) mod policy;
pub(crate) mod price;
pub(crate) mod price_list;
pub(crate) mod product;
pub(crate) mod product_category;
pub(crate) mod product_code;
pub(crate) mod product_text;
pub(crate) mod quantity_rule;
pub(crate) mod relation;
pub(crate) mod rules;
pub(crate) mod synonym;
pub(crate) mod tax_class;
pub(crate) mod tax_exemption;
pub(crate) mod tax_rate;
pub(crate) mod tax_rules;
pub(crate) mod unit;
pub(crate) mod unit_text;
pub(crate) mod variant;
