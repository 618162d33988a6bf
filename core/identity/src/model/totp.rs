//! One-time codes of an authenticator app (RFC 6238) and recovery codes for when it is lost.
//! A code is worth one step of thirty seconds; the caller keeps the last step, so that none is taken twice.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kontor_contract::account::TotpSetup;
use kontor_kernel::{Timestamp, UserId};
use qrcode::{QrCode, render::svg};
use totp_rs::{Builder, Secret, Totp};

use super::secret;
use crate::error::IdentityError;

const SECRET_BYTES: usize = 20;
/// So many recovery codes a person gets.
pub(crate) const RECOVERY_CODES: usize = 10;
/// Letters and digits that nobody mistakes for each other; thirty-two of them, so that each is five bits.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
const RECOVERY_LETTERS: usize = 16;

/// Where the secret of a person's codes is sealed.
pub(crate) fn place(user: UserId) -> String {
    format!("identity_users:{user}:totp")
}

/// A fresh secret as it is sealed.
pub(crate) fn fresh_secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; SECRET_BYTES]>())
}

/// The codes of a secret.
fn codes(kept: &str, issuer: &str, account: &str) -> Option<Totp> {
    let bytes: [u8; SECRET_BYTES] = URL_SAFE_NO_PAD.decode(kept).ok()?.try_into().ok()?;
    // The link's format separates the two by a colon, so neither may hold one.
    let plain = |text: &str| text.replace(':', " ");
    let builder = Builder::new().with_secret(Secret::from(bytes.to_vec())).with_skew(1);
    builder.with_issuer(Some(plain(issuer))).with_account_name(plain(account)).build().ok()
}

/// What an app is set up with.
pub(crate) fn setup(kept: &str, issuer: &str, account: &str) -> Result<TotpSetup, IdentityError> {
    let failed = || IdentityError::Hashing("a secret for one-time codes cannot be shown".to_owned());
    let codes = codes(kept, issuer, account).ok_or_else(failed)?;
    let uri = codes.to_url().map_err(|_| failed())?;
    let picture = QrCode::new(uri.as_bytes()).map_err(|_| failed())?;
    let qr_svg = picture.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    Ok(TotpSetup { secret: codes.secret().to_base32(), uri, qr_svg })
}

/// The step of a code at an instant, where it is right: the present one or its neighbours, for clocks that are a bit off.
pub(crate) fn step_of(kept: &str, code: &str, now: Timestamp) -> Option<i64> {
    let seconds = u64::try_from(now.micros() / 1_000_000).ok()?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = codes(kept, "", "")?.check(&code, seconds)?;
    i64::try_from(step).ok()
}

/// Fresh recovery codes, `abcd-efgh-…`: eighty random bits each.
pub(crate) fn fresh_recovery_codes() -> Vec<String> {
    (0..RECOVERY_CODES).map(|_| recovery_code()).collect()
}

fn recovery_code() -> String {
    let bytes: [u8; RECOVERY_LETTERS] = rand::random();
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is kept of a recovery code, however it was typed; nothing for what has not the shape of one.
pub(crate) fn recovery_hash(user: UserId, code: &str) -> Option<String> {
    let plain: String = code.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    (plain.len() == RECOVERY_LETTERS).then(|| secret::fingerprint(&format!("{user} {plain}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_in_its_step_and_beside_it() {
        // The vector of RFC 6238 for SHA-1: at 59 seconds the code ends in 287082.
        let kept = URL_SAFE_NO_PAD.encode(b"12345678901234567890");
        let at = |seconds: i64| Timestamp::from_micros(seconds * 1_000_000);
        assert_eq!(step_of(&kept, "287082", at(59)), Some(1));
        assert_eq!(step_of(&kept, "287 082", at(60)), Some(1));
        assert_eq!(step_of(&kept, "287082", at(29)), Some(1));
        assert_eq!(step_of(&kept, "287082", at(120)), None);
        for wrong in ["", "28708", "2870822", "abcdef", "287083"] {
            assert_eq!(step_of(&kept, wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_is_set_up_by_scanning_or_typing() {
        let setup = setup(&fresh_secret(), "Baltic: Fasteners", "anna@baltic.example").unwrap();
        assert!(setup.uri.starts_with("otpauth://totp/"), "{}", setup.uri);
        assert!(setup.uri.contains(&format!("secret={}", setup.secret)), "{}", setup.uri);
        assert!(setup.qr_svg.contains("<svg"), "{}", setup.qr_svg);
    }

    #[test]
    fn recovery_codes_are_taken_however_they_are_typed_and_belong_to_one_person() {
        let (anna, olga) = (UserId::new(), UserId::new());
        let codes = fresh_recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let typed = codes[0].to_uppercase().replace('-', " ");
        assert_eq!(recovery_hash(anna, &typed), recovery_hash(anna, &codes[0]));
        assert_ne!(recovery_hash(anna, &codes[0]), recovery_hash(olga, &codes[0]));
        assert_ne!(recovery_hash(anna, &codes[0]), recovery_hash(anna, &codes[1]));
        assert_eq!(recovery_hash(anna, "123456"), None);
    }
}
