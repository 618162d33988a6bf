//! Passwords: what may be one, and argon2id with the parameters OWASP names (19 MiB, two passes, one lane).
//! Long ones need no digits and signs (NIST SP 800-63B); what everybody tries first is refused.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use unicode_normalization::UnicodeNormalization;

use super::hashing::{self, Busy, Lane, Verdict};
use crate::error::{AccountError, IdentityError};

/// The shortest password, in characters (NIST asks for at least eight; we ask for ten).
pub(crate) const SHORTEST: usize = 10;
const LONGEST_BYTES: usize = 1024;
/// So much of a password must be more than one well-known word, a repetition or a run along the keyboard.
const LEAST_OWN: usize = 6;

/// What lists of stolen passwords begin with, without the digits and signs people add to them.
const COMMON: [&str; 46] = [
    "password",
    "passwort",
    "passw0rd",
    "haslo",
    "parola",
    "contrasena",
    "motdepasse",
    "qwerty",
    "qwertz",
    "azerty",
    "letmein",
    "welcome",
    "willkommen",
    "benvenuto",
    "witamy",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "login",
    "secret",
    "master",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "superman",
    "batman",
    "iloveyou",
    "sunshine",
    "princess",
    "shadow",
    "michael",
    "jordan",
    "trustno",
    "starwars",
    "changeme",
    "default",
    "test",
    "summer",
    "winter",
    "spring",
    "autumn",
    "kontor",
    "company",
];

/// Runs that hands and heads make by themselves.
const RUNS: [&str; 8] = [
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "01234567890123456789",
    "98765432109876543210",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1q2w3e4r5t6y7u8i9o0p1qaz2wsx3edc4rfv5tgb6yhn",
];

/// Verified against when the person is unknown, so that the answer takes as long.
static DECOY: LazyLock<String> = LazyLock::new(|| hash_now("a password nobody has").unwrap_or_default());

/// The same text for the same characters, however a keyboard composes them.
fn normalised(password: &str) -> String {
    password.nfc().collect()
}

/// Refuses what cannot be a password: too short, too long, or what whoever knows the person would try first. `about` are
/// words known about them: address, name, the shop.
pub(crate) fn check(password: &str, about: &[&str]) -> Result<(), IdentityError> {
    let password = normalised(password);
    if password.chars().count() < SHORTEST {
        return Err(IdentityError::PasswordTooShort(SHORTEST));
    }
    if password.len() > LONGEST_BYTES {
        return Err(IdentityError::PasswordTooLong(LONGEST_BYTES));
    }
    if own_part(&password, about) < LEAST_OWN { Err(IdentityError::PasswordTooCommon) } else { Ok(()) }
}

/// How many characters are left without well-known words, runs, repetitions and what is known about the person.
fn own_part(password: &str, about: &[&str]) -> usize {
    let mut rest = password.to_lowercase();
    let known = about.iter().flat_map(|text| std::iter::once(*text).chain(text.split(|c: char| !c.is_alphanumeric())));
    let mut words: Vec<String> = known.filter(|word| word.chars().count() >= 4).map(str::to_lowercase).collect();
    words.extend(COMMON.map(str::to_owned));
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words {
        // What is cut out leaves a gap, so that its neighbours do not form a word of their own.
        rest = rest.replace(&word, "\u{0}");
    }
    let mut counted = 0;
    let mut run = String::new();
    let mut previous = None;
    for c in rest.chars() {
        run.push(c);
        let goes_on = run.chars().count() > 2 && RUNS.iter().any(|known| known.contains(&run));
        if !goes_on && run.chars().count() > 2 {
            run = run.chars().skip(1).collect();
        }
        if c != '\u{0}' && previous != Some(c) && !goes_on && !is_repeated(&rest, c) {
            counted += 1;
        }
        previous = Some(c);
    }
    counted
}

/// Whether a character makes up a third of a text or more.
fn is_repeated(text: &str, c: char) -> bool {
    let all = text.chars().count();
    text.chars().filter(|other| *other == c).count() * 3 >= all.max(6)
}

/// Checks and hashes a new password.
pub(crate) async fn hash_for(lane: Lane, password: &str, about: &[&str]) -> Result<String, IdentityError> {
    check(password, about)?;
    let hashed = hashing::hash(lane, normalised(password)).await.map_err(|Busy| AccountError::TooManyAttempts)?;
    hashed.ok_or_else(|| IdentityError::Hashing("no hash came back".to_owned()))
}

