//! The pure rules of freight: places, packing, tables, special rules, and what is missing to a minimum.
//! Given what a tenant has said and a shipment they say what it costs and why, and nothing else.

pub(crate) mod filling;
pub(crate) mod minimum;
pub(crate) mod packing;
pub(crate) mod place;
pub(crate) mod quote;
pub(crate) mod rule;
pub(crate) mod step;
pub(crate) mod surcharge;
pub(crate) mod table;
pub(crate) mod way;
pub(crate) mod weight;
