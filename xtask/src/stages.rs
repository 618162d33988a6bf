//! `cargo xtask ci <list>`: the stages of `make run`, `check`, `test`, `proof`, `bench` and of the replay, in order.
//! Every stage is timed and the table at the end says what each took, failed ones included.

use crate::failure::{Failure, Outcome};
use crate::prerequisites;
use crate::tidy::{self, workspace};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};
use walkdir::{DirEntry, WalkDir};

/// What one can say on the command line.
#[derive(clap::Args)]
pub struct Options {
    /// Which stages to run.
    #[arg(value_enum)]
    list: List,
    /// Run only the stages whose name contains this, to come back to one that failed.
    #[arg(long)]
    only: Option<String>,
}

/// The lists of stages there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum List {
    /// Build what is missing and serve the demo.
    Run,
    /// Build the one binary for use.
    Release,
    /// The quick loop: format, lint, tidy, unit tests.
    Check,
    /// All that CI runs.
    Test,
    /// The long tier of the promises.
    Proof,
    /// The table of `docs/performance.md`.
    Bench,
    /// The front end of the admin alone.
    Admin,
    /// The wholesaler's invoices named by `KONTOR_REPLAY_FILE`, on both databases, with a kill in the middle.
    Replay,
}

impl List {
    fn stages(self) -> Vec<Stage> {
        match self {
            Self::Run => vec![NODE, THEMES, ADMIN, SERVER],
            Self::Release => vec![NODE, THEMES, ADMIN_ANEW, SERVER_RELEASE],
            Self::Check => vec![NODE, THEMES, ADMIN, FORMAT, TIDY, LINT, UNIT],
            Self::Test => vec![
                NODE,
                POSTGRESQL,
                CHROMIUM,
                THEMES,
                ADMIN_ANEW,
                FORMAT,
                TIDY,
                ADMIN_TESTS,
                LINT,
                BUILD,
                UNIT,
                OIDC,
                HTTP,
                JOURNEY,
                BENCH_WORKS,
            ],
            Self::Proof => vec![NODE, POSTGRESQL, THEMES, ADMIN, BUILD, LONG_PROOFS],
            Self::Bench => vec![NODE, POSTGRESQL, THEMES, ADMIN, SERVER_RELEASE, BENCH],
            Self::Admin => vec![NODE, ADMIN_ANEW, ADMIN_TESTS],
            Self::Replay => {
                vec![REPLAY_FILE, NODE, POSTGRESQL, THEMES, ADMIN, BUILD, REPLAY_SQLITE, REPLAY_POSTGRESQL]
            }
        }
    }
}

const NODE: Stage = Stage::essential("have Node.js", Work::Here(prerequisites::node));
const POSTGRESQL: Stage = Stage::essential("have PostgreSQL", Work::Here(prerequisites::postgresql));
const CHROMIUM: Stage = Stage::essential("have Chromium", Work::Here(chromium));
const REPLAY_FILE: Stage = Stage::essential("have KONTOR_REPLAY_FILE", Work::Here(replay_file));

// The server embeds what these two leave behind, so they come before anything of Rust.
const THEMES: Stage = Stage::essential("front end: themes", Work::Here(packages_of_themes));
const ADMIN: Stage = Stage::essential("front end: admin", Work::Here(admin_where_old));
const ADMIN_ANEW: Stage = Stage::essential("front end: admin", Work::Here(admin_anew));
const ADMIN_TESTS: Stage =
    Stage::new("admin: types, lint, tests", Work::In("admin-ui", &["npm run check", "npm test"]));

const FORMAT: Stage = Stage::cargo("format", "cargo fmt --all --check");
const TIDY: Stage = Stage::new("tidy", Work::Here(tidy::check));
const LINT: Stage = Stage::cargo("lint", "cargo clippy --workspace --all-targets -- -D warnings");
// Cargo decides on the features of libraries by the packages and kinds of targets that are asked for. All that is built
// for tests asks for the same ones, and so the libraries and engines are built once.
const BUILD: Stage = Stage::essential("build", Work::In(".", &["cargo build --workspace --all-targets"]));
const UNIT: Stage = Stage::cargo(
    "unit tests",
    "cargo test --workspace --no-fail-fast --lib --bins --test store --test no_handle_without_a_tenant",
);
const SERVER: Stage =
    Stage::essential("build the server", Work::In(".", &["cargo build --package kontor-server --bin kontor"]));
const OIDC: Stage = Stage::essential("have the tests' OpenID provider", Work::Here(packages_of_provider));
const HTTP: Stage = Stage::cargo("http tests and proofs", "cargo test --workspace --test kontor");
const JOURNEY: Stage =
    Stage::new("browser journey", Work::In("tests/browser", &["npm ci --no-audit --no-fund", "npm test"]));
