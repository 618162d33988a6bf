//! One process per SQLite file: `worker` and `import` go through the server that runs.
//! The lock is the operating system's, so it goes with the process however that ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use crate::error::{StoreError, StoreResult};

/// Held for as long as the store is open.
pub(crate) struct ProcessLock {
    _file: File,
}

/// Whether another process holds the lock of a database right now.
pub(crate) fn is_held(database: &Path) -> bool {
    let file = OpenOptions::new().write(true).open(database.with_extension("lock"));
    file.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

impl ProcessLock {
    pub(crate) fn take(database: &Path) -> StoreResult<Self> {
        let path = database.with_extension("lock");
        let setup = |cause: std::io::Error| StoreError::Setup(format!("{} cannot be opened: {cause}", path.display()));
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(setup)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Setup(format!(
                "another Kontor process uses {}; stop it, or send the work to the server that runs",
                database.display()
            ))),
            Err(TryLockError::Error(cause)) => Err(setup(cause)),
        }
    }
}
