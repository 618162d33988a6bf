//! The database seen past the server: to prove that nothing changed, to break rules on purpose, and for naive twins.
//! Each holds a connection of its own, which no row-level security binds.

use std::collections::{BTreeMap, BTreeSet};

use kontor_kernel::TenantId;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::eventually;

/// A connection.
pub enum Raw {
    /// To the file.
    Sqlite(SqliteConnection),
    /// To the cluster.
    Postgres(PgConnection),
}

/// All rows of a tenant as text, by table.
pub type Rows = BTreeMap<String, Vec<String>>;

/// A row as values by column.
pub type Record = serde_json::Map<String, serde_json::Value>;

/// All rows of a tenant as values by column, by table.
pub type Records = BTreeMap<String, Vec<Record>>;

/// What relay and workers keep for themselves: it moves while nobody asks anything.
const OF_THE_BACKGROUND: [&str; 6] =
    ["store_outbox_due", "store_feeds", "store_inbox", "store_jobs", "store_jobs_due", "audit_seals"];
/// What the job that seals the audit trail adds to entries, whenever it comes by.
const OF_SEALING: [&str; 3] = ["position", "previous_hash", "hash"];
const SEALED: &str = "audit.trail_sealed";

impl Raw {
    /// Opens a connection.
    pub async fn connect(url: &str) -> Self {
        match url.strip_prefix("sqlite:") {
            Some(path) => {
                let options =
                    SqliteConnectOptions::new().filename(path).busy_timeout(std::time::Duration::from_secs(20));
                Self::Sqlite(SqliteConnection::connect_with(&options).await.unwrap())
            }
            None => Self::Postgres(PgConnection::connect(url).await.unwrap()),
        }
    }

    /// Runs a statement and tells how many rows it changed.
    pub async fn execute(&mut self, sql: &str) -> Result<u64, sqlx::Error> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self {
            Self::Sqlite(connection) => query.execute(connection).await.map(|done| done.rows_affected()),
            Self::Postgres(connection) => query.execute(connection).await.map(|done| done.rows_affected()),
        }
    }

    /// One number, such as a count.
    pub async fn number(&mut self, sql: &str) -> i64 {
        self.try_number(sql).await.unwrap_or_else(|cause| panic!("{sql}: {cause}"))
    }

    /// One number, or what the database says instead.
    pub async fn try_number(&mut self, sql: &str) -> Result<i64, sqlx::Error> {
        let query = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => sqlx::query(query).fetch_one(connection).await?.try_get(0),
            Self::Postgres(connection) => sqlx::query(query).fetch_one(connection).await?.try_get(0),
        }
    }

    /// The first column of all rows, as text.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let query = AssertSqlSafe(sql.to_owned());
        let texts: Result<Vec<String>, sqlx::Error> = match self {
            Self::Sqlite(connection) => {
                sqlx::query(query).fetch_all(connection).await.unwrap().iter().map(|row| row.try_get(0)).collect()
            }
            Self::Postgres(connection) => {
                sqlx::query(query).fetch_all(connection).await.unwrap().iter().map(|row| row.try_get(0)).collect()
            }
        };
        texts.unwrap_or_else(|cause| panic!("{sql}: {cause}"))
    }

    /// An id as SQL.
    #[must_use]
    pub fn literal(&self, id: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("X'{}'", id.replace('-', "")),
            Self::Postgres(_) => format!("'{id}'::uuid"),
        }
    }

    /// The tables whose rows belong to tenants.
    pub async fn tenant_tables(&mut self) -> Vec<String> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                 WHERE m.type = 'table' AND c.name = 'tenant_id' ORDER BY m.name"
            }
            Self::Postgres(_) => {
                "SELECT t.relname::text FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid \
                 WHERE t.relkind IN ('r', 'p') AND c.attname = 'tenant_id' AND NOT c.attisdropped \
                 AND t.relnamespace = 'public'::regnamespace ORDER BY t.relname"
            }
        };
        self.texts(sql).await
    }

    /// All rows of a tenant, once relay and workers have nothing left to do for it.
    pub async fn rows_of(&mut self, tenant: TenantId) -> Rows {
        self.gather(tenant, false).await
    }

    /// The same rows with a name at every value.
    pub async fn records_of(&mut self, tenant: TenantId) -> Records {
        let rows = self.gather(tenant, true).await;
        let record = |row: &String| serde_json::from_str(row).unwrap_or_else(|cause| panic!("{cause}: {row}"));
        rows.into_iter().map(|(table, rows)| (table, rows.iter().map(record).collect())).collect()
    }

    /// The names of all columns of the tenants' tables, each once.
    pub async fn column_names(&mut self) -> BTreeSet<String> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
            }
            Self::Postgres(_) => {
                "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
            }
        };
        self.texts(sql).await.into_iter().collect()
    }

    /// The columns of the tenants' tables that hold text or JSON, as `table.column`.
    pub async fn text_columns(&mut self) -> Vec<String> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                 WHERE m.type = 'table' AND lower(c.type) NOT LIKE 'uuid%' AND (lower(c.type) LIKE '%text%' OR lower(c.type) LIKE '%json%' \
                 OR lower(c.type) LIKE '%char%') ORDER BY 1"
            }
            Self::Postgres(_) => {
                "SELECT table_name || '.' || column_name FROM information_schema.columns \
                 WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'json', 'character varying') ORDER BY 1"
            }
        };
        self.texts(sql).await
    }

    async fn gather(&mut self, tenant: TenantId, with_names: bool) -> Rows {
        let id = self.literal(&tenant.to_string());
        self.wait_for_the_background(&id).await;
        let mut rows = Rows::new();
        for table in self.tenant_tables().await {
            if OF_THE_BACKGROUND.contains(&table.as_str()) {
                continue;
            }
            let row = if with_names { self.row_as_json(&table).await } else { self.row_as_text(&table).await };
            let but = if table == "store_outbox" { format!(" AND kind <> '{SEALED}'") } else { String::new() };
            let sql = format!("SELECT {row} FROM {table} t WHERE tenant_id = {id}{but} ORDER BY 1");
            rows.insert(table, self.texts(&sql).await);
        }
        rows
    }

    async fn wait_for_the_background(&mut self, tenant: &str) {
        let waiting = [
            ("the relay has published everything", "store_outbox_due WHERE"),
            ("every mail has had its first attempt", "messages_outgoing WHERE state IN ('queued', 'sending') AND"),
        ];
        let this = tokio::sync::Mutex::new(self);
        for (what, rows) in waiting {
            let sql = format!("SELECT COUNT(*) FROM {rows} tenant_id = {tenant}");
            eventually(what, || async { (this.lock().await.number(&sql).await == 0).then_some(()) }).await;
        }
    }

    async fn row_as_text(&mut self, table: &str) -> String {
        let later: &[&str] = if table == "audit_entries" { &OF_SEALING } else { &[] };
        if matches!(self, Self::Postgres(_)) {
            return if later.is_empty() {
                "t::text".to_owned()
            } else {
                format!("(to_jsonb(t) - ARRAY['{}'])::text", later.join("', '"))
            };
        }
        let mut columns = self.columns_of(table).await;
        columns.retain(|column| !later.contains(&column.as_str()));
        let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        quoted.join(" || '|' || ")
    }

    async fn row_as_json(&mut self, table: &str) -> String {
        let later: &[&str] = if table == "audit_entries" { &OF_SEALING } else { &[] };
        if matches!(self, Self::Postgres(_)) {
            let without: String = later.iter().map(|column| format!(" - '{column}'")).collect();
            return format!("(to_jsonb(t){without})::text");
        }
        let mut columns = self.columns_of(table).await;
        columns.retain(|column| !later.contains(&column.as_str()));
        let pairs: Vec<String> = columns.iter().map(|column| format!("'{column}', quote(\"{column}\")")).collect();
        format!("json_object({})", pairs.join(", "))
    }

    async fn columns_of(&mut self, table: &str) -> Vec<String> {
        self.texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await
    }
}

