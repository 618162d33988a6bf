//! The end of a tenant's stay, and the copy it may take along: every row that is the tenant's, whoever owns the table.
//! The tables are read from the database's own catalogue, so that a table which somebody adds is never forgotten.
//!
//! A table belongs to tenants when it has a column `tenant_id`. What holds a secret, or what a secret is checked by,
//! says so in its column's name and never leaves in an export: see [`TenantTable::withheld`].

mod erasure;
mod export;
mod tables;

pub use erasure::{Erasure, Worked};
pub use export::{ExportedRow, Exporting};
pub use tables::TenantTable;
