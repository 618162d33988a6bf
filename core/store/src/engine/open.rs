//! Turns a URL into open connections with the settings that durability and isolation rest on.
//! A URL Kontor cannot use is refused in one line that says what it takes.

use std::{path::PathBuf, str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::Mutex;

use super::{Engine, StoreConfig, lock::ProcessLock, writer::Writer};
use crate::{
    error::{StoreError, StoreResult},
    schema::APP_ROLE,
};

const STATEMENT_CACHE: usize = 512;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) async fn open(config: &StoreConfig) -> StoreResult<Engine> {
    if config.url.starts_with("sqlite:") {
        open_sqlite(config).await
    } else if config.url.starts_with("postgres://") || config.url.starts_with("postgresql://") {
        open_postgres(config).await
    } else {
        Err(StoreError::Setup("the database URL must begin with sqlite: or postgres://".to_owned()))
    }
}

pub(super) fn sqlite_path(url: &str) -> StoreResult<PathBuf> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    if path.is_empty() || path.contains(":memory:") {
        return Err(StoreError::Setup("the SQLite URL must name a file, such as sqlite:data/kontor.db".to_owned()));
    }
    Ok(PathBuf::from(path))
}

async fn open_sqlite(config: &StoreConfig) -> StoreResult<Engine> {
    let path = sqlite_path(&config.url)?;
    let lock = ProcessLock::take(&path)?;
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(STATEMENT_CACHE)
        .pragma("cache_size", "-16384")
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging();
    let connection = options.clone().connect().await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(config.connections.clamp(1, 8))
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .connect_lazy_with(options.pragma("query_only", "ON"));
    Ok(Engine::Sqlite { readers, writer: Arc::new(Mutex::new(Writer::new(connection))), _lock: lock })
}

async fn open_postgres(config: &StoreConfig) -> StoreResult<Engine> {
    let options = PgConnectOptions::from_str(&config.url)
        .map_err(|cause| StoreError::Setup(format!("the PostgreSQL URL cannot be read: {cause}")))?
        .statement_cache_capacity(STATEMENT_CACHE)
        .application_name("kontor")
        .disable_statement_logging();
    let readers = postgres_pool(config.connections.div_ceil(2), options.clone()).await?;
    let writers = postgres_pool(config.connections, options).await?;
    Ok(Engine::Postgres { readers, writers })
}

async fn postgres_pool(connections: u32, options: PgConnectOptions) -> StoreResult<PgPool> {
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // Row-level security does not bind a superuser; the app role is never one and owns no table.
                // Before the first migration the role does not exist, and there is nothing to read either.
                let sql = format!(
                    "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN SET ROLE {APP_ROLE}; END IF; END $$"
                );
                connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.map(drop)
            })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}
