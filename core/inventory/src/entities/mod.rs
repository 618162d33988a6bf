//! The inventory's tables, one file each; nothing here behaves.
//! They are the inventory's own: others meet them through its ports.

pub(crate) mod channel_warehouse;
pub(crate) mod epoch;
pub(crate) mod expected;
pub(crate) mod held;
pub(crate) mod hold;
pub(crate) mod movement;
pub(crate) mod product_rule;
pub(crate) mod reservation;
pub(crate) mod stock_level;
pub(crate) mod warehouse;
