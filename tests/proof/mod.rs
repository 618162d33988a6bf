//! The promises of the first tier, each proved on both databases. Every race stands beside its naive twin:
//! the same work done the careless way, which must fail the same check, or the check proves nothing.

mod clerks;
mod disconnects;
mod idempotency;
mod isolation;
mod prices;
mod processes;
mod stock;
