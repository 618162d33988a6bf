//! Signing in and out, personas, API tokens and companies.
//! What is refused is refused in words that tell a guesser nothing.

mod account;
mod acting;
pub(crate) mod authenticator;
mod channels;
mod companies;
mod company_tree;
mod customer_groups;
mod handover;
pub(crate) mod outside;
mod own_company;
mod passkeys;
pub(crate) mod people;
pub(crate) mod second_factor;
mod sessions;
mod sign_ins;
mod territories;
mod tokens;