const LONG_PROOFS: Stage = Stage::cargo("long proofs", "cargo test --workspace --test kontor -- --ignored");
const SERVER_RELEASE: Stage = Stage::essential(
    "build the server, release",
    Work::In(".", &["cargo build --release --package kontor-server --bin kontor"]),
);
const BENCH: Stage = Stage::cargo("bench", "cargo run --release --package kontor-bench");
// What is measured says little here; that it can be measured is what a change can break unseen.
const BENCH_WORKS: Stage = Stage::new("bench, to see that it works", Work::Here(bench_works));
const REPLAY_SQLITE: Stage = Stage::new("replay on SQLite", Work::Here(replay_on_sqlite));
const REPLAY_POSTGRESQL: Stage = Stage::new("replay on PostgreSQL", Work::Here(replay_on_postgresql));

/// Orders after which the replay's server is killed: about the middle.
const KILL_AFTER: &str = "800";

/// One stage: what it is called and what it does.
#[derive(Clone, Copy)]
struct Stage {
    name: &'static str,
    work: Work,
    /// Nothing after it makes sense where it failed.
    essential: bool,
}

#[derive(Clone, Copy)]
enum Work {
    /// Something this program does itself.
    Here(fn() -> Outcome),
    /// Programs run in a folder below the root, one after the other; left out where the folder is not there.
    In(&'static str, &'static [&'static str]),
    /// One program run in the root.
    Cargo(&'static str),
}

/// How a stage ended.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Verdict {
    Passed,
    LeftOut,
    Failed(Failure),
}

/// A stage that was run.
struct Done {
    name: &'static str,
    took: Duration,
    verdict: Verdict,
}

impl Stage {
    const fn new(name: &'static str, work: Work) -> Self {
        Self { name, work, essential: false }
    }

    const fn essential(name: &'static str, work: Work) -> Self {
        Self { name, work, essential: true }
    }

    const fn cargo(name: &'static str, line: &'static str) -> Self {
        Self::new(name, Work::Cargo(line))
    }

    fn run(&self) -> Done {
        eprintln!("\n== {}", self.name);
        let started = Instant::now();
        let verdict = match self.work {
            Work::In(folder, _) if !workspace().join(folder).is_dir() => Verdict::LeftOut,
            Work::In(folder, lines) => verdict(lines.iter().try_for_each(|line| program(folder, line))),
            Work::Cargo(line) => verdict(program(".", line)),
            Work::Here(work) => verdict(work()),
        };
        Done { name: self.name, took: started.elapsed(), verdict }
    }
}

/// Runs the stages of a list and prints the table; `run` serves the demo after it.
pub fn run(options: &Options) -> Outcome {
    let wanted = |stage: &Stage| options.only.as_ref().is_none_or(|part| stage.name.contains(part.as_str()));
    let mut done: Vec<Done> = Vec::new();
    for stage in options.list.stages().into_iter().filter(wanted) {
        let end = stage.run();
        let stops = stage.essential && matches!(end.verdict, Verdict::Failed(_));
        done.push(end);
        if stops {
            break;
        }
    }
    println!("\n{}", table(&done));
    result(&done)?;
    if options.list == List::Run { serve_demo() } else { Ok(()) }
}

fn verdict(outcome: Outcome) -> Verdict {
    match outcome {
        Ok(()) => Verdict::Passed,
        Err(failure) => {
            eprintln!("{}", failure.message);
            Verdict::Failed(failure)
        }
    }
}

/// The first failure decides the exit code, so that a missing program is told from a failed test.
fn result(done: &[Done]) -> Outcome {
    let failed: Vec<&Done> = done.iter().filter(|stage| matches!(stage.verdict, Verdict::Failed(_))).collect();
    let Some(Done { verdict: Verdict::Failed(first), .. }) = failed.first() else { return Ok(()) };
    let names: Vec<&str> = failed.iter().map(|stage| stage.name).collect();
    Err(Failure { message: format!("failed: {}", names.join(", ")), exit: first.exit })
}

fn table(done: &[Done]) -> String {
    let width = done.iter().map(|stage| stage.name.len()).max().unwrap_or(0).max("stage".len());
    let row =
        |name: &str, took: Duration, word: &str| format!("{name:width$}  {:>7.1} s  {word}\n", took.as_secs_f64());
    let rows: String = done.iter().map(|stage| row(stage.name, stage.took, stage.verdict.word())).collect();
    let total: Duration = done.iter().map(|stage| stage.took).sum();
    rows + &row("all", total, if result(done).is_ok() { "passed" } else { "failed" })
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::LeftOut => "left out: not there",
            Self::Failed(_) => "failed",
        }
    }
}

/// Runs one line of words in a folder below the root.
fn program(folder: &str, line: &str) -> Outcome {
    eprintln!("$ {line}");
    let mut words = line.split(' ');
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).current_dir(workspace().join(folder)).env("KONTOR_BINARY", binary());
    if let Ok(browser) = prerequisites::find_chromium() {
        command.env("KONTOR_CHROMIUM", browser);
    }
    succeed(&mut command, line)
}

