//! Secrets of sessions and tokens: 256 random bits, of which only the SHA-256 is kept.
//! The CSRF token of a session is derived from its secret, so nothing else needs to be stored.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// How tokens begin, so that people and scanners know one when they see it.
pub(crate) const TOKEN_PREFIX: &str = "kt_";

/// A fresh secret with a prefix.
#[must_use]
pub(crate) fn fresh(prefix: &str) -> String {
    let bytes: [u8; 32] = rand::random();
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret.
#[must_use]
pub(crate) fn fingerprint(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// The CSRF token of a session.
#[must_use]
pub(crate) fn csrf_token(secret: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"kontor csrf ");
    hash.update(secret.as_bytes());
    URL_SAFE_NO_PAD.encode(hash.finalize())
}
