//! Tables whose rows are written once, so that no mistake of the application can change or delete them.
//! PostgreSQL withholds the rights from the app role; SQLite knows no roles, so triggers refuse.

use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr, Statement};

use super::{APP_ROLE, Schema};

/// The triggers that keep SQLite's tables are named after them and this.
const REFUSES_DELETE: &str = "append_only_delete";
const REFUSES_UPDATE: &str = "append_only_update";

impl Schema<'_> {
    /// Makes a table append-only: no row is ever deleted, and of a row only `columns` may be changed.
    /// Erasing a whole tenant stays possible: [`crate::Store::begin_erasure`] works as the owner and lifts triggers.
    pub async fn append_only(&self, table: &str, columns: &[&str]) -> Result<(), DbErr> {
        if self.is_postgres() {
            self.run(&format!("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP_ROLE}")).await?;
            if columns.is_empty() {
                return Ok(());
            }
            return self.run(&format!("GRANT UPDATE ({}) ON {table} TO {APP_ROLE}", columns.join(", "))).await;
        }
        let kept: Vec<String> =
            self.columns_of(table).await?.into_iter().filter(|name| !columns.contains(&name.as_str())).collect();
        let refuse = |what: &str| format!("BEGIN SELECT RAISE(ABORT, '{table} is append-only: {what}'); END");
        let deleted = refuse("its rows are not deleted");
        self.run(&format!("CREATE TRIGGER {table}_{REFUSES_DELETE} BEFORE DELETE ON {table} {deleted}")).await?;
        let (kept, changed) = (kept.join(", "), refuse("its rows are not changed"));
        self.run(&format!("CREATE TRIGGER {table}_{REFUSES_UPDATE} BEFORE UPDATE OF {kept} ON {table} {changed}")).await
    }

    async fn columns_of(&self, table: &str) -> Result<Vec<String>, DbErr> {
        let connection = self.manager.get_connection();
        let sql = format!("SELECT name FROM pragma_table_info('{table}')");
        let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await?;
        rows.iter().map(|row| row.try_get("", "name")).collect()
    }
}
