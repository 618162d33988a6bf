//! The mark of a browser on which a person has signed in, sealed under the deployment's key.
//! It opens nothing: it only keeps guesses that are made elsewhere from locking the person out of this browser.

use kontor_kernel::Timestamp;
use kontor_store::Vault;
use serde::{Deserialize, Serialize};

use super::secret;

/// How long a browser stays known, in seconds: half a year.
pub(crate) const KNOWN_SECONDS: i64 = 180 * 24 * 3_600;
const PLACE: &str = "identity_device";

/// What a mark says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Device {
    /// Names the browser, so that a stolen mark is good for few guesses.
    pub(crate) id: String,
    /// Whose it is: a hash of the account's key.
    account: String,
    at: Timestamp,
}

impl Device {
    pub(crate) fn new(email_key: &str, at: Timestamp) -> Self {
        Self { id: secret::fresh(""), account: secret::fingerprint(email_key), at }
    }

    pub(crate) fn sealed(&self, vault: &Vault) -> String {
        vault.seal(PLACE, &serde_json::to_string(self).unwrap_or_default())
    }

    /// What a cookie says, where it is ours, still good and of this account.
    pub(crate) fn open(vault: &Vault, mark: &str, email_key: &str, now: Timestamp) -> Option<Self> {
        let device: Self = serde_json::from_str(&vault.open(PLACE, mark)?).ok()?;
        let is_good = device.account == secret::fingerprint(email_key) && device.at.plus_seconds(KNOWN_SECONDS) > now;
        is_good.then_some(device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_good_for_its_account_and_for_half_a_year() {
        let vault: Vault = Vault::fresh_key().parse().unwrap();
        let now = Timestamp::from_micros(1_000_000);
        let mark = Device::new("anna@baltic.example", now).sealed(&vault);
        assert!(Device::open(&vault, &mark, "anna@baltic.example", now).is_some());
        assert_eq!(Device::open(&vault, &mark, "olga@baltic.example", now), None);
        assert_eq!(Device::open(&vault, &mark, "anna@baltic.example", now.plus_seconds(KNOWN_SECONDS)), None);
        let other: Vault = Vault::fresh_key().parse().unwrap();
        assert_eq!(Device::open(&other, &mark, "anna@baltic.example", now), None);
        assert_eq!(Device::open(&vault, "v1.forged", "anna@baltic.example", now), None);
    }
}
