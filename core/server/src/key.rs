//! The deployment's key: configured, or a file in the data directory that is made where there is none.
//! Whoever copies the database without the key copies no secret that can be used.

use std::{
    fs,
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use kontor_store::Vault;

use crate::config::ConfigError;

/// The file in the data directory.
const FILE: &str = "secret.key";

/// The key of the data directory.
pub(crate) fn of(data_dir: &Path) -> Result<Vault, ConfigError> {
    let path = data_dir.join(FILE);
    let failed = |cause: std::io::Error| ConfigError::Unreadable(path.display().to_string(), cause.to_string());
    if !path.exists() {
        make(data_dir, &path).map_err(failed)?;
    }
    let key = fs::read_to_string(&path).map_err(failed)?;
    key.parse()
        .map_err(|cause: kontor_store::BadKey| ConfigError::Unreadable(path.display().to_string(), cause.to_string()))
}

/// Written whole under a name of its own and then linked, so that of two processes that start at once one makes the key
/// and neither reads half of it.
fn make(data_dir: &Path, path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(data_dir)?;
    let draft = data_dir.join(format!("{FILE}.{}", std::process::id()));
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(Vault::fresh_key().as_bytes())?;
    file.sync_all()?;
    let linked = match fs::hard_link(&draft, path) {
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => other,
    };
    fs::remove_file(&draft)?;
    linked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_nobody_else() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("kontor-key-{}", std::process::id()));
        let sealed = of(&folder).unwrap().seal("place", "text");
        assert_eq!(of(&folder).unwrap().open("place", &sealed).as_deref(), Some("text"));
        let mode = folder.join(FILE).metadata().unwrap().permissions().mode();
        assert_eq!((mode & 0o777, fs::read_dir(&folder).unwrap().count()), (0o600, 1));
        fs::write(folder.join(FILE), "no key").unwrap();
        assert!(of(&folder).unwrap_err().to_string().contains("base64url"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
