//! Pure rules of orders: the machine of states and the arithmetic of totals.
//! Nothing here does IO, and nothing here can fail but by overflow.

pub(crate) mod calendar;
pub(crate) mod discounts;
pub(crate) mod machine;
pub(crate) mod payment;
pub(crate) mod shipping;
pub(crate) mod taxes;
pub(crate) mod totals;
pub(crate) mod waiting;
