//! Stock: warehouses, the ledger, what is held, what can be promised, and how much of it is told.
//! Everything goes through public routes.

mod holds;
mod ledger;
mod promise;
mod shown;
mod waiting;
mod warehouses;
