//! Carts, orders, and what staff do with them.
//! The same shop everywhere: two products, one customer, one buyer.

mod carts;
