//! Generated from the routes themselves, so that a new route is covered or fails.
//! Isolation of tenants, roles, and fields that nobody may send.

mod account;
mod approvals;
mod arrays;
mod audit;
mod catalog;
mod companies;
mod fields;
pub(crate) mod forms;
mod freight;
mod hosts;
mod inventory;
mod operator;
mod pages;
mod people;
mod promotions;
mod reads;
pub(crate) mod recipes;
mod roles;
pub(crate) mod scene;
mod schema;
mod scopes;
mod tenants;
