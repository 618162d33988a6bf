//! All black-box tests in one binary: what routes answer, what is generated from them, and the proofs.
//! Every test has tenants of its own on one server per database, so that all of them run side by side.

mod coverage;
mod http;
mod proof;
