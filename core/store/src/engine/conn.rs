//! One connection behind sea-orm's interface, lent to exactly one transaction at a time.
//! It never leaves this crate: transactions use it, callers see only tenant-bound queries.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use futures_util::{TryStreamExt, stream::BoxStream};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, FromQueryResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, SqliteConnection, pool::PoolConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc};

use super::writer::Writer;

/// What a transaction runs on.
pub(crate) enum Raw {
    /// A reader of the SQLite file.
    Reader(PoolConnection<Sqlite>),
    /// The one writer of the SQLite file.
    Writer(OwnedMutexGuard<Writer>),
    /// A PostgreSQL connection.
    Postgres(PoolConnection<Postgres>),
}

/// A lent connection. It is lent before the transaction begins, so that whoever gives up at any moment leaves none open.
pub(crate) struct Conn {
    raw: Mutex<Option<Raw>>,
    backend: DbBackend,
    /// PostgreSQL refused a statement and with it the whole transaction, whatever it answers to COMMIT.
    is_spoilt: AtomicBool,
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

fn returned() -> DbErr {
    DbErr::Custom("the transaction has ended".to_owned())
}

fn values(statement: &Statement) -> SqlxValues {
    SqlxValues(statement.values.clone().unwrap_or_else(|| sea_orm::sea_query::Values(Vec::new())))
}

/// Whether SQLite gave up the whole transaction rather than one statement: full disk, I/O error, out of memory.
fn dooms_the_group(error: &sqlx::Error) -> bool {
    let code = match error {
        sqlx::Error::Database(cause) => cause.code().and_then(|code| code.parse::<u32>().ok()),
        _ => return true,
    };
    code.is_some_and(|code| matches!(code & 0xff, 7 | 10 | 11 | 13))
}

/// Runs one sqlx call on whichever connection is lent; the writer remembers errors that end its whole group.
macro_rules! on_connection {
    ($self:ident, $statement:ident, $method:ident, $convert:expr) => {{
        let mut lent = $self.raw.lock().await;
        let sql = AssertSqlSafe($statement.sql.as_str());
        let arguments = values(&$statement);
        match lent.as_mut().ok_or_else(returned)? {
            Raw::Reader(connection) => {
                let connection: &mut SqliteConnection = &mut *connection;
                sqlx::query_with(sql, arguments).$method(connection).await.map($convert).map_err(failed)
            }
            Raw::Writer(writer) => {
                let result = sqlx::query_with(sql, arguments).$method(&mut writer.connection).await;
                if result.as_ref().is_err_and(dooms_the_group) {
                    writer.doom();
                }
                result.map($convert).map_err(failed)
            }
            Raw::Postgres(connection) => {
                let result = sqlx::query_with(sql, arguments).$method(&mut **connection).await;
                if result.is_err() {
                    $self.is_spoilt.store(true, Ordering::Relaxed);
                }
                result.map($convert).map_err(failed)
            }
        }
    }};
}

/// Turns rows into what is wanted as they arrive.
async fn gather<M, R>(mut rows: BoxStream<'_, Result<R, sqlx::Error>>) -> Result<Result<Vec<M>, DbErr>, sqlx::Error>
where
    M: FromQueryResult,
    R: Into<QueryResult>,
{
    let mut gathered = Vec::new();
    while let Some(row) = rows.try_next().await? {
        match M::from_query_result(&row.into(), "") {
            Ok(model) => gathered.push(model),
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(gathered))
}

/// Hands rows on as they arrive and waits for whoever takes them; false when nobody does any more.
async fn pour<M, R>(
    mut rows: BoxStream<'_, Result<R, sqlx::Error>>,
    to: &mpsc::Sender<M>,
) -> Result<Result<bool, DbErr>, sqlx::Error>
where
    M: FromQueryResult,
    R: Into<QueryResult>,
{
    while let Some(row) = rows.try_next().await? {
        match M::from_query_result(&row.into(), "") {
            Ok(model) => {
                if to.send(model).await.is_err() {
                    return Ok(Ok(false));
                }
            }
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(true))
}

impl Conn {
    /// Hands on all rows of a statement as models without holding more than the channel does. For readers: a writer
    /// does not wait for others.
    pub(crate) async fn feed<M: FromQueryResult>(
        &self,
        statement: Statement,
        to: &mpsc::Sender<M>,
    ) -> Result<bool, DbErr> {
        let mut lent = self.raw.lock().await;
        let query = (AssertSqlSafe(statement.sql.as_str()), values(&statement));
        match lent.as_mut().ok_or_else(returned)? {
            Raw::Reader(connection) => {
                pour(sqlx::query_with(query.0, query.1).fetch(&mut **connection), to).await.map_err(failed)?
            }
            Raw::Postgres(connection) => {
                pour(sqlx::query_with(query.0, query.1).fetch(&mut **connection), to).await.map_err(failed)?
            }
            Raw::Writer(_) => Err(DbErr::Custom("rows are handed on by readers only".to_owned())),
        }
    }

    /// All rows of a statement as models. The database's own rows are dropped one by one: a catalogue that is read as a
    /// whole is not held twice.
    pub(crate) async fn all<M: FromQueryResult>(&self, statement: Statement) -> Result<Vec<M>, DbErr> {
        let mut lent = self.raw.lock().await;
        let query = (AssertSqlSafe(statement.sql.as_str()), values(&statement));
        match lent.as_mut().ok_or_else(returned)? {
            Raw::Reader(connection) => {
                gather(sqlx::query_with(query.0, query.1).fetch(&mut **connection)).await.map_err(failed)?
            }
            Raw::Writer(writer) => {
                let gathered = gather(sqlx::query_with(query.0, query.1).fetch(&mut writer.connection)).await;
                if gathered.as_ref().is_err_and(dooms_the_group) {
                    writer.doom();
                }
                gathered.map_err(failed)?
            }
            Raw::Postgres(connection) => {
                let gathered = gather(sqlx::query_with(query.0, query.1).fetch(&mut **connection)).await;
                if gathered.is_err() {
                    self.is_spoilt.store(true, Ordering::Relaxed);
                }
                gathered.map_err(failed)?
            }
        }
    }

    pub(crate) fn new(raw: Raw) -> Self {
        let backend = match raw {
            Raw::Reader(_) | Raw::Writer(_) => DbBackend::Sqlite,
            Raw::Postgres(_) => DbBackend::Postgres,
        };
        Self { raw: Mutex::new(Some(raw)), backend, is_spoilt: AtomicBool::new(false) }
    }

    /// Takes the connection back.
    pub(crate) fn take(&mut self) -> Option<Raw> {
        self.raw.get_mut().take()
    }

    /// Whether a statement failed that takes the whole transaction along.
    pub(crate) fn is_spoilt(&self) -> bool {
        self.is_spoilt.load(Ordering::Relaxed)
    }

    /// Runs statements that carry no values, several at once in one round trip.
    pub(crate) async fn run_plain(&self, sql: String) -> Result<(), sqlx::Error> {
        match self.raw.lock().await.as_mut() {
            Some(raw) => run_plain(raw, sql).await,
            None => Ok(()),
        }
    }
}

impl Drop for Conn {
    fn drop(&mut self) {
        give_back(self.raw.get_mut().take());
    }
}

/// Rolls back in the background what was dropped rather than ended.
fn give_back(raw: Option<Raw>) {
    match raw {
        Some(Raw::Writer(mut writer)) => writer.abandon(),
        Some(mut raw) => {
            if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                runtime.spawn(async move {
                    match run_plain(&mut raw, "ROLLBACK".to_owned()).await {
                        Err(error) if !is_nothing_open(&error) => {
                            tracing::warn!(%error, "a dropped transaction could not be rolled back; its connection is closed");
                            raw.close_when_dropped();
                        }
                        _ => {}
                    }
                });
            }
        }
        None => {}
    }
}

/// SQLite refuses to roll back where the transaction had not begun or had ended already.
fn is_nothing_open(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|cause| cause.message().contains("no transaction is active"))
}

impl Raw {
    /// Keeps a connection in an unknown state out of its pool.
    fn close_when_dropped(&mut self) {
        match self {
            Self::Reader(connection) => connection.close_on_drop(),
            Self::Postgres(connection) => connection.close_on_drop(),
            Self::Writer(_) => {}
        }
    }
}

async fn run_plain(raw: &mut Raw, sql: String) -> Result<(), sqlx::Error> {
    let sql = sqlx::raw_sql(AssertSqlSafe(sql));
    match raw {
        Raw::Reader(connection) => sql.execute(&mut **connection).await.map(drop),
        Raw::Writer(writer) => sql.execute(&mut writer.connection).await.map(drop),
        Raw::Postgres(connection) => sql.execute(&mut **connection).await.map(drop),
    }
}

#[async_trait]
impl ConnectionTrait for Conn {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        on_connection!(self, statement, execute, Into::into)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(self.backend, sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        on_connection!(self, statement, fetch_optional, |row| row.map(Into::into))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        on_connection!(self, statement, fetch_all, |rows| rows.into_iter().map(Into::into).collect())
    }
}
