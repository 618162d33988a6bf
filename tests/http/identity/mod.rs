//! Signing in and out, personas, API tokens and companies.
//! What is refused is refused in words that tell a guesser nothing.

mod companies;
mod sessions;
mod tokens;
