//! The inventory's tables, one file each; nothing here behaves.
//! They are the inventory's own: others meet them through its ports.

pub(crate) mod reservation;
pub(crate) mod stock_level;
pub(crate) mod warehouse;