/// The same for somebody of whom nothing is known.
pub(crate) async fn hash(password: &str) -> Result<String, IdentityError> {
    hash_for(Lane::Known, password, &[]).await
}

/// Compares a password with a stored hash; an unknown person, or one without a password, costs the same time.
pub(crate) async fn verify(lane: Lane, password: &str, stored: Option<&str>) -> Result<Verdict, Busy> {
    if password.len() > LONGEST_BYTES {
        return Ok(Verdict { is_right: false, is_outdated: false });
    }
    let stored = stored.filter(|hash| !hash.is_empty()).map(str::to_owned);
    hashing::verify(lane, normalised(password), stored).await
}

pub(super) fn hash_now(password: &str) -> Option<String> {
    match Argon2::default().hash_password(password.as_bytes()) {
        Ok(hash) => Some(hash.to_string()),
        Err(cause) => {
            tracing::error!(%cause, "a password cannot be hashed");
            None
        }
    }
}

pub(super) fn verify_now(password: &str, stored: Option<&str>) -> Verdict {
    let hash = PasswordHash::new(stored.unwrap_or(&DECOY));
    let Ok(hash) = hash else { return Verdict { is_right: false, is_outdated: false } };
    let fits = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
    Verdict { is_right: fits && stored.is_some(), is_outdated: fits && is_outdated(&hash) }
}

/// Whether a hash was made with other parameters than those of today.
fn is_outdated(hash: &PasswordHash) -> bool {
    let today = argon2::Params::default();
    let kept = argon2::Params::try_from(hash);
    let is_same = |kept: &argon2::Params| {
        kept.m_cost() == today.m_cost() && kept.t_cost() == today.t_cost() && kept.p_cost() == today.p_cost()
    };
    hash.algorithm.as_str() != "argon2id" || !kept.is_ok_and(|kept| is_same(&kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_what_everybody_tries_first() {
        let about = ["anna@baltic.example", "Anna Nowak", "Baltic Fasteners"];
        for good in ["correct horse battery", "zażółć gęślą jaźń", "9f!kd02mvqz", "horses eat green apples"] {
            assert!(check(good, &about).is_ok(), "{good}");
        }
        let bad = [
            "password123",
            "Password1234!",
            "qwertyuiop",
            "1234567890",
            "aaaaaaaaaaaa",
            "abcdefghijkl",
            "abababababab",
            "anna@baltic.example",
            "AnnaNowak2026",
            "baltic2026!",
            "1q2w3e4r5t6y",
            "BalticFasteners",
            "qwerty12345",
            "Summer2026!!",
            "9876543210",
            "adminadmin1",
        ];
        for bad in bad {
            assert!(matches!(check(bad, &about), Err(IdentityError::PasswordTooCommon)), "{bad}");
        }
        assert!(matches!(check("short", &[]), Err(IdentityError::PasswordTooShort(_))));
        assert!(matches!(check(&"xk3 ".repeat(300), &[]), Err(IdentityError::PasswordTooLong(_))));
    }

    #[tokio::test]
    async fn a_password_is_the_same_however_its_letters_are_composed() {
        let kept = hash("zazółć gęślą jaźń").await.unwrap();
        let decomposed: String = "zazółć gęślą jaźń".nfd().collect();
        assert_ne!(decomposed, "zazółć gęślą jaźń");
        assert!(verify(Lane::Known, &decomposed, Some(&kept)).await.unwrap().is_right);
        assert!(!verify(Lane::Known, &decomposed, None).await.unwrap().is_right);
        assert!(!verify(Lane::Known, "", Some("")).await.unwrap().is_right);
    }

    #[tokio::test]
    async fn a_hash_of_weaker_parameters_is_known_as_outdated() {
        let weak = argon2::Params::new(8 * 1024, 1, 1, None).unwrap();
        let weak = Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, weak);
        let weak = weak.hash_password(b"correct horse battery").unwrap().to_string();
        let verdict = verify(Lane::Known, "correct horse battery", Some(&weak)).await.unwrap();
        assert!(verdict.is_right && verdict.is_outdated);
        let fresh = hash("correct horse battery").await.unwrap();
        assert!(!verify(Lane::Known, "correct horse battery", Some(&fresh)).await.unwrap().is_outdated);
    }
}
