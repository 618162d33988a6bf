//! The machine a run was made on, as the table names it.
//! Figures of two machines are never compared; ratios within one run are.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::outcome::Outcome;

/// What a reader must know of the machine.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Processors this program may use.
    pub cores: usize,
    /// Their model.
    pub cpu: String,
    /// The kernel's release.
    pub kernel: String,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// The file system under the databases.
    pub file_system: String,
    /// Runnable processes on average over the minute before the run; more than a few tenths mean company.
    pub load: String,
    /// The day, UTC.
    pub date: String,
}

/// Reads them.
pub fn read(folder: &Path) -> Outcome<Facts> {
    let text = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).map(str::to_owned).unwrap_or_default();
        line.split_once(':').map_or_else(String::new, |(_, value)| value.trim().to_owned())
    };
    let memory = field(&text("/proc/meminfo"), "MemTotal");
    let kib: u64 = memory.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0);
    Ok(Facts {
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        cpu: field(&text("/proc/cpuinfo"), "model name"),
        kernel: text("/proc/sys/kernel/osrelease").trim().to_owned(),
        memory_mib: kib / 1024,
        file_system: file_system(&text("/proc/mounts"), folder),
        load: text("/proc/loadavg").split(' ').next().unwrap_or_default().to_owned(),
        date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
    })
}

/// The type of the mount a folder lies on: the longest mount point that is a part of its path.
fn file_system(mounts: &str, folder: &Path) -> String {
    let fields = mounts.lines().map(|line| line.split(' ').collect::<Vec<_>>()).filter(|fields| fields.len() > 2);
    let above = fields.filter(|fields| folder.starts_with(fields[1]));
    above.max_by_key(|fields| fields[1].len()).map_or_else(String::new, |fields| fields[2].to_owned())
}

impl Facts {
    /// One line for the head of the table.
    pub fn line(&self) -> String {
        format!(
            "{} cores ({}), {} MiB of memory, {}, Linux {}, {}; load before the run {}",
            self.cores, self.cpu, self.memory_mib, self.file_system, self.kernel, self.date, self.load
        )
    }

    /// For the file of figures.
    pub fn to_json(&self) -> Value {
        json!({
            "cores": self.cores, "cpu": self.cpu, "kernel": self.kernel, "memory_mib": self.memory_mib,
            "file_system": self.file_system, "load": self.load, "date": self.date,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_names_the_file_system() {
        let mounts = "/dev/vda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/tmp/a")), "tmpfs");
        assert_eq!(file_system(mounts, Path::new("/var/a")), "ext4");
    }
}
