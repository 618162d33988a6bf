//! What stands outside of Kontor in tests: providers to sign in through, and a browser that goes between them.
//! Kontor may ask nothing on loopback but the two providers, as if an operator had permitted them.

mod browser;
mod issuer;
mod real;

pub use browser::{Browser, Page};
pub use issuer::{Asked, Issuer, Signer};
pub use real::RealProvider;

use kontor_fetch::Allow;

/// What an operator would permit for these tests.
pub(crate) fn permitted() -> Allow {
    let permitted = format!("{},{}", issuer::address(), real::address());
    permitted.parse().expect("addresses are permissions")
}
