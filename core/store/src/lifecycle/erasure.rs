//! Erasing a tenant: rows go in short steps that others hardly notice, and a step that was not finished is taken again.
//! On PostgreSQL it works in the owner's session, because the role that serves may not delete what is append-only.
//!
//! A tenant must be marked as `erasing` first; of two processes that would erase it one is told to leave it.

use std::{str::FromStr, time::Duration, time::Instant};

use kontor_kernel::TenantId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row, postgres::PgConnectOptions,
    sqlite::SqliteConnectOptions,
};
use uuid::Uuid;

use super::tables::{self, TenantTable};
use crate::{
    ctx::Authority,
    engine::{Conn, Database, Engine, Store, alone},
    error::{StoreError, StoreResult},
    query::run_sql,
    system::tenants,
    tx::{WriteTx, commit},
};

/// How long one step may hold the database, in milliseconds.
const STEP_MS: u128 = 20;
const FEWEST_ROWS: u64 = 8;
const MOST_ROWS: u64 = 2_000;
/// The largest SQLite file that is written anew, in bytes: some seconds.
const REWRITTEN_AT_MOST: u64 = 1024 * 1024 * 1024;

/// A tenant that is being erased by this process.
pub struct Erasure {
    store: Store,
    tenant: TenantId,
    session: Session,
    tables: Vec<TenantTable>,
    rows_per_step: u64,
    has_erased: bool,
}

enum Session {
    /// Steps take their turn in the writer's queue, as everybody does.
    Sqlite,
    /// The owner's session. It holds a lock in the database that goes with it, however it ends.
    Postgres(PgConnection),
}

/// What a step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worked {
    /// Rows that are gone.
    pub rows: u64,
    /// Whether the table has none left.
    pub is_empty: bool,
    /// How long it took.
    pub took: Duration,
}

impl Store {
    /// Begins or takes up the erasure of a tenant whose status is `erasing`; nothing where another process is at it.
    pub async fn begin_erasure(&self, authority: &Authority, tenant: TenantId) -> StoreResult<Option<Erasure>> {
        let known = tenants::Entity::find().filter(tenants::Column::Id.eq(tenant));
        let row = self.read_system(authority).await?.one(known).await?;
        if row.is_some_and(|row| row.status != "erasing") {
            return Err(StoreError::Setup("only a tenant that is marked as erasing can be erased".to_owned()));
        }
        let session = match self.database() {
            Database::Sqlite => Session::Sqlite,
            Database::Postgres => match self.owner_session(tenant).await? {
                Some(session) => Session::Postgres(session),
                None => return Ok(None),
            },
        };
        let tables = tables::children_first(&self.plain_reader().await?).await?;
        Ok(Some(Erasure { store: self.clone(), tenant, session, tables, rows_per_step: 128, has_erased: false }))
    }

    async fn owner_session(&self, tenant: TenantId) -> StoreResult<Option<PgConnection>> {
        let config = &self.inner.config;
        let url = config.owner_url.as_ref().unwrap_or(&config.url);
        let options = PgConnectOptions::from_str(url)?.application_name("kontor erasure").disable_statement_logging();
        let mut session = options.connect().await?;
        let (_, key) = tenant.uuid().as_u64_pair();
        let row =
            sqlx::query("SELECT pg_try_advisory_lock($1)").bind(key.cast_signed()).fetch_one(&mut session).await?;
        Ok(row.try_get::<bool, _>(0)?.then_some(session))
    }
}

impl WriteTx {
    /// Deletes rows of the deployment's own tables that a column of this name says are about one of these ids, such as
    /// what else is kept of people who are gone. Tables of tenants are left alone.
    pub async fn erase_system_rows(&self, _: &Authority, column: &str, ids: &[Uuid]) -> StoreResult<u64> {
        let conn = self.connection();
        let mut erased = 0;
        for table in tables::system_tables_with(conn, column).await? {
            for id in ids {
                let sql = format!("DELETE FROM \"{table}\" WHERE \"{column}\" = ?");
                erased += run_sql(conn, &sql, vec![(*id).into()]).await?;
            }
        }
        Ok(erased)
    }
}

