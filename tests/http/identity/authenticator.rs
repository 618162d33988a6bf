//! An authenticator in software: makes a passkey on a host and answers challenges with it, as a phone would.
//! It does what a test tells it, too: forget its counter, skip the person, or answer for another site.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Somebody touched it.
const PRESENT: u8 = 0x01;
/// Somebody proved who they are to it, by finger or figure.
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// A passkey and its owner's device.
#[derive(Clone)]
pub(crate) struct Authenticator {
    key: SigningKey,
    id: [u8; 32],
    pub(crate) counter: u32,
    /// Whether it asks its owner for finger or figure.
    pub(crate) verifies: bool,
    /// The page that asks, `http://shop.localhost:8080`.
    pub(crate) origin: String,
}

fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn hash(bytes: impl AsRef<[u8]>) -> [u8; 32] {
    Sha256::digest(bytes.as_ref()).into()
}

impl Authenticator {
    pub(crate) fn new(origin: &str) -> Self {
        let key = SigningKey::from_slice(&rand::random::<[u8; 32]>()).unwrap();
        Self { key, id: rand::random(), counter: 1, verifies: true, origin: origin.to_owned() }
    }

    fn client_data(&self, what: &str, options: &Value) -> String {
        json!({ "type": what, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
    }

    fn data(&self, host: &str, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        [&hash(host)[..], &[PRESENT | verified | flags], &self.counter.to_be_bytes()].concat()
    }

    /// Makes a passkey; the credential as a browser's `toJSON()` writes it.
    pub(crate) fn make(&self, options: &Value) -> Value {
        let point = self.key.verifying_key().to_encoded_point(false);
        // COSE (RFC 9052): an elliptic curve key for ES256 on P-256.
        let head: &[u8] = &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        let cose = [head, point.x().unwrap(), &[0x22, 0x58, 0x20], point.y().unwrap()].concat();
        let host = options["rp"]["id"].as_str().unwrap();
        let data = [&self.data(host, WITH_KEY)[..], &[0; 16], &[0, 32], &self.id, &cose].concat();
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": …}
        let fmt =
            [&[0xa3, 0x63][..], b"fmt", &[0x64], b"none", &[0x67], b"attStmt", &[0xa0, 0x68], b"authData"].concat();
        let length = u8::try_from(data.len()).unwrap();
        let object = [&fmt[..], &[0x58, length], &data].concat();
        json!({
            "id": text(self.id), "rawId": text(self.id), "type": "public-key", "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": text(self.client_data("webauthn.create", options)),
                "attestationObject": text(object), "transports": ["internal"],
            },
        })
    }

    /// Answers a challenge for its owner, whose id the passkey was made with.
    pub(crate) fn answer(&mut self, options: &Value, owner: &str) -> Value {
        self.counter += 1;
        let client_data = self.client_data("webauthn.get", options);
        let data = self.data(options["rpId"].as_str().unwrap(), 0);
        let signature: Signature = self.key.sign(&[&data[..], &hash(&client_data)].concat());
        json!({
            "id": text(self.id), "rawId": text(self.id), "type": "public-key", "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": text(client_data), "authenticatorData": text(data), "userHandle": owner,
                "signature": text(signature.to_der()),
            },
        })
    }
}
