//! The operator's token: from the configuration, else from a file that is made when it is first needed.
//! In memory there is only its hash, and it is compared in a time that does not tell how much agrees.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rand::RngExt;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::OperatorError;

/// The file in the data directory.
pub const TOKEN_FILE: &str = "operator-token";
/// How every token begins, so that one that has leaked is recognised.
pub const TOKEN_PREFIX: &str = "ko_";
const SHORTEST: usize = 32;

/// Knows the operator's token when it sees it.
#[derive(Clone)]
pub(crate) struct OperatorToken {
    hash: [u8; 32],
}

impl OperatorToken {
    /// The configured token, or the one in the data directory.
    pub(crate) fn load(configured: Option<&str>, data_dir: &Path) -> Result<Self, OperatorError> {
        let token = match configured {
            Some(token) => checked(token, "KONTOR_OPERATOR_TOKEN")?,
            None => from_file(&data_dir.join(TOKEN_FILE))?,
        };
        Ok(Self { hash: Sha256::digest(token.as_bytes()).into() })
    }

    /// Whether this is the token.
    pub(crate) fn is(&self, given: &str) -> bool {
        let given: [u8; 32] = Sha256::digest(given.as_bytes()).into();
        self.hash.ct_eq(&given).into()
    }
}

fn checked(token: &str, place: &str) -> Result<String, OperatorError> {
    let token = token.trim();
    let is_good =
        token.len() >= SHORTEST && token.starts_with(TOKEN_PREFIX) && token.bytes().all(|b| b.is_ascii_graphic());
    let bad = || {
        let text = format!(
            "{place}: the operator's token begins with {TOKEN_PREFIX} and has at least {SHORTEST} visible characters"
        );
        OperatorError::BadToken(text)
    };
    is_good.then(|| token.to_owned()).ok_or_else(bad)
}

fn from_file(path: &PathBuf) -> Result<String, OperatorError> {
    let shown = path.display();
    let failed =
        |what: &str, cause: std::io::Error| OperatorError::BadToken(format!("{shown} cannot be {what}: {cause}"));
    match fs::read_to_string(path) {
        Ok(text) => {
            let mode = fs::metadata(path).map_err(|cause| failed("read", cause))?.permissions().mode();
            if mode & 0o077 != 0 {
                let text = format!("{shown} can be read by others; take that right away with chmod 600");
                return Err(OperatorError::BadToken(text));
            }
            checked(&text, &shown.to_string())
        }
        Err(cause) if cause.kind() == ErrorKind::NotFound => make(path).map_err(|cause| failed("made", cause)),
        Err(cause) => Err(failed("read", cause)),
    }
}

/// Written beside and then put in place, so that nobody ever reads half a token; whoever comes first wins.
fn make(path: &PathBuf) -> std::io::Result<String> {
    let bytes: [u8; 32] = rand::rng().random();
    let token: String = bytes.iter().fold(TOKEN_PREFIX.to_owned(), |text, byte| format!("{text}{byte:02x}"));
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    writeln!(file, "{token}")?;
    file.sync_all()?;
    let outcome = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    match outcome {
        Ok(()) => Ok(token),
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(fs::read_to_string(path)?.trim().to_owned()),
        Err(cause) => Err(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_made_once_for_its_owner_alone_and_only_itself_opens() {
        let folder = tempfile::tempdir().unwrap();
        let first = OperatorToken::load(None, folder.path()).unwrap();
        let path = folder.path().join(TOKEN_FILE);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(first.is(text.trim()) && OperatorToken::load(None, folder.path()).unwrap().is(text.trim()));
        assert!(text.trim().len() >= SHORTEST);
        for wrong in ["", "ko_", &text, &text.trim()[..text.trim().len() - 1], &format!("{}0", text.trim())] {
            assert!(!first.is(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_weak_token_or_one_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for weak in
            ["", "ko_short", "0123456789012345678901234567890123456789", "ko_012345678901234567890123456789 12345"]
        {
            assert!(OperatorToken::load(Some(weak), folder.path()).is_err(), "{weak}");
        }
        OperatorToken::load(None, folder.path()).unwrap();
        let path = folder.path().join(TOKEN_FILE);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(OperatorToken::load(None, folder.path()).is_err());
    }
}