impl Erasure {
    /// The tables, each before those it refers to: the order in which [`Self::step`] is to empty them.
    #[must_use]
    pub fn tables(&self) -> &[TenantTable] {
        &self.tables
    }

    /// Deletes some rows of a table. How many follows from how long the step before took.
    pub async fn step(&mut self, table: usize) -> StoreResult<Worked> {
        let Some(table) = self.tables.get(table).cloned() else {
            return Ok(Worked { rows: 0, is_empty: true, took: Duration::ZERO });
        };
        let begun = Instant::now();
        let wanted = self.rows_per_step;
        let (touched, rows) = match &mut self.session {
            Session::Sqlite => in_sqlite(&self.store, self.tenant, &table, wanted).await?,
            Session::Postgres(session) => in_postgres(session, self.tenant, &table, wanted).await?,
        };
        let took = begun.elapsed();
        self.has_erased |= rows > 0;
        self.keep_pace(touched, took);
        Ok(Worked { rows, is_empty: touched == 0, took })
    }

    fn keep_pace(&mut self, touched: u64, took: Duration) {
        if took.as_millis() > STEP_MS {
            self.rows_per_step = (self.rows_per_step / 2).max(FEWEST_ROWS);
        } else if touched == self.rows_per_step && took.as_millis() * 2 < STEP_MS {
            self.rows_per_step = (self.rows_per_step * 2).min(MOST_ROWS);
        }
    }

    /// Ends it: the tenant itself goes. All its tables must be empty by now.
    pub async fn finish(mut self, authority: &Authority) -> StoreResult<()> {
        let tx = self.store.system(authority).await?;
        tx.delete(tenants::Entity::delete_many().filter(tenants::Column::Id.eq(self.tenant))).await?;
        tx.commit().await?;
        match &mut self.session {
            Session::Sqlite if self.has_erased => rewrite_the_file(&self.store).await,
            Session::Sqlite | Session::Postgres(_) => Ok(()),
        }
    }
}

/// References within the table itself that stand in the way. Others cannot: a table is made after those it refers to.
fn loose(table: &TenantTable) -> Vec<&str> {
    let own = table.refers_to.get(&table.name).into_iter().flatten();
    let open = own.filter(|name| table.column(name).is_some_and(|column| !column.is_required));
    open.map(String::as_str).collect()
}

/// The statements of a step, with one value each: the tenant. First what loosens references, then what deletes.
fn statements(table: &TenantTable, row_id: &str, rows: u64) -> (Vec<String>, String) {
    let name = &table.name;
    let some = |condition: &str| {
        let inner = format!("SELECT {row_id} FROM \"{name}\" WHERE tenant_id = ?1{condition} LIMIT {rows}");
        if row_id == "ctid" { format!("ctid = ANY (ARRAY({inner}))") } else { format!("{row_id} IN ({inner})") }
    };
    let loosen = |column: &&str| {
        let chosen = some(&format!(" AND \"{column}\" IS NOT NULL"));
        format!("UPDATE \"{name}\" SET \"{column}\" = NULL WHERE tenant_id = ?1 AND {chosen}")
    };
    let loosened = loose(table).iter().map(loosen).collect();
    (loosened, format!("DELETE FROM \"{name}\" WHERE tenant_id = ?1 AND {}", some("")))
}

async fn in_sqlite(store: &Store, tenant: TenantId, table: &TenantTable, rows: u64) -> StoreResult<(u64, u64)> {
    let conn = store.begin_system().await?;
    let (loosen, delete) = statements(table, "rowid", rows);
    // What is deleted is overwritten, too, so that the file holds no trace of it.
    conn.execute_unprepared("PRAGMA secure_delete = ON").await?;
    let outcome = past_triggers(&conn, table, tenant, &loosen, &delete).await;
    conn.execute_unprepared("PRAGMA secure_delete = OFF").await?;
    let worked = outcome?;
    commit(conn, Vec::new()).await?;
    Ok(worked)
}

