//! What migrations build tables with: tenant tables get row-level security on PostgreSQL, text keys compare by code point.
//! Foreign keys are made only with their table, because SQLite cannot add them later.

mod append_only;

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend, Statement},
};

use crate::{
    engine::{Database, Store},
    error::{StoreError, StoreResult},
};

/// The PostgreSQL role in which the application works: it owns nothing and no row-level security bends for it.
pub const APP_ROLE: &str = "kontor_app";

/// Builds tables for one migration.
pub struct Schema<'a> {
    manager: &'a SchemaManager<'a>,
}

/// A column of UUIDs.
#[must_use]
pub fn uuid(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().not_null().to_owned()
}

/// A column of text.
#[must_use]
pub fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().to_owned()
}

/// A column of 64-bit integers: amounts, quantities, instants.
#[must_use]
pub fn big(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().to_owned()
}

/// A column of 32-bit integers.
#[must_use]
pub fn int(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().not_null().to_owned()
}

/// A column of truth values.
#[must_use]
pub fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().to_owned()
}

/// A column of JSON.
#[must_use]
pub fn json(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json_binary().not_null().to_owned()
}

/// A column of bytes, at best some hundred kilobytes of them.
#[must_use]
pub fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).blob().not_null().to_owned()
}

/// The same column, open to nothing.
#[must_use]
pub fn optional(mut column: ColumnDef) -> ColumnDef {
    column.null().to_owned()
}

/// A table before it is made.
pub struct NewTable {
    statement: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
    name: &'static str,
    key: Vec<&'static str>,
    is_tenants: bool,
}

/// A table of tenants' rows: its key begins with the tenant.
#[must_use]
pub fn tenant_table(name: &'static str, key: &[&'static str]) -> NewTable {
    let mut table = table(name, &[&["tenant_id"], key].concat(), true);
    table.statement.col(uuid("tenant_id"));
    table
}

/// A table of the deployment itself.
#[must_use]
pub fn system_table(name: &'static str, key: &[&'static str]) -> NewTable {
    table(name, key, false)
}

fn table(name: &'static str, key: &[&'static str], is_tenants: bool) -> NewTable {
    let statement = Table::create().table(Alias::new(name)).to_owned();
    NewTable { statement, indexes: Vec::new(), name, key: key.to_vec(), is_tenants }
}

impl NewTable {
    /// Adds columns.
    #[must_use]
    pub fn columns(mut self, columns: impl IntoIterator<Item = ColumnDef>) -> Self {
        for column in columns {
            self.statement.col(column);
        }
        self
    }

