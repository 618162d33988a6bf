//! Pure rules of identity: addresses, passwords, secrets.
//! Nothing here does IO.

pub(crate) mod attempts;
pub(crate) mod device;
pub(crate) mod email;
pub(crate) mod hashing;
pub(crate) mod password;
pub(crate) mod scopes;
pub(crate) mod secret;
pub(crate) mod totp;
pub(crate) mod tree;
pub(crate) mod user_agent;
pub(crate) mod vat_id;
pub(crate) mod webauthn;
