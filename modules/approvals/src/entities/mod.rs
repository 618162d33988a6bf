//! The module's tables.
//! Rows never leave this crate.

pub(crate) mod budgets;
pub(crate) mod cost_centres;
pub(crate) mod decisions;
pub(crate) mod delegations;
pub(crate) mod orders;
pub(crate) mod requests;
pub(crate) mod rules;
pub(crate) mod spenders;
pub(crate) mod spending;
pub(crate) mod takings;
