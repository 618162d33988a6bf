//! What the tests of the store start from: an empty database with two tenants, a table, a consumer and a job handler.
//! Everything real: no part of the store is replaced.

use std::{
    future::Future,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::future::BoxFuture;
use kontor_kernel::{Clock, TenantId, Timestamp};
use kontor_store::{
    Authority, Ctx, Store, StoreConfig, TenantFacts, Tx, WriteTx,
    events::{Consumer, Envelope, Event, Relay},
    jobs::{JobFailure, JobHandler, JobRun, Schedule, Worker},
    schema::{Schema, optional, tenant_table, text, uuid},
    tenants,
};
use kontor_testkit::Database;
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};
use serde::Serialize;

/// A table of notes, some of which belong to a company.
pub mod note {
    use kontor_kernel::{CompanyId, Id, TenantId};
    use kontor_store::{Tx, WriteTx};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum NoteTag {}

    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "test_notes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Id<NoteTag>,
        pub company_id: Option<CompanyId>,
        pub name: String,
    }

    kontor_store::tenant_entity!(company = CompanyId);

    /// A note of nobody's; the tenant is a foreign one on purpose, the store sets its own.
    pub fn row(_tx: &WriteTx, name: &str) -> Model {
        Model { tenant_id: TenantId::new(), id: Id::new(), company_id: None, name: name.to_owned() }
    }

    pub async fn named(tx: &impl Tx, name: &str) -> u64 {
        tx.find::<Entity>().filter(Column::Name.eq(name)).count(tx).await.unwrap()
    }
}

struct Notes;

impl MigrationName for Notes {
    fn name(&self) -> &str {
        "test_notes"
    }
}

#[async_trait::async_trait]
#[allow(elided_lifetimes_in_paths, reason = "the trait elides it")]
impl MigrationTrait for Notes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), sea_orm::DbErr> {
        let table =
            tenant_table("test_notes", &["id"]).columns([uuid("id"), optional(uuid("company_id")), text("name")]);
        Schema::new(manager).create(table).await
    }
}

struct Steps;

impl MigratorTrait for Steps {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut steps = kontor_migrations::store::migrations();
        steps.push(Box::new(Notes));
        steps
    }
}

/// A deployment of two tenants.
pub struct House {
    pub store: Store,
    pub authority: Authority,
    pub clock: Clock,
    pub a: Ctx,
    pub b: Ctx,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn build(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig { connections: 4, ..StoreConfig::new(database.fresh(folder.path())) };
        let (store, authority) = Store::open(config).await.unwrap();
        store.migrate::<Steps>().await.unwrap();
        let clock = Clock::fixed(Timestamp::from_micros(1_780_000_000_000_000));
        let mut contexts = Vec::new();
        for code in ["a", "b"] {
            let facts = Arc::new(TenantFacts { id: TenantId::new(), code: code.to_owned(), name: code.to_owned() });
            let ctx = authority.system_context(&facts, "test", &clock);
            let tx = store.system(&authority).await.unwrap();
            let row = tenants::Model {
                id: facts.id,
                code: code.to_owned(),
                name: code.to_owned(),
                status: "active".to_owned(),
                created_at: clock.now(),
            };
            tx.insert::<tenants::Entity>(vec![row]).await.unwrap();
            tx.commit().await.unwrap();
            contexts.push(ctx);
        }
        let (b, a) = (contexts.pop().unwrap(), contexts.pop().unwrap());
        Self { store, authority, clock, a, b, _folder: folder }
    }

    pub fn relay(&self, consumers: Vec<Arc<Counting>>) -> Relay {
        let consumers = consumers.into_iter().map(|consumer| consumer as Arc<dyn Consumer>).collect();
        Relay::new(self.store.clone(), self.authority.clone(), self.clock.clone(), consumers)
    }

    pub fn worker(&self, handlers: Vec<Arc<Tally>>, schedules: Vec<Schedule>) -> Arc<Worker> {
        let handlers = handlers.into_iter().map(|handler| handler as Arc<dyn JobHandler>).collect();
        Worker::new(self.store.clone(), self.authority.clone(), self.clock.clone(), handlers, schedules)
    }
}

pub async fn notes(store: &Store, ctx: &Ctx) -> u64 {
    let tx = store.read(ctx).await.unwrap();
    tx.find::<note::Entity>().count(&tx).await.unwrap()
}

/// Waits until something holds, ten seconds at the most.
pub async fn until<F: Fn() -> Fut, Fut: Future<Output = bool>>(holds: F) {
    for _ in 0..500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it did not come to hold within ten seconds");
}

/// An event.
#[derive(Serialize)]
pub struct Noted {
    pub number: i64,
}

impl Event for Noted {
    const TYPE: &'static str = "test.noted";
    const VERSION: u16 = 1;
    fn aggregate(&self) -> String {
        "test".to_owned()
    }
}

/// Writes a note per event, and remembers what it saw.
#[derive(Default)]
pub struct Counting {
    seen: Mutex<Vec<(i64, i64)>>,
    attempts: Mutex<Vec<i64>>,
    fails_on: Option<i64>,
}

impl Counting {
    pub fn failing_on(number: i64) -> Self {
        Self { fails_on: Some(number), ..Self::default() }
    }

    pub fn seen(&self) -> Vec<(i64, i64)> {
        self.seen.lock().unwrap().clone()
    }

    pub fn attempts_on(&self, number: i64) -> usize {
        self.attempts.lock().unwrap().iter().filter(|attempt| **attempt == number).count()
    }
}

impl Consumer for Counting {
    fn name(&self) -> &'static str {
        "test.counting"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["test.noted"]
    }

    fn handle<'a>(&'a self, tx: &'a WriteTx, event: &'a Envelope) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async move {
            let number = event.payload["number"].as_i64().unwrap();
            self.attempts.lock().unwrap().push(number);
            tx.insert::<note::Entity>(note::row(tx, &number.to_string())).await.map_err(|cause| cause.to_string())?;
            if self.fails_on == Some(number) {
                return Err("as told".to_owned());
            }
            self.seen.lock().unwrap().push((number, event.position));
            Ok(())
        })
    }
}

/// Remembers the jobs it ran.
#[derive(Default)]
pub struct Tally {
    runs: Mutex<Vec<String>>,
    hangs: bool,
}

impl Tally {
    pub fn hanging() -> Self {
        Self { hangs: true, ..Self::default() }
    }

    pub fn runs(&self) -> Vec<String> {
        let mut runs = self.runs.lock().unwrap().clone();
        runs.sort();
        runs
    }
}

impl JobHandler for Tally {
    fn kind(&self) -> &'static str {
        "test.tally"
    }

    fn run<'a>(&'a self, _: &'a Ctx, job: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move {
            let word = job.payload.as_str().unwrap_or("scheduled").to_owned();
            self.runs.lock().unwrap().push(word.clone());
            if self.hangs {
                std::future::pending::<()>().await;
            }
            if word == "permanent" { Err(JobFailure::Permanent("as told".to_owned())) } else { Ok(()) }
        })
    }
}
