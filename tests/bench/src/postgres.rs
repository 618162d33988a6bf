//! PostgreSQL with its default settings for one run, `fsync` included, and the process to count its work by.
//! The cluster is the one that replay and tests use: `cargo xtask cluster` makes it and takes it away.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::{
    outcome::{Because, Outcome},
    process::{self, Counted},
};

/// A database to work in.
pub struct Postgres {
    url: String,
    cluster: Option<Child>,
}

impl Postgres {
    /// The given database, or a cluster of our own below `folder`.
    pub fn start(given: Option<&str>, folder: &Path) -> Outcome<Self> {
        if let Some(url) = given {
            return Ok(Self { url: url.to_owned(), cluster: None });
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut cargo = Command::new("cargo");
        cargo.args(["run", "--quiet", "--package", "xtask", "--", "cluster"]);
        // The cluster lies where the databases of the run lie, so that both pay the same disk.
        cargo.current_dir(root).env("TMPDIR", folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = cargo.spawn().because("cargo xtask cluster")?;
        let mut url = String::new();
        let said = child.stdout.take().map(|out| BufReader::new(out).read_line(&mut url));
        let postgres = Self { url: url.trim().to_owned(), cluster: Some(child) };
        match said {
            Some(Ok(length)) if length > 0 => Ok(postgres),
            _ => Err("cargo xtask cluster: no cluster was started".to_owned()),
        }
    }

    /// Makes an empty database beside it and tells its URL.
    pub async fn scratch(&self, name: &str) -> Outcome<String> {
        let mut connection = PgConnection::connect(&self.url).await.because("PostgreSQL")?;
        for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.because("a scratch database")?;
        }
        let (server, _) = self.url.rsplit_once('/').ok_or("the URL of PostgreSQL names no database")?;
        Ok(format!("{server}/{name}"))
    }

    /// The server process: the parent of the one that serves our connection. Nothing where it runs elsewhere.
    pub async fn counted(&self) -> Outcome<Counted> {
        let mut connection = PgConnection::connect(&self.url).await.because("PostgreSQL")?;
        let row = sqlx::query("SELECT pg_backend_pid()").fetch_one(&mut connection).await.because("PostgreSQL")?;
        let backend = u32::try_from(row.try_get::<i32, _>(0).because("PostgreSQL")?).because("PostgreSQL")?;
        let name = std::fs::read_to_string(format!("/proc/{backend}/comm")).unwrap_or_default();
        let is_here = name.starts_with("postgres");
        Ok(process::parent(backend).filter(|_| is_here).map_or(Counted::Nothing, Counted::Family))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(mut child) = self.cluster.take() {
            // The end of its input is what the cluster waits for.
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }
}
