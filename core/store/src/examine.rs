//! What `kontor doctor` and the readiness probe ask of the database.
//! Isolation on PostgreSQL rests on a role that row-level security binds, so that is what is looked at.

use sea_orm::{ConnectionTrait, Statement};

use crate::{
    engine::{Database, Store},
    error::StoreResult,
    schema::APP_ROLE,
};

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// What.
    pub subject: &'static str,
    /// Whether it is as it should be.
    pub is_well: bool,
    /// How it stands, and what to do where it is not well.
    pub told: String,
}

impl Store {
    /// Whether the database answers.
    pub async fn ping(&self) -> StoreResult<()> {
        self.ask("SELECT '1' AS told").await.map(drop)
    }

    /// Looks at what durability and isolation rest on.
    pub async fn examine(&self) -> StoreResult<Vec<Examined>> {
        match self.database() {
            Database::Sqlite => self.examine_sqlite().await,
            Database::Postgres => self.examine_postgres().await,
        }
    }

    async fn ask(&self, sql: &str) -> StoreResult<String> {
        let conn = self.plain_reader().await?;
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
        Ok(row.map(|row| row.try_get::<String>("", "told")).transpose()?.unwrap_or_default())
    }

    async fn examine_sqlite(&self) -> StoreResult<Vec<Examined>> {
        let version = self.ask("SELECT sqlite_version() AS told").await?;
        let mode = self.ask("SELECT journal_mode AS told FROM pragma_journal_mode").await?;
        Ok(vec![
            Examined { subject: "Database", is_well: true, told: format!("SQLite {version}") },
            Examined { subject: "Journal", is_well: mode == "wal", told: format!("{mode}; it should be wal") },
        ])
    }

    async fn examine_postgres(&self) -> StoreResult<Vec<Examined>> {
        let version = self.ask("SELECT current_setting('server_version') AS told").await?;
        let role = self.ask("SELECT current_user::text AS told").await?;
        let bypasses = self
            .ask("SELECT (rolsuper OR rolbypassrls)::text AS told FROM pg_roles WHERE rolname = current_user")
            .await?;
        let open = self
            .ask(
                "SELECT coalesce(string_agg(c.relname::text, ', '), '') AS told FROM pg_class c \
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' \
                 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace \
                 AND NOT (c.relrowsecurity AND c.relforcerowsecurity) \
                 AND c.relname NOT IN ('store_outbox_due', 'store_jobs_due', 'identity_channel_hosts', \
                 'identity_tickets', 'identity_user_tenants')",
            )
            .await?;
        let is_app_role = role == APP_ROLE && bypasses == "false";
        let told = if is_app_role { role } else { format!("{role}; grant it membership of {APP_ROLE} and migrate") };
        let walls =
            if open.is_empty() { "forced on every tenant table".to_owned() } else { format!("missing on {open}") };
        Ok(vec![
            Examined { subject: "Database", is_well: true, told: format!("PostgreSQL {version}") },
            Examined { subject: "Role", is_well: is_app_role, told },
            Examined { subject: "Row security", is_well: open.is_empty(), told: walls },
        ])
    }
}
