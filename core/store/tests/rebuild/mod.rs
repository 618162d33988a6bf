//! Rebuilding a SQLite table that others refer to: rows stay, references stay, and one that breaks is refused.
//! PostgreSQL alters tables in place and needs none of this.

use kontor_store::{
    Store, StoreConfig, StoreError,
    schema::{Schema, optional, tenant_table, text, uuid},
};
use sea_orm_migration::{
    MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait, sea_orm::ConnectionTrait,
};

const ROWS: &str = "INSERT INTO test_parents (tenant_id, id, name) VALUES (x'00', x'01', 'kept'); \
                    INSERT INTO test_children (tenant_id, id, parent_id) VALUES (x'00', x'02', x'01')";

/// Declares a step over a schema and its manager.
macro_rules! step {
    ($step:ident, $schema:ident, $manager:ident => $body:block) => {
        struct $step;

        impl MigrationName for $step {
            fn name(&self) -> &str {
                stringify!($step)
            }
        }

        #[async_trait::async_trait]
        #[allow(elided_lifetimes_in_paths, reason = "the trait elides it")]
        impl MigrationTrait for $step {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }

            async fn up(&self, $manager: &SchemaManager) -> Result<(), sea_orm::DbErr> {
                let $schema = Schema::new($manager);
                let () = $body;
                Ok(())
            }
        }
    };
}

step!(Tables, schema, manager => {
    schema.create(tenant_table("test_parents", &["id"]).columns([uuid("id"), text("name")]).index(&["name"])).await?;
    let children = tenant_table("test_children", &["id"]).columns([uuid("id"), uuid("parent_id")]);
    schema.create(children.references(&["parent_id"], "test_parents", &["id"])).await?;
    manager.get_connection().execute_unprepared(ROWS).await?;
});

step!(NewShape, schema, manager => {
    let shape = tenant_table("test_parents", &["id"]).columns([uuid("id"), text("name"), optional(text("note"))]);
    assert!(schema.rebuild_table(shape.index(&["name"]), &["tenant_id", "id", "name"]).await?);
    // The child still refers to the parent by its name, and the new column is there.
    let sql = "UPDATE test_parents SET note = (SELECT count(*) FROM test_children WHERE parent_id = test_parents.id)";
    manager.get_connection().execute_unprepared(sql).await?;
    let kept = manager.get_connection().execute_unprepared("DELETE FROM test_parents WHERE note <> '1'").await?;
    assert_eq!(kept.rows_affected(), 0, "a row was lost on the way");
});

step!(Orphan, _schema, manager => {
    manager.get_connection().execute_unprepared("DELETE FROM test_parents").await?;
});

struct Rebuilding;

impl MigratorTrait for Rebuilding {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Tables), Box::new(NewShape)]
    }
}

struct Breaking;

impl MigratorTrait for Breaking {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Tables), Box::new(NewShape), Box::new(Orphan)]
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_others_refer_to_gets_a_new_shape_and_keeps_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let (store, _authority) = Store::open(StoreConfig::new(url)).await.unwrap();
    store.migrate::<Rebuilding>().await.unwrap();
    store.migrate::<Rebuilding>().await.unwrap();
    let broken = store.migrate::<Breaking>().await;
    assert!(matches!(broken, Err(StoreError::Setup(told)) if told.contains("test_children")), "an orphan was left");
}
