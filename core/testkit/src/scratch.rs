//! A folder that goes away with the process that made it, however that ends.
//! Statics are never dropped, so a small shell waits for the end of a pipe and removes the folder then.

use std::{
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

static MADE: AtomicU32 = AtomicU32::new(0);

/// The folder.
pub(crate) struct Scratch {
    folder: PathBuf,
    keeper: Child,
}

impl Scratch {
    /// An empty folder in the temporary directory.
    pub(crate) fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let nanos = std::time::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
        let folder = std::env::temp_dir().join(format!("kontor-test-{}-{number}-{nanos}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", "cat >/dev/null; rm -rf \"$1\"", "keeper"]).arg(&folder);
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        Self { folder, keeper: shell.spawn().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}
