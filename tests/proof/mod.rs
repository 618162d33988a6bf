//! The promises of the first tier, each proved on both databases. Every race stands beside its naive twin:
//! the same work done the careless way, which must fail the same check, or the check proves nothing.

mod administrators;
mod audit;
mod caches;
mod canary;
mod clerks;
mod disconnects;
mod freshness;
mod guessing;
mod idempotency;
mod imports;
mod incidents;
mod isolation;
mod once;
mod outbound;
mod prices;
mod privacy;
mod processes;
mod promotions;
mod proving;
mod reservations;
mod sessions;
mod stock;
mod tenants;
mod tokens;
mod trees;
mod uploads;
