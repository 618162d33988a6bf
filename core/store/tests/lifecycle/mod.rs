//! Export and erasure of a tenant: tables nobody listed, rows that refer to each other, and tables that refuse deletion.
//! What is seen here on SQLite the black-box tests repeat on PostgreSQL, where the owner's session does the work.

mod suspended;

use std::{collections::BTreeSet, path::PathBuf, sync::Arc, time::Duration};

use kontor_kernel::{Clock, TenantId, Timestamp};
use kontor_store::{
    Authority, Ctx, Store, StoreConfig, StoreError, TenantFacts,
    lifecycle::{ExportedRow, Exporting},
    schema::{Schema, bytes, flag, json, optional, tenant_table, text, uuid},
    tenants,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use sea_orm_migration::{
    MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait, sea_orm::ConnectionTrait,
};
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::mpsc;

struct Tables;

impl MigrationName for Tables {
    fn name(&self) -> &str {
        "test_lifecycle"
    }
}

const REFUSING: &str = "CREATE TRIGGER test_facts_stay BEFORE DELETE ON test_facts \
                        BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END";

#[async_trait::async_trait]
#[allow(elided_lifetimes_in_paths, reason = "the trait elides it")]
impl MigrationTrait for Tables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), sea_orm::DbErr> {
        let schema = Schema::new(manager);
        let nodes =
            tenant_table("test_nodes", &["id"]).columns([uuid("id"), optional(uuid("parent_id")), text("name")]);
        schema.create(nodes.references(&["parent_id"], "test_nodes", &["id"])).await?;
        let leaves = tenant_table("test_leaves", &["id"])
            .columns([uuid("id"), uuid("node_id"), json("body"), flag("is_good"), bytes("picture")])
            .columns([schema.key("secret_hash"), optional(text("note"))]);
        schema.create(leaves.references(&["node_id"], "test_nodes", &["id"])).await?;
        schema.create(tenant_table("test_facts", &["name"]).columns([schema.key("name")])).await?;
        manager.get_connection().execute_unprepared(REFUSING).await.map(drop)
    }
}

struct Steps;

impl MigratorTrait for Steps {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut steps = kontor_migrations::store::migrations();
        steps.push(Box::new(Tables));
        steps
    }
}

/// Two tenants with the same rows in every table.
struct Town {
    store: Store,
    authority: Authority,
    path: PathBuf,
    a: Ctx,
    b: Ctx,
    _folder: tempfile::TempDir,
}

const NODES: u32 = 700;
const CANARY: &str = "canary-of-";

