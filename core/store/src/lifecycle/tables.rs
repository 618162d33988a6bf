//! What the database's catalogue says of tenants' tables: their columns, their keys, and which of them refer to which.
//! Both databases are asked the same three questions, each in its own words.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};

use crate::{engine::Conn, error::StoreResult};

/// What stands in a column, as far as writing it down differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Uuid,
    Json,
    Flag,
    Bytes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
    /// Its place in the primary key, from 1; zero where it is no part of it.
    pub(super) key_place: i64,
}

/// A table whose rows belong to tenants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantTable {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// Tables it refers to, each with the columns that do.
    pub(super) refers_to: BTreeMap<String, BTreeSet<String>>,
}

/// Words that name what opens something, or what such a thing is checked by. A column with one of them stays inside.
const SECRETS: [&str; 9] =
    ["secret", "password", "token", "ticket", "totp", "recovery", "sealed", "link", "credential"];

impl TenantTable {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Columns that no export shows: they hold secrets, or what secrets are checked by.
    #[must_use]
    pub fn withheld(&self) -> Vec<&str> {
        self.columns.iter().filter(|column| self.withholds(column)).map(|column| column.name.as_str()).collect()
    }

    pub(super) fn withholds(&self, column: &Column) -> bool {
        // When something was linked or sealed is no secret.
        let is_secret = |name: &str| !name.ends_with("_at") && name.split('_').any(|word| SECRETS.contains(&word));
        // What a ticket stands for may hold anything that its maker needs later.
        is_secret(&column.name) || (self.name.ends_with("_tickets") && column.kind == Kind::Json)
    }

    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// The tables of tenants, each before those it refers to: in this order rows can be deleted.
pub(super) async fn children_first(conn: &impl ConnectionTrait) -> StoreResult<Vec<TenantTable>> {
    Ok(in_order(read(conn).await?))
}

/// The tables of tenants, each after those it refers to: in this order rows could be written again.
pub(super) async fn parents_first(conn: &Conn) -> StoreResult<Vec<TenantTable>> {
    let mut tables = children_first(conn).await?;
    tables.reverse();
    Ok(tables)
}

/// Tables of the deployment itself that have a column of this name: the keys of all others begin with the tenant.
pub(super) async fn system_tables_with(conn: &impl ConnectionTrait, column: &str) -> StoreResult<Vec<String>> {
    let (mut named, mut of_tenants) = (BTreeSet::new(), BTreeSet::new());
    for row in ask(conn, COLUMNS_OF_SQLITE, COLUMNS_OF_POSTGRES).await? {
        let (table, name): (String, String) = (row.try_get("", "table_name")?, row.try_get("", "column_name")?);
        if name == "tenant_id" && row.try_get::<i64>("", "key_place")? == 1 {
            of_tenants.insert(table);
        } else if name == column {
            named.insert(table);
        }
    }
    Ok(named.difference(&of_tenants).cloned().collect())
}

const COLUMNS_OF_SQLITE: &str = "SELECT m.name AS table_name, c.name AS column_name, lower(c.type) AS kind, \
    c.\"notnull\" AS is_required, c.pk AS key_place \
    FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid";

const COLUMNS_OF_POSTGRES: &str = "SELECT t.relname::text AS table_name, c.attname::text AS column_name, \
    format_type(c.atttypid, NULL) AS kind, (CASE WHEN c.attnotnull THEN 1 ELSE 0 END)::bigint AS is_required, \
    coalesce(array_position(k.conkey, c.attnum), 0)::bigint AS key_place \
    FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped \
    LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p' \
    WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition AND t.relnamespace = 'public'::regnamespace \
    ORDER BY 1, c.attnum";

const REFERENCES_OF_SQLITE: &str = "SELECT m.name AS table_name, f.\"table\" AS target, f.\"from\" AS column_name \
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";

const REFERENCES_OF_POSTGRES: &str = "SELECT r.relname::text AS table_name, t.relname::text AS target, \
    c.attname::text AS column_name FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid \
    JOIN pg_class t ON t.oid = k.confrelid JOIN pg_attribute c ON c.attrelid = r.oid AND c.attnum = ANY (k.conkey) \
    WHERE k.contype = 'f' AND r.relnamespace = 'public'::regnamespace";

async fn ask(conn: &impl ConnectionTrait, sqlite: &str, postgres: &str) -> StoreResult<Vec<QueryResult>> {
    let backend = conn.get_database_backend();
    let sql = if backend == DbBackend::Postgres { postgres } else { sqlite };
    Ok(conn.query_all_raw(Statement::from_string(backend, sql)).await?)
}

async fn read(conn: &impl ConnectionTrait) -> StoreResult<BTreeMap<String, TenantTable>> {
    let mut tables: BTreeMap<String, TenantTable> = BTreeMap::new();
    for row in ask(conn, COLUMNS_OF_SQLITE, COLUMNS_OF_POSTGRES).await? {
        let name: String = row.try_get("", "table_name")?;
        let column = Column {
            name: row.try_get("", "column_name")?,
            kind: kind_of(&row.try_get::<String>("", "kind")?),
            is_required: row.try_get::<i64>("", "is_required")? != 0,
            key_place: row.try_get("", "key_place")?,
        };
        let new = || TenantTable { name: name.clone(), columns: Vec::new(), refers_to: BTreeMap::new() };
        tables.entry(name.clone()).or_insert_with(new).columns.push(column);
    }
    tables.retain(|_, table| table.column("tenant_id").is_some());
    for row in ask(conn, REFERENCES_OF_SQLITE, REFERENCES_OF_POSTGRES).await? {
        let (name, target): (String, String) = (row.try_get("", "table_name")?, row.try_get("", "target")?);
        if let Some(table) = tables.get_mut(&name) {
            table.refers_to.entry(target).or_default().insert(row.try_get("", "column_name")?);
        }
    }
    Ok(tables)
}

fn kind_of(declared: &str) -> Kind {
    let is = |word: &str| declared.contains(word);
    match () {
        () if is("uuid") => Kind::Uuid,
        () if is("json") => Kind::Json,
        () if is("bool") => Kind::Flag,
        () if is("blob") || is("bytea") => Kind::Bytes,
        () => Kind::Plain,
    }
}

/// Always takes a table that no other one left refers to; of tables that refer to each other the first by name.
fn in_order(mut left: BTreeMap<String, TenantTable>) -> Vec<TenantTable> {
    let mut ordered = Vec::with_capacity(left.len());
    while let Some(first) = left.keys().next().cloned() {
        let is_free = |name: &&String| {
            !left.values().any(|other| other.name != **name && other.refers_to.contains_key(name.as_str()))
        };
        let next = left.keys().find(is_free).cloned().unwrap_or(first);
        ordered.extend(left.remove(&next));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, refers_to: &[&str]) -> (String, TenantTable) {
        let refers_to = refers_to.iter().map(|target| ((*target).to_owned(), BTreeSet::new())).collect();
        (name.to_owned(), TenantTable { name: name.to_owned(), columns: Vec::new(), refers_to })
    }

    #[test]
    fn a_table_comes_before_those_it_refers_to_even_where_some_refer_to_each_other() {
        let tables =
            [table("a", &["b", "a"]), table("b", &["c"]), table("c", &[]), table("x", &["y"]), table("y", &["x"])];
        let ordered: Vec<String> = in_order(tables.into()).into_iter().map(|table| table.name).collect();
        assert_eq!(ordered, ["a", "b", "c", "x", "y"]);
    }

    #[test]
    fn a_secret_is_known_by_a_word_of_its_columns_name() {
        let withheld = |table: &str, column: &str, kind| {
            let column = Column { name: column.to_owned(), kind, is_required: true, key_place: 0 };
            self::table(table, &[]).1.withholds(&column)
        };
        for column in ["secret_hash", "password_hash", "totp_sealed", "client_secret_sealed", "recovery_codes", "link"]
        {
            assert!(withheld("identity_things", column, Kind::Plain), "{column}");
        }
        for column in ["totals_hash", "linked_at", "sealed_at", "name", "permissions"] {
            assert!(!withheld("orders_orders", column, Kind::Plain), "{column}");
        }
        assert!(withheld("identity_tickets", "data", Kind::Json));
    }
}
