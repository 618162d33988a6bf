//! PostgreSQL with its default settings for one run, `fsync` included, and the process to count its work by.
//! The cluster is the one of the test kit; it is made in the temporary directory, where SQLite's file lies as well.

use kontor_testkit::cluster::{Cluster, Durability};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::{
    outcome::{Because, Outcome},
    process::{self, Counted},
};

/// A database to work in.
pub struct Postgres {
    url: String,
    /// Stopped and taken away when dropped.
    _cluster: Option<Cluster>,
}

impl Postgres {
    /// The given database, or a cluster of our own.
    pub fn start(given: Option<&str>) -> Outcome<Self> {
        if let Some(url) = given {
            return Ok(Self { url: url.to_owned(), _cluster: None });
        }
        let cluster = Cluster::start(Durability::Full).map_err(|cause| cause.message)?;
        Ok(Self { url: cluster.url(), _cluster: Some(cluster) })
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

/// Gathers the statistics plans are made from, as PostgreSQL does by itself once a database has been used for a minute.
pub async fn gather_statistics(url: &str) -> Outcome {
    let mut connection = PgConnection::connect(url).await.because("PostgreSQL")?;
    sqlx::raw_sql("ANALYZE").execute(&mut connection).await.because("ANALYZE").map(drop)
}