fn succeed(command: &mut Command, what: &str) -> Outcome {
    let status = command.status().map_err(|cause| Failure::missing(format!("cannot run `{what}`: {cause}")))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{what}` ended with {status}"))) }
}

/// The one binary, as cargo builds it for running and testing.
fn binary() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    target.join("debug/kontor")
}

/// Becomes the demo, so that stopping it needs nobody in between.
fn serve_demo() -> Outcome {
    let cause = Command::new(binary()).arg("demo").current_dir(workspace()).exec();
    Err(Failure::new(format!("cannot start `kontor demo`: {cause}")))
}

fn chromium() -> Outcome {
    prerequisites::chromium().map(drop)
}

fn packages_of_themes() -> Outcome {
    packages("themes")
}

fn packages_of_provider() -> Outcome {
    packages("tests/oidc")
}

fn admin_anew() -> Outcome {
    packages("admin-ui")?;
    program("admin-ui", "npm run build")
}

/// Builds the admin only where something in it is newer than its last build.
fn admin_where_old() -> Outcome {
    packages("admin-ui")?;
    let home = workspace().join("admin-ui");
    if modified(&home.join("dist/index.html")) >= newest_source(&home) {
        return Ok(());
    }
    program("admin-ui", "npm run build")
}

/// Installs packages only where the lock file is newer than what is installed.
fn packages(folder: &str) -> Outcome {
    let home = workspace().join(folder);
    let lock = modified(&home.join("package-lock.json"));
    if lock.is_some() && modified(&home.join("node_modules/.package-lock.json")) >= lock {
        return Ok(());
    }
    program(folder, "npm ci --no-audit --no-fund")
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|data| data.modified()).ok()
}

fn newest_source(home: &Path) -> Option<SystemTime> {
    let made = |entry: &DirEntry| ["node_modules", "dist"].iter().any(|name| entry.file_name() == *name);
    let files = WalkDir::new(home).into_iter().filter_entry(|entry| !made(entry)).flatten();
    files.filter(|entry| entry.file_type().is_file()).filter_map(|entry| modified(entry.path())).max()
}

fn replay_file() -> Outcome {
    let named = std::env::var_os("KONTOR_REPLAY_FILE").map(PathBuf::from);
    let there = named.filter(|file| file.is_file());
    there.map(drop).ok_or_else(|| Failure::missing("set KONTOR_REPLAY_FILE to the wholesaler's export"))
}

fn bench_works() -> Outcome {
    let mut command = Command::new(binary().with_file_name("kontor-bench"));
    succeed(command.args(["--quick", "--size", "small"]), "the bench")
}

fn replay_on_sqlite() -> Outcome {
    replay("sqlite", &[])
}

fn replay_on_postgresql() -> Outcome {
    replay("postgresql", &["--postgres"])
}

fn replay(database: &str, more: &[&str]) -> Outcome {
    // By its name: the build may just have put another file in the place of the one that runs.
    let mut command = Command::new(binary().with_file_name("xtask"));
    let report = workspace().join(format!("target/replay/{database}.csv"));
    command.args(["replay", "--self-contained", "--kill-after", KILL_AFTER]).args(more);
    command.arg("--binary").arg(binary()).arg("--report").arg(report);
    succeed(&mut command, &format!("replay on {database}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(name: &'static str, verdict: Verdict) -> Done {
        Done { name, took: Duration::from_millis(1500), verdict }
    }

    #[test]
    fn the_table_has_a_line_for_every_stage_and_their_sum() {
        let stages = [done("format", Verdict::Passed), done("lint", Verdict::Failed(Failure::new("no")))];
        let expected = "format      1.5 s  passed\nlint        1.5 s  failed\nall         3.0 s  failed\n";
        assert_eq!(table(&stages), expected);
    }

    #[test]
    fn the_first_failure_decides_the_exit_code() {
        let stages = [done("a", Verdict::Failed(Failure::missing("x"))), done("b", Verdict::Failed(Failure::new("y")))];
        let failure = result(&stages).unwrap_err();
        assert_eq!((failure.exit, failure.message.as_str()), (2, "failed: a, b"));
        assert!(result(&[done("a", Verdict::LeftOut)]).is_ok());
    }

    #[test]
    fn every_test_program_of_the_engines_is_among_the_unit_tests() {
        let Work::Cargo(line) = UNIT.work else { panic!("the unit tests are cargo's") };
        let folders = ["core", "modules"].map(|below| workspace().join(below));
        let programs = folders.iter().flat_map(|folder| WalkDir::new(folder).min_depth(3).max_depth(3));
        let programs = programs.map(|entry| entry.unwrap().into_path());
        for program in programs.filter(|path| path.parent().is_some_and(|folder| folder.ends_with("tests"))) {
            if program.extension().is_some_and(|extension| extension == "rs") {
                let named = format!("--test {}", program.file_stem().unwrap().to_string_lossy());
                assert!(line.contains(&named), "{} is not run: add `{named}`", program.display());
            }
        }
    }

    #[test]
    fn what_is_built_into_the_server_comes_before_it() {
        for list in [List::Run, List::Check, List::Test, List::Proof, List::Bench, List::Replay] {
            let names: Vec<&str> = list.stages().iter().map(|stage| stage.name).collect();
            let place = |part: &str| names.iter().position(|name| name.contains(part));
            let first_of_rust = ["build", "lint", "unit"].iter().filter_map(|part| place(part)).min();
            assert!(place("front end: admin") < first_of_rust, "{list:?}");
        }
    }
}