impl Town {
    async fn build() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        let (store, authority) = Store::open(StoreConfig::new(format!("sqlite:{}", path.display()))).await.unwrap();
        store.migrate::<Steps>().await.unwrap();
        let clock = Clock::fixed(Timestamp::from_micros(1_780_000_000_000_000));
        let context = |code: &str| {
            let facts = TenantFacts { id: TenantId::new(), code: code.to_owned(), name: code.to_owned() };
            authority.system_context(&Arc::new(facts), "test", &clock)
        };
        let (a, b) = (context("a"), context("b"));
        for ctx in [&a, &b] {
            let row = tenants::Model {
                id: ctx.tenant(),
                code: ctx.tenant_facts().code.clone(),
                name: String::new(),
                status: "active".to_owned(),
                created_at: clock.now(),
            };
            let tx = store.system(&authority).await.unwrap();
            tx.insert::<tenants::Entity>(vec![row]).await.unwrap();
            tx.commit().await.unwrap();
        }
        let town = Self { store, authority, path, a, b, _folder: folder };
        town.fill(&town.a).await;
        town.fill(&town.b).await;
        town
    }

    /// Rows from outside, as the owners of these tables would write them.
    async fn fill(&self, ctx: &Ctx) {
        let (tenant, code) = (ctx.tenant().uuid().simple().to_string(), &ctx.tenant_facts().code);
        let mut sql = String::new();
        for number in 1..=NODES {
            let parent = if number == 1 { "NULL".to_owned() } else { format!("x'{:032x}'", number - 1) };
            sql.push_str(&format!(
                "INSERT INTO test_nodes VALUES (x'{tenant}', x'{number:032x}', {parent}, '{CANARY}{code}');\n"
            ));
        }
        sql.push_str(&format!(
            "INSERT INTO test_leaves VALUES (x'{tenant}', x'{:032x}', x'{:032x}', '{{\"a\": [1, \"b\"]}}', 1, x'00ff', 'hush', NULL);",
            9, 1
        ));
        sql.push_str(&format!("INSERT INTO test_facts VALUES (x'{tenant}', '{CANARY}{code} \"said\"');"));
        self.raw().await.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
    }

    /// A connection past the store.
    async fn raw(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(&self.path).busy_timeout(Duration::from_secs(20));
        SqliteConnection::connect_with(&options).await.unwrap()
    }

    async fn number(&self, sql: &str) -> i64 {
        let mut raw = self.raw().await;
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut raw).await.unwrap()
    }

    /// Rows of a tenant in all tables of tenants.
    async fn rows_of(&self, ctx: &Ctx) -> Vec<(String, u64)> {
        let tx = self.store.read(ctx).await.unwrap();
        let mut rows = Vec::new();
        for table in tx.tenant_tables().await.unwrap() {
            rows.push((table.name().to_owned(), tx.count_table(&table).await.unwrap()));
        }
        rows
    }

    async fn export(&self, ctx: &Ctx) -> Vec<(String, String)> {
        let tx = self.store.read(ctx).await.unwrap();
        let mut lines = Vec::new();
        for table in tx.tenant_tables().await.unwrap() {
            let (to, mut rows) = mpsc::channel::<ExportedRow>(2);
            let reading = async {
                let outcome = tx.export_table(&table, &to).await.unwrap();
                drop(to);
                outcome
            };
            let taking = async {
                while let Some(row) = rows.recv().await {
                    lines.push((table.name().to_owned(), row.json));
                }
            };
            assert_eq!(tokio::join!(reading, taking).0, Exporting::GoesOn);
        }
        lines
    }

    async fn mark(&self, ctx: &Ctx, status: &str) {
        let tx = self.store.system(&self.authority).await.unwrap();
        let update = tenants::Entity::update_many().col_expr(tenants::Column::Status, status.into());
        tx.update(update.filter(tenants::Column::Id.eq(ctx.tenant()))).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Erases until the end, or gives up after some steps as a process that dies would.
    async fn erase(&self, ctx: &Ctx, most_steps: usize) -> bool {
        let mut erasure = self.store.begin_erasure(&self.authority, ctx.tenant()).await.unwrap().unwrap();
        let (mut steps, tables) = (0, erasure.tables().len());
        for table in 0..tables {
            while !erasure.step(table).await.unwrap().is_empty {
                steps += 1;
                if steps >= most_steps {
                    return false;
                }
            }
        }
        erasure.finish(&self.authority).await.unwrap();
        true
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_holds_every_row_of_one_tenant_and_no_secret() {
    let town = Town::build().await;
    let lines = town.export(&town.a).await;
    let of = |name: &str| lines.iter().filter(|(table, _)| table == name).map(|(_, json)| json).collect::<Vec<_>>();
    assert_eq!((of("test_nodes").len(), of("test_leaves").len(), of("test_facts").len()), (NODES as usize, 1, 1));
    assert!(lines.iter().all(|(_, json)| !json.contains(&format!("{CANARY}b")) && !json.contains("hush")));
    let leaf: serde_json::Value = serde_json::from_str(of("test_leaves")[0]).unwrap();
    assert_eq!(
        leaf,
        serde_json::json!({ "tenant_id": town.a.tenant(), "id": "00000000-0000-0000-0000-000000000009",
            "node_id": "00000000-0000-0000-0000-000000000001", "body": { "a": [1, "b"] }, "is_good": true,
            "picture": "00ff", "note": null })
    );
    let order: Vec<&String> = lines.iter().map(|(table, _)| table).collect();
    let first = |name: &str| order.iter().position(|table| *table == name);
    assert!(first("test_nodes") < first("test_leaves"), "what is referred to comes first");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_nobody_takes_any_more_stops() {
    let town = Town::build().await;
    let tx = town.store.read(&town.a).await.unwrap();
    let tables = tx.tenant_tables().await.unwrap();
    let nodes = tables.iter().find(|table| table.name() == "test_nodes").unwrap();
    let (to, rows) = mpsc::channel::<ExportedRow>(1);
    drop(rows);
    assert_eq!(tx.export_table(nodes, &to).await.unwrap(), Exporting::HasStopped);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_broke_off_is_taken_up_and_leaves_nothing_and_nobody_else_notices() {
    let town = Town::build().await;
    let before = town.export(&town.b).await;
    assert!(matches!(town.store.begin_erasure(&town.authority, town.a.tenant()).await, Err(StoreError::Setup(_))));
    town.mark(&town.a, "erasing").await;
    assert!(!town.erase(&town.a, 4).await, "it broke off after four steps");
    let left: u64 = town.rows_of(&town.a).await.iter().map(|(_, rows)| rows).sum();
    assert!(left > 0 && left <= u64::from(NODES) + 2, "{left}");
    assert!(town.erase(&town.a, usize::MAX).await);
    assert!(town.rows_of(&town.a).await.iter().all(|(_, rows)| *rows == 0));
    assert_eq!(town.number("SELECT COUNT(*) FROM store_tenants").await, 1);
    assert_eq!(town.export(&town.b).await, before, "the other tenant's rows are what they were");
    let refused = sqlx::query("DELETE FROM test_facts").execute(&mut town.raw().await).await;
    assert!(refused.unwrap_err().to_string().contains("never deleted"), "the trigger stands again");
    assert_eq!(town.number("SELECT COUNT(*) FROM pragma_foreign_key_check").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_holds_no_trace_of_an_erased_tenant() {
    let town = Town::build().await;
    town.mark(&town.a, "erasing").await;
    assert!(town.erase(&town.a, usize::MAX).await);
    let mut kept = 0;
    for name in ["test.db", "test.db-wal"] {
        let file = std::fs::read(town.path.with_file_name(name)).unwrap_or_default();
        let has = |word: &str| file.windows(word.len()).any(|window| window == word.as_bytes());
        assert!(!has(&format!("{CANARY}a")), "{name}");
        kept += usize::from(has(&format!("{CANARY}b")));
    }
    assert_eq!(kept, 1, "the other tenant's rows are in the file and the log is empty");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_of_tenants_is_known_without_being_listed() {
    let town = Town::build().await;
    let known: BTreeSet<String> = town.rows_of(&town.a).await.into_iter().map(|(table, _)| table).collect();
    let mut raw = town.raw().await;
    let sql = "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.sql LIKE '%tenant_id%'";
    let all: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut raw).await.unwrap();
    assert_eq!(known, all.into_iter().collect());
    assert!(known.contains("test_facts") && known.contains("store_jobs_due"));
}
