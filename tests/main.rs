//! All black-box tests in one binary: what routes answer, what is generated from them, and the proofs.
//! Every test has tenants of its own on one server per database, so that all of them run side by side.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed, and a panic says where"
)]

mod coverage;
mod http;
mod outside;
mod pictures;
mod proof;
