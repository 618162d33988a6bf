//! What an order needs by rules and budgets, who may decide it, and how far it has come: pure, no IO.
//! Everything here is told what it decides by, so that the same answer comes out for a cart, an order and a job.

pub(crate) mod budget;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod progress;
pub(crate) mod rule;
pub(crate) mod state;
pub(crate) mod workday;
