//! Secrets of others that must be used again, such as a client secret: kept under a key that is not in the database.
//! A sealed value names its place and opens nowhere else, so that rows cannot be swapped by whoever reaches the tables.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use thiserror::Error;

/// How sealed values begin; another way to seal will begin otherwise.
const VERSION: &str = "v1.";
const NONCE_BYTES: usize = 24;
const KEY_BYTES: usize = 32;

/// A key that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the key is not 32 random bytes in base64url (43 characters)")]
pub struct BadKey;

/// Seals and opens under the deployment's key (XChaCha20-Poly1305). Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
}

impl Vault {
    /// A new random key, as configuration takes it.
    #[must_use]
    pub fn fresh_key() -> String {
        URL_SAFE_NO_PAD.encode(rand::random::<[u8; KEY_BYTES]>())
    }

    /// Seals a text for a place: table, row and column.
    #[must_use]
    pub fn seal(&self, place: &str, text: &str) -> String {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload { msg: text.as_bytes(), aad: place.as_bytes() };
        // Sealing fails only for texts of many gigabytes; an empty value opens nowhere.
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        format!("{VERSION}{}", URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed for this place under this key; nothing otherwise.
    #[must_use]
    pub fn open(&self, place: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed.strip_prefix(VERSION)?).ok()?;
        let (nonce, msg) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg, aad: place.as_bytes() };
        String::from_utf8(self.cipher.decrypt(&XNonce::from(*nonce), payload).ok()?).ok()
    }
}

impl FromStr for Vault {
    type Err = BadKey;

    fn from_str(key: &str) -> Result<Self, BadKey> {
        let bytes = URL_SAFE_NO_PAD.decode(key.trim()).map_err(|_| BadKey)?;
        let key: [u8; KEY_BYTES] = bytes.try_into().map_err(|_| BadKey)?;
        Ok(Self { cipher: XChaCha20Poly1305::new(&key.into()) })
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        Vault::fresh_key().parse().unwrap()
    }

    #[test]
    fn what_was_sealed_opens_at_its_place_only() {
        let vault = vault();
        let sealed = vault.seal("table:1:secret", "pssst");
        assert_eq!(vault.open("table:1:secret", &sealed).as_deref(), Some("pssst"));
        assert_eq!(vault.open("table:2:secret", &sealed), None);
        assert!(!sealed.contains("pssst"));
    }

    #[test]
    fn the_same_text_is_never_sealed_alike() {
        let vault = vault();
        assert_ne!(vault.seal("x", "pssst"), vault.seal("x", "pssst"));
    }

    #[test]
    fn another_key_and_changed_bytes_open_nothing() {
        let (one, other) = (vault(), vault());
        let sealed = one.seal("x", "pssst");
        assert_eq!(other.open("x", &sealed), None);
        let mut changed = sealed.clone().into_bytes();
        let last = changed.len() - 2;
        changed[last] = if changed[last] == b'A' { b'B' } else { b'A' };
        assert_eq!(one.open("x", &String::from_utf8(changed).unwrap()), None);
        for text in ["", "v1.", "v1.AAAA", "v2.AAAA", "pssst"] {
            assert_eq!(one.open("x", text), None, "{text}");
        }
    }

    #[test]
    fn a_key_is_32_bytes() {
        for bad in ["", "short", &"A".repeat(42), &"A".repeat(44), &"!".repeat(43)] {
            assert_eq!(bad.parse::<Vault>().unwrap_err(), BadKey, "{bad}");
        }
        assert_eq!(Vault::fresh_key().len(), 43);
    }
}
