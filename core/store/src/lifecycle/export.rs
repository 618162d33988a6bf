//! A tenant's rows as JSON, table by table out of one consistent view, handed on while they arrive from the database.
//! The database writes the JSON itself, so that both write the same: ids as text, bytes in hexadecimal.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, QueryResult, Select, Statement};
use tokio::sync::mpsc;

use super::tables::{self, Column, Kind, TenantTable};
use crate::{
    ctx::Authority,
    entity::SystemEntity,
    error::StoreResult,
    query::for_backend,
    tx::{ReadTx, Tx},
};

/// A row of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedRow {
    /// Its columns as a JSON object.
    pub json: String,
}

/// Whether somebody still takes the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exporting {
    /// All rows of the table were taken.
    GoesOn,
    /// Nobody listens any more.
    HasStopped,
}

impl FromQueryResult for ExportedRow {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let mut json = String::from("{");
        for (place, name) in row.column_names().iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let value: String = row.try_get("", name)?;
            json.push_str(&format!("{comma}\"{name}\":{value}"));
        }
        json.push('}');
        Ok(Self { json })
    }
}

impl ReadTx {
    /// The tables of tenants, each after those it refers to.
    pub async fn tenant_tables(&self) -> StoreResult<Vec<TenantTable>> {
        tables::parents_first(self.conn().0).await
    }

    /// Hands on all rows that the transaction's tenant has in a table, in the order of their key and without what is
    /// withheld. Waits for whoever takes them, so that no more than the channel holds is in memory.
    pub async fn export_table(&self, table: &TenantTable, to: &mpsc::Sender<ExportedRow>) -> StoreResult<Exporting> {
        let conn = self.conn().0;
        let backend = conn.get_database_backend();
        let sql = for_backend(backend, &select(backend, table));
        let statement = Statement::from_sql_and_values(backend, sql, [self.tenant().into()]);
        let is_taken = conn.feed(statement, to).await?;
        Ok(if is_taken { Exporting::GoesOn } else { Exporting::HasStopped })
    }

    /// How many rows the transaction's tenant has in a table.
    pub async fn count_table(&self, table: &TenantTable) -> StoreResult<u64> {
        let conn = self.conn().0;
        let backend = conn.get_database_backend();
        let sql = for_backend(backend, &format!("SELECT COUNT(*) AS n FROM \"{}\" WHERE tenant_id = ?", table.name));
        let statement = Statement::from_sql_and_values(backend, sql, [self.tenant().into()]);
        let row = conn.query_one_raw(statement).await?;
        let counted = row.map(|row| row.try_get::<i64>("", "n")).transpose()?.unwrap_or(0);
        Ok(u64::try_from(counted).unwrap_or(0))
    }

    /// Rows of a system table in the same view; for those the composition root trusts.
    pub async fn all_system<E: SystemEntity>(&self, _: &Authority, select: Select<E>) -> StoreResult<Vec<E::Model>> {
        Ok(select.all(self.conn().0).await?)
    }

    /// The name of the newest step that the schema has had.
    pub async fn schema_version(&self) -> StoreResult<String> {
        let conn = self.conn().0;
        let sql = "SELECT version AS told FROM store_migrations ORDER BY applied_at DESC, version DESC LIMIT 1";
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
        Ok(row.map(|row| row.try_get("", "told")).transpose()?.unwrap_or_default())
    }
}

fn select(backend: DbBackend, table: &TenantTable) -> String {
    let written = |column: &Column| {
        let value = match backend {
            DbBackend::Postgres => in_postgres(column),
            _ => in_sqlite(column),
        };
        format!("{value} AS \"{}\"", column.name)
    };
    let shown = table.columns.iter().filter(|column| !table.withholds(column)).map(written);
    let mut key: Vec<&Column> = table.columns.iter().filter(|column| column.key_place > 0).collect();
    key.sort_unstable_by_key(|column| column.key_place);
    let key: Vec<String> = key.into_iter().map(|column| format!("t.\"{}\"", column.name)).collect();
    let order = if key.is_empty() { String::new() } else { format!(" ORDER BY {}", key.join(", ")) };
    let columns: Vec<String> = shown.collect();
    format!("SELECT {} FROM \"{}\" t WHERE t.tenant_id = ?{order}", columns.join(", "), table.name)
}

fn in_postgres(column: &Column) -> String {
    let name = format!("t.\"{}\"", column.name);
    let value = if column.kind == Kind::Bytes { format!("encode({name}, 'hex')") } else { name };
    format!("coalesce(to_json({value})::text, 'null')")
}

fn in_sqlite(column: &Column) -> String {
    let name = format!("t.\"{}\"", column.name);
    let some = match column.kind {
        Kind::Plain => return format!("CAST(json_quote({name}) AS TEXT)"),
        Kind::Json => format!("json({name})"),
        Kind::Flag => format!("CASE {name} WHEN 0 THEN 'false' ELSE 'true' END"),
        Kind::Bytes => format!("'\"' || lower(hex({name})) || '\"'"),
        Kind::Uuid => {
            let part = |from: u8, length: u8| format!("substr(lower(hex({name})), {from}, {length})");
            let parts = [part(1, 8), part(9, 4), part(13, 4), part(17, 4), part(21, 12)];
            format!("'\"' || {} || '\"'", parts.join(" || '-' || "))
        }
    };
    format!("CASE WHEN {name} IS NULL THEN 'null' ELSE {some} END")
}
