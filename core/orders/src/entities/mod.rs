//! Tables of the order engine. Rows never leave this crate; views do.
//! Carts, orders and their lines belong to a company, and a buyer finds those of theirs only.

pub(crate) mod cart_lines;
pub(crate) mod carts;
pub(crate) mod charges;
pub(crate) mod chosen_carts;
pub(crate) mod discounts;
pub(crate) mod history;
pub(crate) mod lines;
pub(crate) mod orders;