/// Lifts the triggers that refuse deletion of an append-only table and puts them back, within the step's savepoint.
async fn past_triggers(
    conn: &Conn,
    table: &TenantTable,
    tenant: TenantId,
    loosen: &[String],
    delete: &str,
) -> StoreResult<(u64, u64)> {
    let backend = conn.get_database_backend();
    let sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?";
    let rows = conn.query_all_raw(Statement::from_sql_and_values(backend, sql, [table.name.as_str().into()])).await?;
    let mut triggers: Vec<(String, String)> = Vec::new();
    for row in rows {
        triggers.push((row.try_get("", "name")?, row.try_get("", "sql")?));
    }
    for (name, _) in &triggers {
        conn.execute_unprepared(&format!("DROP TRIGGER \"{name}\"")).await?;
    }
    let mut touched = 0;
    for statement in loosen {
        touched += run_sql(conn, statement, vec![tenant.into()]).await?;
    }
    let deleted = if touched == 0 { run_sql(conn, delete, vec![tenant.into()]).await? } else { 0 };
    for (_, sql) in &triggers {
        conn.execute_unprepared(sql).await?;
    }
    Ok((touched + deleted, deleted))
}

async fn in_postgres(
    session: &mut PgConnection,
    tenant: TenantId,
    table: &TenantTable,
    rows: u64,
) -> StoreResult<(u64, u64)> {
    let (loosen, delete) = statements(table, "ctid", rows);
    let triggers = refusing_triggers(session, &table.name).await?;
    let mut tx = session.begin().await?;
    // The wall stands for the owner, too: within this transaction it lets through this tenant and nobody else.
    run(&mut tx, format!("SET LOCAL kontor.tenant = '{}'", tenant.uuid())).await?;
    for trigger in &triggers {
        run(&mut tx, format!("ALTER TABLE \"{}\" DISABLE TRIGGER \"{trigger}\"", table.name)).await?;
    }
    let mut touched = 0;
    for statement in &loosen {
        touched += about(&mut tx, tenant, statement).await?;
    }
    let deleted = if touched == 0 { about(&mut tx, tenant, &delete).await? } else { 0 };
    for trigger in &triggers {
        run(&mut tx, format!("ALTER TABLE \"{}\" ENABLE TRIGGER \"{trigger}\"", table.name)).await?;
    }
    tx.commit().await?;
    Ok((touched + deleted, deleted))
}

/// Triggers of a table that fire on rows being deleted or changed and are not the database's own.
async fn refusing_triggers(session: &mut PgConnection, table: &str) -> StoreResult<Vec<String>> {
    let sql = "SELECT tgname::text FROM pg_trigger WHERE tgrelid = format('public.%I', $1)::regclass \
               AND NOT tgisinternal AND tgenabled = 'O' AND (tgtype & 24) <> 0";
    let rows = sqlx::query(sql).bind(table).fetch_all(session).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

async fn run(session: &mut PgConnection, sql: String) -> StoreResult<()> {
    Ok(sqlx::raw_sql(AssertSqlSafe(sql)).execute(session).await.map(drop)?)
}

async fn about(session: &mut PgConnection, tenant: TenantId, sql: &str) -> StoreResult<u64> {
    let sql = sql.replace("?1", "$1");
    let done = sqlx::query(AssertSqlSafe(sql)).bind(tenant.uuid()).execute(session).await?;
    Ok(done.rows_affected())
}

/// Writes SQLite's file anew without what was deleted from it, and cuts off its log. Writers wait meanwhile, so that a
/// large file is left as it is: what was deleted there is overwritten, but copies that pages held for a while may stay.
async fn rewrite_the_file(store: &Store) -> StoreResult<()> {
    let Engine::Sqlite { writer, .. } = &store.inner.engine else { return Ok(()) };
    let path = store.inner.config.url.trim_start_matches("sqlite:").trim_start_matches("//");
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    let _turn = alone(writer).await;
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(Duration::from_secs(1));
    let mut session = options.disable_statement_logging().connect().await?;
    if size <= REWRITTEN_AT_MOST {
        sqlx::raw_sql("VACUUM").execute(&mut session).await?;
    } else {
        tracing::warn!(size, "the database is too large to be written anew while it serves; stop it and run VACUUM");
    }
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut session).await?;
    if row.try_get::<i64, _>(0)? != 0 {
        tracing::info!("SQLite's log could not be emptied while others read; it is overwritten as work goes on");
    }
    Ok(session.close().await?)
}
