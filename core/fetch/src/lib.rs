//! The only HTTP client of the tree: whatever Kontor asks of an address that people or other systems gave it goes here.
//! It reaches the public internet and nothing else, unless an operator permits more.
//!
//! Invariant: every address that is connected to was checked, and the checked answer of a name server is the one used.

mod address;
mod allow;
mod client;
mod error;
mod policy;
mod redirect;
mod request;
mod resolve;
#[cfg(test)]
mod tests;

pub use address::is_public;
pub use allow::{Allow, BadAllow};
pub use client::{Fetch, Response};
pub use error::FetchError;
pub use policy::FetchPolicy;
pub use request::Request;
pub use resolve::{Resolver, SystemResolver};
