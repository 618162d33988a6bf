//! Generated from the routes themselves, so that a new route is covered or fails.
//! Isolation of tenants, roles, and fields that nobody may send.

mod fields;
pub(crate) mod recipes;
mod roles;
pub(crate) mod scene;
mod schema;
mod tenants;
