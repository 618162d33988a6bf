//! What processes use of the machine, read from `/proc`: time on processors and memory.
//! A database that works in processes of its own is counted with all its children, those that ended included.

use std::{fs, time::Duration};

/// Linux tells times of processes in hundredths of a second, whatever the kernel's own clock is.
const TICKS_PER_SECOND: u64 = 100;

/// Processes that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Nothing, or something that is not on this machine.
    Nothing,
    /// One process.
    One(u32),
    /// A process and everything it has started.
    Family(u32),
}

/// Fields of `/proc/<pid>/stat` after the name, which may itself hold blanks.
fn fields(pid: u32) -> Option<Vec<u64>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().skip(1).map(|field| field.parse().unwrap_or(0)).collect())
}

/// The process that started this one.
pub fn parent(pid: u32) -> Option<u32> {
    fields(pid)?.first().and_then(|parent| u32::try_from(*parent).ok())
}

/// Own ticks, user and system, and those of children that have ended.
fn ticks(pid: u32) -> (u64, u64) {
    let Some(fields) = fields(pid) else { return (0, 0) };
    let at = |place: usize| fields.get(place).copied().unwrap_or(0);
    (at(10) + at(11), at(12) + at(13))
}

fn all() -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

impl Counted {
    /// Time on processors so far.
    pub fn cpu(self) -> Duration {
        let ticks = match self {
            Self::Nothing => 0,
            Self::One(pid) => ticks(pid).0,
            Self::Family(head) => {
                let (own, ended) = ticks(head);
                let children = all().into_iter().filter(|pid| parent(*pid) == Some(head));
                own + ended + children.map(|pid| ticks(pid).0).sum::<u64>()
            }
        };
        Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND)
    }
}

/// Memory of a process in MiB that is in RAM now, and the most that ever was.
pub fn memory_mib(pid: u32) -> (f64, f64) {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let kib = |name: &str| -> f64 {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|value| value.split_whitespace().next()?.parse().ok()).unwrap_or(0.0)
    };
    (kib("VmRSS:") / 1024.0, kib("VmHWM:") / 1024.0)
}

/// Cores that server, database and driver kept busy during a measurement.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cores {
    /// The process that answers.
    pub server: f64,
    /// PostgreSQL with its children; SQLite works inside the server.
    pub database: f64,
    /// This program.
    pub driver: f64,
    /// The rest of the machine: the kernel's own threads, and company that makes the figures doubtful.
    pub others: f64,
    /// Nobody.
    pub idle: f64,
}

/// Measures the cores in use between two moments.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    server: Counted,
    database: Counted,
}

/// Times on processors at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    server: Duration,
    database: Duration,
    driver: Duration,
    machine: Machine,
}

/// What the processors of the machine did since it was started.
#[derive(Debug, Clone, Copy, Default)]
struct Machine {
    busy: Duration,
    idle: Duration,
}

impl Machine {
    /// From the first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq and steal.
    fn read() -> Self {
        let text = fs::read_to_string("/proc/stat").unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        let ticks: Vec<u64> = line.split_whitespace().skip(1).take(8).map(|field| field.parse().unwrap_or(0)).collect();
        let idle: u64 = ticks.iter().skip(3).take(2).sum();
        let busy = ticks.iter().sum::<u64>() - idle;
        let time = |ticks: u64| Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND);
        Self { busy: time(busy), idle: time(idle) }
    }
}

impl Watch {
    /// For a server and the database behind it.
    pub const fn new(server: Counted, database: Counted) -> Self {
        Self { server, database }
    }

    /// Reads the times now.
    pub fn read(self) -> Reading {
        let driver = Counted::One(std::process::id());
        let (server, database) = (self.server.cpu(), self.database.cpu());
        Reading { server, database, driver: driver.cpu(), machine: Machine::read() }
    }
}

impl Reading {
    /// Cores in use from an earlier reading to this one.
    pub fn since(self, earlier: Self, seconds: f64) -> Cores {
        let cores = |now: Duration, then: Duration| now.saturating_sub(then).as_secs_f64() / seconds.max(1e-9);
        let (server, database) = (cores(self.server, earlier.server), cores(self.database, earlier.database));
        let driver = cores(self.driver, earlier.driver);
        let busy = cores(self.machine.busy, earlier.machine.busy);
        let others = (busy - server - database - driver).max(0.0);
        Cores { server, database, driver, others, idle: cores(self.machine.idle, earlier.machine.idle) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_a_parent_and_memory() {
        assert!(parent(std::process::id()).is_some());
        assert!(memory_mib(std::process::id()).0 > 0.0);
    }

    #[test]
    fn work_shows_in_the_reading() {
        let watch = Watch::new(Counted::Nothing, Counted::Nothing);
        let before = watch.read();
        let started = std::time::Instant::now();
        let mut sum = 0_u64;
        while started.elapsed() < Duration::from_millis(200) {
            sum = sum.wrapping_mul(31).wrapping_add(1);
        }
        let cores = watch.read().since(before, started.elapsed().as_secs_f64());
        assert!(sum != 1 && cores.driver > 0.1, "{cores:?}");
    }
}