/// Which columns hold something else, as `table.column`: those of a row that was changed, or all of a new or lost one.
#[must_use]
pub fn changed_columns(before: &Records, after: &Records) -> BTreeSet<String> {
    let (none, mut changed) = (Vec::new(), BTreeSet::new());
    for table in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let (old, new) = (before.get(table).unwrap_or(&none), after.get(table).unwrap_or(&none));
        let mut lost: Vec<_> = old.iter().filter(|row| !new.contains(row)).collect();
        for row in new.iter().filter(|row| !old.contains(row)) {
            let is_same_thing = |other: &&Record| alike(row, other) * 2 > row.len();
            let twin = lost.iter().enumerate().filter(|(_, other)| is_same_thing(other));
            let twin = twin.max_by_key(|(_, other)| alike(row, other)).map(|(index, _)| index);
            let twin = twin.map(|index| lost.swap_remove(index));
            let differs = |name: &String| twin.is_none_or(|twin| twin.get(name) != row.get(name));
            changed.extend(row.keys().filter(|name| differs(name)).map(|name| format!("{table}.{name}")));
        }
        changed.extend(lost.iter().map(|_| format!("{table} loses a row")));
    }
    changed
}

/// How many columns of two rows hold the same; none where they are of different things.
fn alike(one: &Record, other: &Record) -> usize {
    if one.get("id") != other.get("id") {
        return 0;
    }
    one.iter().filter(|(name, value)| other.get(*name) == Some(value)).count()
}

/// What differs between two states, a line per row; empty where nothing does.
#[must_use]
pub fn changes(before: &Rows, after: &Rows) -> Vec<String> {
    let none = Vec::new();
    let mut changes = Vec::new();
    for table in before.keys().chain(after.keys()).collect::<std::collections::BTreeSet<_>>() {
        let (old, new) = (before.get(table).unwrap_or(&none), after.get(table).unwrap_or(&none));
        changes.extend(old.iter().filter(|row| !new.contains(row)).map(|row| format!("{table} lost {row}")));
        changes.extend(new.iter().filter(|row| !old.contains(row)).map(|row| format!("{table} got {row}")));
    }
    changes
}
