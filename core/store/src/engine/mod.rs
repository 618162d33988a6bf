//! Opens SQLite or PostgreSQL and hands out transactions on it; all that differs between the two lives here.
//! SQLite: WAL, one writer with group commit, query-only readers. PostgreSQL: a pool whose sessions drop to the app role.

mod conn;
mod lock;
mod open;
mod writer;

use std::sync::Arc;

use sqlx::{PgPool, SqlitePool};
use tokio::sync::{Mutex, Notify};

pub(crate) use conn::{Conn, Raw};
pub(crate) use writer::{AfterCommit, alone, join, leave};

use crate::{
    ctx::{Authority, Ctx},
    error::StoreResult,
    idempotency::InFlight,
    numbers::Blocks,
    scope::Scope,
    system::SystemTx,
    tx::{ReadTx, WriteTx},
};

/// Which database a store runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// The embedded one.
    Sqlite,
    /// PostgreSQL 15 or newer.
    Postgres,
}

/// How to open a store.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite:PATH` or `postgres://…`; the application's session.
    pub url: String,
    /// The owner's session for migrations on PostgreSQL; the application's where none is given.
    pub owner_url: Option<String>,
    /// Connections for writing at the most on PostgreSQL; half as many more read, and SQLite has up to eight readers.
    pub connections: u32,
}

impl StoreConfig {
    /// The usual settings for a URL.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), owner_url: None, connections: 16 }
    }
}

pub(crate) enum Engine {
    Sqlite {
        readers: SqlitePool,
        writer: Arc<Mutex<writer::Writer>>,
        _lock: lock::ProcessLock,
    },
    /// Apart, so that a unit of work that looks something up never waits for another unit of work.
    Postgres {
        readers: PgPool,
        writers: PgPool,
    },
}

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) config: StoreConfig,
    pub(crate) blocks: Blocks,
    pub(crate) in_flight: InFlight,
    pub(crate) relay_wake: Notify,
    pub(crate) jobs_wake: Notify,
}

/// The database. Cheap to clone; without a [`Ctx`] it gives nothing of any tenant.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

impl Store {
    /// Opens a database and hands out the one right to make contexts for it.
    pub async fn open(config: StoreConfig) -> StoreResult<(Self, Authority)> {
        let engine = open::open(&config).await?;
        let inner = Inner {
            engine,
            config,
            blocks: Blocks::default(),
            in_flight: InFlight::default(),
            relay_wake: Notify::new(),
            jobs_wake: Notify::new(),
        };
        Ok((Self { inner: Arc::new(inner) }, Authority::new()))
    }

    /// Whether another process has the database and is the only one that may: ask that one instead. PostgreSQL takes
    /// many processes.
    #[must_use]
    pub fn is_taken(config: &StoreConfig) -> bool {
        open::sqlite_path(&config.url).is_ok_and(|path| config.url.starts_with("sqlite:") && lock::is_held(&path))
    }

    /// Which database this is.
    #[must_use]
    pub fn database(&self) -> Database {
        match self.inner.engine {
            Engine::Sqlite { .. } => Database::Sqlite,
            Engine::Postgres { .. } => Database::Postgres,
        }
    }

    /// A consistent view of the tenant of `ctx`.
    pub async fn read(&self, ctx: &Ctx) -> StoreResult<ReadTx> {
        Ok(ReadTx::new(self.begin_read(Some(ctx)).await?, ctx.clone()))
    }

    /// A unit of work in the tenant of `ctx`: all of it or, when dropped without commit, nothing.
    pub async fn write(&self, ctx: &Ctx) -> StoreResult<WriteTx> {
        Ok(WriteTx::new(self.begin_write(Some(ctx)).await?, ctx.clone(), self.clone()))
    }

    /// A view of all of a tenant's rows, however far the context reaches, for what is kept in memory for everybody in the
    /// tenant: read within somebody's reach it would be that person's part of it. Who hands it out narrows it.
    pub async fn read_for_memory(&self, ctx: &Ctx) -> StoreResult<ReadTx> {
        let whole = Authority::new().with_scope(ctx, Scope::tenant());
        Ok(ReadTx::new(self.begin_read(Some(&whole)).await?, whole))
    }

    /// A unit of work on the tables of the deployment itself.
    pub async fn system(&self, _authority: &Authority) -> StoreResult<SystemTx> {
        Ok(SystemTx::new(self.begin_write(None).await?))
    }

    /// A view of the tables of the deployment itself.
    pub async fn read_system(&self, _authority: &Authority) -> StoreResult<SystemTx> {
        Ok(SystemTx::new(self.begin_read(None).await?))
    }

    /// A reader that belongs to no tenant, for questions about the database itself.
    pub(crate) async fn plain_reader(&self) -> StoreResult<Conn> {
        self.begin_read(None).await
    }

    /// A writer that belongs to no tenant, for what this crate does to the database as a whole.
    pub(crate) async fn begin_system(&self) -> StoreResult<Conn> {
        self.begin_write(None).await
    }

    async fn begin_read(&self, ctx: Option<&Ctx>) -> StoreResult<Conn> {
        let (raw, sql) = match &self.inner.engine {
            Engine::Sqlite { readers, .. } => (Raw::Reader(readers.acquire().await?), "BEGIN".to_owned()),
            Engine::Postgres { readers, .. } => {
                let sql = begin_postgres("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ctx);
                (Raw::Postgres(readers.acquire().await?), sql)
            }
        };
        let conn = Conn::new(raw);
        conn.run_plain(sql).await?;
        Ok(conn)
    }

    async fn begin_write(&self, ctx: Option<&Ctx>) -> StoreResult<Conn> {
        match &self.inner.engine {
            Engine::Sqlite { writer, .. } => Ok(Conn::new(Raw::Writer(join(writer).await?))),
            Engine::Postgres { writers, .. } => {
                let conn = Conn::new(Raw::Postgres(writers.acquire().await?));
                conn.run_plain(begin_postgres("BEGIN", ctx)).await?;
                Ok(conn)
            }
        }
    }

    /// Waits for the group or transaction and closes all connections.
    pub async fn close(&self) {
        match &self.inner.engine {
            Engine::Sqlite { readers, writer, .. } => {
                readers.close().await;
                let _last_group = writer.lock().await;
            }
            Engine::Postgres { readers, writers } => {
                readers.close().await;
                writers.close().await;
            }
        }
    }
}

/// Begins and sets the tenant in one round trip. The id is a UUID, so it cannot carry SQL.
fn begin_postgres(begin: &str, ctx: Option<&Ctx>) -> String {
    match ctx {
        Some(ctx) => format!("{begin}; SET LOCAL kontor.tenant = '{}'", ctx.tenant().uuid()),
        None => begin.to_owned(),
    }
}
