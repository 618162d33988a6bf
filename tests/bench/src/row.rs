//! A line of the table: one limit or one piece of work, measured several times.
//! The median counts; the smallest and the largest say how far it can be trusted.

use serde_json::{Value, json};

use crate::{load::Run, options::Database, process::Cores};

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Times per second; more is better.
    PerSecond,
    /// Seconds; less is better.
    Seconds,
    /// MiB; less is better.
    Mebibytes,
    /// Pieces that should not be there; none is right.
    Pieces,
}

/// What a figure says about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A limit of the machine.
    Limit,
    /// Kontor reading.
    Read,
    /// Kontor writing, acknowledged only once it is durable.
    Write,
    /// Kontor starting, resting and the like.
    State,
}

/// A measured line.
#[derive(Debug, Clone)]
pub struct Row {
    /// On which database.
    pub database: Database,
    /// Names it in files and on the command line.
    pub key: &'static str,
    /// Names it to readers.
    pub title: &'static str,
    /// What its figures count.
    pub unit: Unit,
    /// What it says about.
    pub nature: Nature,
    /// One figure per run.
    pub runs: Vec<f64>,
    /// Median over the runs, in milliseconds.
    pub p50_ms: Option<f64>,
    /// Median over the runs, in milliseconds.
    pub p99_ms: Option<f64>,
    /// Means over the runs.
    pub cores: Option<Cores>,
    /// Answers that were not right.
    pub errors: u64,
    /// What the reader should know besides.
    pub note: String,
}

impl Row {
    /// A line of plain figures.
    pub fn of(database: Database, key: &'static str, title: &'static str, unit: Unit, runs: Vec<f64>) -> Self {
        Self {
            database,
            key,
            title,
            unit,
            nature: Nature::State,
            runs,
            p50_ms: None,
            p99_ms: None,
            cores: None,
            errors: 0,
            note: String::new(),
        }
    }

    /// A line of runs under load.
    pub fn of_runs(database: Database, key: &'static str, title: &'static str, nature: Nature, runs: &[Run]) -> Self {
        let first_error = runs.iter().find_map(|run| run.first_error.clone());
        let mean = |part: fn(&Cores) -> f64| {
            let sum: f64 = runs.iter().map(|run| part(&run.cores)).sum();
            sum / f64::from(u32::try_from(runs.len().max(1)).unwrap_or(1))
        };
        Self {
            nature,
            p50_ms: Some(median(runs.iter().map(|run| run.p50_ms))),
            p99_ms: Some(median(runs.iter().map(|run| run.p99_ms))),
            cores: Some(Cores {
                server: mean(|cores| cores.server),
                database: mean(|cores| cores.database),
                driver: mean(|cores| cores.driver),
                others: mean(|cores| cores.others),
                idle: mean(|cores| cores.idle),
            }),
            errors: runs.iter().map(|run| run.errors).sum(),
            note: first_error.map(|error| format!("first error: {error}")).unwrap_or_default(),
            ..Self::of(database, key, title, Unit::PerSecond, runs.iter().map(|run| run.rate).collect())
        }
    }

    /// The same, saying something about it; what it says already comes first.
    #[must_use]
    pub fn noting(mut self, note: &str) -> Self {
        let gap = if self.note.is_empty() { "" } else { "; " };
        self.note = format!("{}{gap}{note}", self.note);
        self
    }

    /// The figure that counts.
    pub fn median(&self) -> f64 {
        median(self.runs.iter().copied())
    }

    /// The smallest and the largest figure.
    pub fn range(&self) -> (f64, f64) {
        let smallest = self.runs.iter().copied().fold(f64::INFINITY, f64::min);
        (smallest, self.runs.iter().copied().fold(0.0, f64::max))
    }

    /// How many times better than another figure of the same unit; above 1 is better.
    pub fn times(&self, other: f64) -> f64 {
        match self.unit {
            Unit::PerSecond => self.median() / other.max(f64::MIN_POSITIVE),
            _ => other / self.median().max(f64::MIN_POSITIVE),
        }
    }

    /// What held it back, as far as the use of cores tells.
    pub fn bound(&self, machine_cores: usize) -> String {
        let Some(cores) = self.cores else { return String::new() };
        let available = f64::from(u32::try_from(machine_cores).unwrap_or(1));
        let company = if cores.others > 0.1 * available {
            format!("; company took {:.1} cores", cores.others)
        } else {
            String::new()
        };
        let parts = [("server", cores.server), ("database", cores.database), ("driver", cores.driver)];
        let most = parts.iter().max_by(|one, other| one.1.total_cmp(&other.1)).map_or("nobody", |(name, _)| *name);
        if cores.idle <= 0.15 * available {
            return format!("processors, most of it the {most}{company}");
        }
        let waits = match self.nature {
            Nature::Write | Nature::Limit => "commits and locks",
            Nature::Read | Nature::State => "turns between the processes",
        };
        format!("{waits}; {:.1} cores idle{company}", cores.idle)
    }

    /// For the file of figures.
    pub fn to_json(&self) -> Value {
        let cores = self.cores.unwrap_or_default();
        let (smallest, largest) = self.range();
        json!({
            "database": self.database.name(), "key": self.key, "median": self.median(), "min": smallest, "max": largest,
            "p50_ms": self.p50_ms, "p99_ms": self.p99_ms, "errors": self.errors, "note": self.note,
            "cores": { "server": cores.server, "database": cores.database, "driver": cores.driver,
                "others": cores.others, "idle": cores.idle },
        })
    }
}

/// The middle one of some figures.
pub fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_figure() {
        assert!((median([3.0, 1.0, 2.0].into_iter()) - 2.0).abs() < f64::EPSILON);
        assert!(median(std::iter::empty()).abs() < f64::EPSILON);
    }

    #[test]
    fn more_per_second_is_better_and_more_seconds_are_worse() {
        let rate = Row::of(Database::Sqlite, "a", "A", Unit::PerSecond, vec![200.0]);
        let time = Row::of(Database::Sqlite, "b", "B", Unit::Seconds, vec![2.0]);
        assert!((rate.times(100.0) - 2.0).abs() < 1e-9);
        assert!((time.times(1.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn idle_processors_mean_that_something_was_waited_for() {
        let mut row = Row::of(Database::Sqlite, "a", "A", Unit::PerSecond, vec![1.0]);
        row.cores = Some(Cores { server: 1.2, driver: 0.7, idle: 0.1, ..Cores::default() });
        assert_eq!(row.bound(2), "processors, most of it the server");
        row.nature = Nature::Write;
        row.cores = Some(Cores { server: 0.3, idle: 1.3, others: 0.4, ..Cores::default() });
        assert_eq!(row.bound(2), "commits and locks; 1.3 cores idle; company took 0.4 cores");
    }
}
