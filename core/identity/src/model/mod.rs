//! Pure rules of identity: addresses, passwords, secrets.
//! Nothing here does IO.

pub(crate) mod email;
pub(crate) mod password;
pub(crate) mod scopes;
pub(crate) mod secret;