    /// Refers to a table of the same owner within the tenant; both sides' keys begin with it.
    #[must_use]
    pub fn references(mut self, columns: &[&'static str], to: &'static str, key: &[&'static str]) -> Self {
        let mut foreign = ForeignKey::create();
        foreign.from_tbl(Alias::new(self.name)).to_tbl(Alias::new(to));
        foreign.from_col(Alias::new("tenant_id")).to_col(Alias::new("tenant_id"));
        for (from, target) in columns.iter().zip(key) {
            foreign.from_col(Alias::new(*from)).to_col(Alias::new(*target));
        }
        self.statement.foreign_key(&mut foreign);
        self
    }

    /// Adds an index; on a tenant's table it begins with the tenant.
    #[must_use]
    pub fn index(self, columns: &[&'static str]) -> Self {
        self.add_index(columns, false)
    }

    /// Adds a unique index; on a tenant's table it begins with the tenant.
    #[must_use]
    pub fn unique(self, columns: &[&'static str]) -> Self {
        self.add_index(columns, true)
    }

    fn add_index(mut self, columns: &[&'static str], is_unique: bool) -> Self {
        let suffix = if is_unique { "key" } else { "idx" };
        let mut index = Index::create();
        index.name(format!("{}_{}_{suffix}", self.name, columns.join("_"))).table(Alias::new(self.name));
        if self.is_tenants {
            index.col(Alias::new("tenant_id"));
        }
        for column in columns {
            index.col(Alias::new(*column));
        }
        if is_unique {
            index.unique();
        }
        self.indexes.push(index.to_owned());
        self
    }
}

impl<'a> Schema<'a> {
    /// For the migration that holds this manager.
    #[must_use]
    pub fn new(manager: &'a SchemaManager<'a>) -> Self {
        Self { manager }
    }

    fn is_postgres(&self) -> bool {
        self.manager.get_database_backend() == DbBackend::Postgres
    }

    async fn run(&self, sql: &str) -> Result<(), DbErr> {
        self.manager.get_connection().execute_unprepared(sql).await.map(drop)
    }

    /// Text that is compared or sorted by code point on both databases.
    #[must_use]
    pub fn key(&self, name: &'static str) -> ColumnDef {
        if self.is_postgres() {
            ColumnDef::new(Alias::new(name)).custom(Alias::new("text COLLATE \"C\"")).not_null().to_owned()
        } else {
            text(name)
        }
    }

    /// Makes a table, its indexes, its grants and, for tenants' rows, the wall between tenants.
    pub async fn create(&self, table: NewTable) -> Result<(), DbErr> {
        let NewTable { mut statement, indexes, name, key, is_tenants } = table;
        let mut primary = Index::create();
        for column in key {
            primary.col(Alias::new(column));
        }
        self.manager.create_table(statement.primary_key(&mut primary).to_owned()).await?;
        for index in indexes {
            self.manager.create_index(index).await?;
        }
        if self.is_postgres() {
            self.grant(name).await?;
            if is_tenants {
                self.wall(name).await?;
            }
        }
        Ok(())
    }

    /// Adds columns to a table that has rows: each must be open to nothing.
    pub async fn add_columns(&self, table: &str, columns: impl IntoIterator<Item = ColumnDef>) -> Result<(), DbErr> {
        for mut column in columns {
            let alter = Table::alter().table(Alias::new(table)).add_column(&mut column).to_owned();
            self.manager.alter_table(alter).await?;
        }
        Ok(())
    }

    /// Adds an index to a table of tenants' rows; it begins with the tenant.
    pub async fn add_index(&self, table: &str, columns: &[&'static str]) -> Result<(), DbErr> {
        let mut index = Index::create();
        index.name(format!("{table}_{}_idx", columns.join("_"))).table(Alias::new(table)).col(Alias::new("tenant_id"));
        for column in columns {
            index.col(Alias::new(*column));
        }
        self.manager.create_index(index).await
    }

    /// Adds an index over the rows of a condition only, which costs all others nothing; it begins with the tenant.
    pub async fn add_index_where(&self, table: &str, columns: &[&str], condition: &str) -> Result<(), DbErr> {
        let (name, columns) = (columns.join("_"), columns.join(", "));
        self.run(&format!("CREATE INDEX {table}_{name}_part_idx ON {table} (tenant_id, {columns}) WHERE {condition}"))
            .await
    }

    async fn grant(&self, table: &str) -> Result<(), DbErr> {
        self.run(&format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")).await
    }

    async fn wall(&self, table: &str) -> Result<(), DbErr> {
        self.run(&format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")).await?;
        self.run(&format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY")).await?;
        let own = "tenant_id = nullif(current_setting('kontor.tenant', true), '')::uuid";
        self.run(&format!("CREATE POLICY tenant_wall ON {table} USING ({own}) WITH CHECK ({own})")).await
    }

    /// Publishes a read-only view that sees as much as whoever asks.
    pub async fn publish_view(&self, name: &str, select: &str) -> Result<(), DbErr> {
        if self.is_postgres() {
            self.run(&format!("CREATE VIEW {name} WITH (security_invoker = true) AS {select}")).await?;
            return self.run(&format!("GRANT SELECT ON {name} TO {APP_ROLE}")).await;
        }
        self.run(&format!("CREATE VIEW {name} AS {select}")).await
    }

    /// Publishes a view anew, with other columns than it had.
    pub async fn republish_view(&self, name: &str, select: &str) -> Result<(), DbErr> {
        self.run(&format!("DROP VIEW {name}")).await?;
        self.publish_view(name, select).await
    }

    /// Fills a table of tenants' rows from another one, as [`Self::change_rows`] changes one.
    pub async fn fill_rows(&self, into: &str, from: &str, sql: &str) -> Result<(), DbErr> {
        if !self.is_postgres() {
            return self.run(sql).await;
        }
        self.run(&format!("ALTER TABLE {from} NO FORCE ROW LEVEL SECURITY")).await?;
        self.change_rows(into, sql).await?;
        self.run(&format!("ALTER TABLE {from} FORCE ROW LEVEL SECURITY")).await
    }

    /// Changes tenants' rows in a migration. PostgreSQL's wall also binds the owner, so it is lifted for this statement.
    pub async fn change_rows(&self, table: &str, sql: &str) -> Result<(), DbErr> {
        if !self.is_postgres() {
            return self.run(sql).await;
        }
        self.run(&format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")).await?;
        self.run(sql).await?;
        self.run(&format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY")).await
    }

    /// Makes the app role where it does not exist yet. The owner needs CREATEROLE once.
    pub async fn ensure_app_role(&self) -> Result<(), DbErr> {
        if !self.is_postgres() {
            return Ok(());
        }
        self.run(&format!(
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN CREATE ROLE {APP_ROLE} NOLOGIN; END IF; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        ))
        .await?;
        self.run(&format!("GRANT {APP_ROLE} TO CURRENT_USER")).await?;
        self.run(&format!("GRANT USAGE ON SCHEMA public TO {APP_ROLE}")).await
    }

    /// Gives a SQLite table a new shape: makes it beside the old one, copies `columns`, and puts it in the old one's
    /// place, so that what refers to it by name still does. Migrations run with foreign keys unchecked and check all of
    /// them at their end. On PostgreSQL use ALTER TABLE; this does nothing there and says so by returning false.
    pub async fn rebuild_table(&self, new_shape: NewTable, columns: &[&str]) -> Result<bool, DbErr> {
        if self.is_postgres() {
            return Ok(false);
        }
        let NewTable { mut statement, indexes, name, key, .. } = new_shape;
        let (beside, columns) = (format!("{name}_new"), columns.join(", "));
        let mut primary = Index::create();
        for column in key {
            primary.col(Alias::new(column));
        }
        let statement = statement.table(Alias::new(&beside)).primary_key(&mut primary).to_owned();
        self.manager.create_table(statement).await?;
        self.run(&format!("INSERT INTO {beside} ({columns}) SELECT {columns} FROM {name}")).await?;
        self.run(&format!("DROP TABLE {name}")).await?;
        self.run(&format!("ALTER TABLE {beside} RENAME TO {name}")).await?;
        for index in indexes {
            self.manager.create_index(index).await?;
        }
        Ok(true)
    }
}

impl Schema<'_> {
    /// Gives a table that has rows another primary key, whose columns must hold something in every row. `new_shape` is the
    /// table as it is then, `columns` are those that it has already.
    pub async fn change_key(&self, new_shape: NewTable, columns: &[&str]) -> Result<(), DbErr> {
        let (name, key) = (new_shape.name, new_shape.key.clone());
        if self.rebuild_table(new_shape, columns).await? {
            return Ok(());
        }
        for column in &key {
            self.run(&format!("ALTER TABLE {name} ALTER COLUMN {column} SET NOT NULL")).await?;
        }
        self.run(&format!("ALTER TABLE {name} DROP CONSTRAINT {name}_pkey, ADD PRIMARY KEY ({})", key.join(", "))).await
    }

    /// Renames a column; indexes and references follow.
    pub async fn rename_column(&self, table: &str, from: &str, to: &str) -> Result<(), DbErr> {
        self.run(&format!("ALTER TABLE {table} RENAME COLUMN {from} TO {to}")).await
    }
}

impl Store {
    /// Brings the schema up to this version. On PostgreSQL it works in the owner's session.
    #[expect(clippy::disallowed_methods, reason = "the store itself opens the owner's session")]
    pub async fn migrate<M: MigratorTrait>(&self) -> StoreResult<()> {
        let config = &self.inner.config;
        let url = match self.database() {
            Database::Sqlite => {
                format!("sqlite://{}", config.url.trim_start_matches("sqlite:").trim_start_matches("//"))
            }
            Database::Postgres => config.owner_url.clone().unwrap_or_else(|| config.url.clone()),
        };
        let mut options = sea_orm::ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let connection = sea_orm::Database::connect(options).await?;
        if self.database() == Database::Postgres {
            // Two nodes that start at once migrate one after the other.
            connection.execute_unprepared("SELECT pg_advisory_lock(7166305)").await?;
        }
        if self.database() == Database::Sqlite {
            connection.execute_unprepared("PRAGMA foreign_keys = OFF").await?;
        }
        let is_behind = !M::get_pending_migrations(&connection).await?.is_empty();
        let mut outcome = M::up(&connection, None).await;
        if self.database() == Database::Postgres && outcome.is_ok() {
            // An export says by which steps its rows were shaped.
            let grant = format!("GRANT SELECT ON {} TO {APP_ROLE}", M::migration_table_name());
            outcome = connection.execute_unprepared(&grant).await.map(drop);
        }
        // All rows are looked at, which takes seconds in a large database; nothing but a step can have broken them.
        if is_behind && self.database() == Database::Sqlite && outcome.is_ok() {
            outcome = every_reference_holds(&connection).await;
        }
        connection.close().await?;
        outcome.map_err(|cause| StoreError::Setup(format!("a migration failed and was rolled back: {cause}")))?;
        self.forget_sessions().await
    }

    /// PostgreSQL sessions opened before the first migration have not dropped to the app role.
    async fn forget_sessions(&self) -> StoreResult<()> {
        if let crate::engine::Engine::Postgres { readers, writers } = &self.inner.engine {
            for pool in [readers, writers] {
                while let Some(idle) = pool.try_acquire() {
                    idle.close().await?;
                }
            }
        }
        Ok(())
    }
}

/// Names the first row that refers to one that is not there.
async fn every_reference_holds(connection: &impl ConnectionTrait) -> Result<(), DbErr> {
    let sql = "SELECT \"table\" AS name FROM pragma_foreign_key_check LIMIT 1";
    match connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await? {
        Some(row) => Err(DbErr::Custom(format!(
            "a row of {} refers to one that is not there",
            row.try_get::<String>("", "name")?
        ))),
        None => Ok(()),
    }
}
