//! The schema, one folder per owner and one file per step; a step is never changed once it has been released.
//! Owners come in the order in which the store grew; no table refers to another owner's.

pub mod approvals;
pub mod attributes;
pub mod audit;
pub mod catalog;
pub mod files;
pub mod freight;
pub mod identity;
pub mod import;
pub mod inventory;
pub mod messages;
pub mod module;
pub mod operator;
pub mod orders;
pub mod promotions;
pub mod store;

use sea_orm_migration::{MigrationTrait, MigratorTrait, prelude::*};

/// The steps of one owner, the oldest first.
type Steps = fn() -> Vec<Box<dyn MigrationTrait>>;

/// Every owner's steps.
const OWNERS: [Steps; 15] = [
    store::migrations,
    module::migrations,
    identity::migrations,
    attributes::migrations,
    files::migrations,
    catalog::migrations,
    inventory::migrations,
    orders::migrations,
    import::migrations,
    messages::migrations,
    audit::migrations,
    operator::migrations,
    freight::migrations,
    approvals::migrations,
    promotions::migrations,
];

/// Runs all steps that a database has not had yet.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        OWNERS.into_iter().flat_map(|steps| steps()).collect()
    }

    fn migration_table_name() -> DynIden {
        Alias::new("store_migrations").into_iden()
    }
}

/// Declares a step: its name in the database and what it does.
macro_rules! step {
    ($name:literal, $schema:ident => $body:block) => {
        /// This step.
        pub struct Step;

        impl sea_orm_migration::MigrationName for Step {
            fn name(&self) -> &str {
                $name
            }
        }

        #[async_trait::async_trait]
        #[allow(elided_lifetimes_in_paths, reason = "the trait elides it, and async_trait cannot match the two")]
        impl sea_orm_migration::MigrationTrait for Step {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }

            async fn up(&self, manager: &sea_orm_migration::SchemaManager) -> Result<(), sea_orm_migration::DbErr> {
                let $schema = kontor_store::schema::Schema::new(manager);
                let () = $body;
                Ok(())
            }
        }
    };
}
pub(crate) use step;
