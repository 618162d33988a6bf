//! Passwords under argon2id with the parameters OWASP names (19 MiB, two passes, one lane).
//! At most two are computed at once, so that a wave of sign-ins cannot starve the rest of the server.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::error::IdentityError;

/// The shortest password, in characters (NIST SP 800-63B asks for at least eight; we ask for ten).
pub(crate) const SHORTEST: usize = 10;
const LONGEST_BYTES: usize = 1024;

static PERMITS: Semaphore = Semaphore::const_new(2);

/// Verified against when the person is unknown, so that the answer takes as long.
static DECOY: LazyLock<String> = LazyLock::new(|| hash_now("a password nobody has").unwrap_or_default());

fn hash_now(password: &str) -> Result<String, IdentityError> {
    let hashed = Argon2::default().hash_password(password.as_bytes());
    hashed.map(|hash| hash.to_string()).map_err(|cause| IdentityError::Hashing(cause.to_string()))
}

/// Hashes a new password after checking its length.
pub(crate) async fn hash(password: &str) -> Result<String, IdentityError> {
    if password.chars().count() < SHORTEST || password.len() > LONGEST_BYTES {
        return Err(IdentityError::PasswordTooShort(SHORTEST));
    }
    let _permit = PERMITS.acquire().await.map_err(|cause| IdentityError::Hashing(cause.to_string()))?;
    let password = password.to_owned();
    let hashed = tokio::task::spawn_blocking(move || hash_now(&password)).await;
    hashed.map_err(|cause| IdentityError::Hashing(cause.to_string()))?
}

/// Whether a password fits a stored hash; an unknown person costs the same time.
pub(crate) async fn verify(password: &str, stored: Option<&str>) -> Result<bool, IdentityError> {
    if password.len() > LONGEST_BYTES {
        return Ok(false);
    }
    let _permit = PERMITS.acquire().await.map_err(|cause| IdentityError::Hashing(cause.to_string()))?;
    let is_known = stored.is_some();
    let (password, stored) = (password.to_owned(), stored.map(str::to_owned));
    let verified = tokio::task::spawn_blocking(move || {
        let stored = stored.as_deref().unwrap_or(&DECOY);
        PasswordHash::new(stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
    .map_err(|cause| IdentityError::Hashing(cause.to_string()))?;
    Ok(verified && is_known)
}
