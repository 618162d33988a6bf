//! The engine on a database of its own, with an owner of stock that keeps it in memory and a worker as in production.
//! What the owner was given counts only once the commit is durable, as it would in a table.

mod failing;
mod large;
mod prices;
mod resuming;
mod running;
mod web;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    imports::{Applied, ImportSink, PriceRow, RowFault, StockRow},
};
use kontor_kernel::{Clock, ImportId, TenantId, Timestamp};
use kontor_module::{Boot, Hooks, Manifest, Module, Modules, Parts, Ports, Registrar, Words};
use kontor_store::{
    Authority, Ctx, Store, StoreConfig, TenantFacts, Tx, WriteTx,
    jobs::{JobHandler, Worker},
    tenants,
};
use kontor_web::Routes;
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use crate::{
    Import, ImportOptions, ImportView, Layout, MANIFEST, NewImport, OnError,
    csv::Kind,
    entities::{chunks, problems},
};

/// A SKU that the owner of stock does not know.
const UNKNOWN: &str = "NOBODYS";

/// Holds whoever passes for the n-th time until it is opened.
#[derive(Default)]
struct Gate {
    closes_at: AtomicUsize,
    passed: AtomicUsize,
    reached: Notify,
    opened: Notify,
}

impl Gate {
    fn close_at(&self, nth: usize) {
        self.closes_at.store(nth, Ordering::SeqCst);
    }

    fn open(&self) {
        self.close_at(0);
        self.opened.notify_waiters();
    }

    async fn pass(&self) {
        let nth = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
        if nth == self.closes_at.load(Ordering::SeqCst) {
            let opened = self.opened.notified();
            self.reached.notify_one();
            opened.await;
        }
    }
}

/// What stands on the shelf: the quantity, and how often it was written.
type Stock = BTreeMap<String, (String, u32)>;

/// An owner of stock that knows every SKU but one.
#[derive(Default)]
struct Shelf {
    stock: Arc<Mutex<Stock>>,
    checking: Gate,
    applying: Gate,
    /// Takes everything and remembers nothing.
    is_bottomless: AtomicBool,
}

impl Shelf {
    fn stock(&self) -> Stock {
        self.stock.lock().unwrap().clone()
    }
}

#[async_trait]
impl ImportSink<StockRow> for Shelf {
    async fn check(&self, _: &Ctx, rows: &[StockRow]) -> Outcome<Vec<RowFault>> {
        self.checking.pass().await;
        let unknown = rows.iter().enumerate().filter(|(_, stock)| stock.sku.contains(UNKNOWN));
        Ok(unknown
            .map(|(row, _)| RowFault {
                row,
                column: "sku",
                code: "shelf.unknown_sku",
                detail: "There is no such product.".into(),
            })
            .collect())
    }

    async fn apply(&self, tx: &WriteTx, rows: &[StockRow]) -> Outcome<Applied> {
        let mut applied = Applied::default();
        if self.is_bottomless.load(Ordering::SeqCst) {
            return Ok(Applied { created: rows.len() as u64, ..applied });
        }
        let mut changed = Vec::new();
        {
            let stock = self.stock.lock().unwrap();
            for row in rows {
                let written = row.on_hand.to_string();
                match stock.get(&row.sku) {
                    None => applied.created += 1,
                    Some((known, _)) if *known == written => {
                        applied.unchanged += 1;
                        continue;
                    }
                    Some(_) => applied.updated += 1,
                }
                changed.push((row.sku.clone(), written));
            }
        }
        let stock = Arc::clone(&self.stock);
        tx.after_commit(move || {
            let mut stock = stock.lock().unwrap();
            for (sku, on_hand) in changed {
                let times = stock.get(&sku).map_or(0, |known| known.1);
                stock.insert(sku, (on_hand, times + 1));
            }
        })
        .await;
        self.applying.pass().await;
        Ok(applied)
    }
}

static SHELF: Manifest = Manifest {
    id: "shelf",
    words: Words::NONE,
    is_core: true,
    permissions: &[],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: None,
};

struct ShelfModule(Arc<Shelf>, Arc<prices::Tariff>);

impl Module for ShelfModule {
    fn manifest(&self) -> &'static Manifest {
        &SHELF
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn ImportSink<StockRow>>(Arc::<Shelf>::clone(&self.0));
        registrar.offer::<dyn ImportSink<PriceRow>>(Arc::<prices::Tariff>::clone(&self.1));
    }
}

/// A deployment with imports and a shelf.
struct World {
    _folder: tempfile::TempDir,
    store: Store,
    authority: Authority,
    clock: Clock,
    ctx: Ctx,
    tenant: Arc<TenantFacts>,
    shelf: Arc<Shelf>,
    tariff: Arc<prices::Tariff>,
    import: Import,
    jobs: Vec<Arc<dyn JobHandler>>,
    routes: Vec<Routes>,
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("kontor.db").display());
    let (store, authority) = Store::open(StoreConfig::new(url)).await.unwrap();
    store.migrate::<kontor_migrations::Migrator>().await.unwrap();
    let clock = Clock::fixed("2026-11-21T10:00:00Z".parse().unwrap());
    let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic".into() });
    let system = store.system(&authority).await.unwrap();
    let row = tenants::Model {
        id: tenant.id,
        code: tenant.code.clone(),
        name: tenant.name.clone(),
        status: "active".to_owned(),
        created_at: clock.now(),
    };
    system.insert::<tenants::Entity>(vec![row]).await.unwrap();
    system.commit().await.unwrap();
    let ctx = authority.system_context(&tenant, "operator", &clock);
    let boot = Boot {
        store: store.clone(),
        ports: Ports::default(),
        hooks: Hooks::default(),
        modules: Modules::new(vec![&MANIFEST, &SHELF], store.clone()),
        clock: clock.clone(),
    };
    let (shelf, import) = (Arc::new(Shelf::default()), Import::new(boot.clone()));
    let tariff = Arc::new(prices::Tariff::default());
    let owners = ShelfModule(Arc::clone(&shelf), Arc::clone(&tariff));
    let parts = Parts::collect(&boot, &[Box::new(import.clone()), Box::new(owners)]);
    let (jobs, routes) = (parts.jobs, parts.routes);
    World { _folder: folder, store, authority, clock, ctx, tenant, shelf, tariff, import, jobs, routes }
}

/// A worker that stops when told, or when it is killed.
struct Running {
    task: JoinHandle<()>,
    _stop: watch::Sender<bool>,
}

impl Running {
    /// Ends it at once, wherever it stands.
    async fn kill(self) {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
    }
}

impl World {
    fn worker(&self) -> Running {
        let (stop, stopped) = watch::channel(false);
        let worker =
            Worker::new(self.store.clone(), self.authority.clone(), self.clock.clone(), self.jobs.clone(), Vec::new());
        Running { task: tokio::spawn(worker.run(stopped)), _stop: stop }
    }

    fn pass_seconds(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }

    async fn start(&self, on_error: OnError, file: &[u8]) -> ImportView {
        self.import.start_from_reader(&self.ctx, &new(on_error), file).await.unwrap()
    }

    /// Imports a file as production does, and gives its end.
    async fn import(&self, on_error: OnError, file: &[u8]) -> ImportView {
        let run = self.start(on_error, file).await;
        let worker = self.worker();
        let ended = self.import.wait(&self.ctx, run.id).await.unwrap();
        drop(worker);
        ended
    }

    async fn report(&self, id: ImportId) -> String {
        String::from_utf8(self.import.report(&self.ctx, id).await.unwrap()).unwrap()
    }

    async fn pieces(&self) -> u64 {
        let tx = self.store.read(&self.ctx).await.unwrap();
        tx.find::<chunks::Entity>().count(&tx).await.unwrap()
    }

    /// Waits until the job has tidied up: the run ends a little earlier.
    async fn until_no_pieces(&self) {
        for _ in 0..200 {
            if self.pieces().await == 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("pieces stay behind");
    }

    async fn kept_problems(&self) -> u64 {
        let tx = self.store.read(&self.ctx).await.unwrap();
        tx.find::<problems::Entity>().count(&tx).await.unwrap()
    }
}

fn new(on_error: OnError) -> NewImport {
    let options = ImportOptions { on_error, ..ImportOptions::default() };
    let (layout, file_name) = (Layout::default(), Some("stock.csv".to_owned()));
    NewImport { kind: Kind::Stock, options, layout, file_name, key: None }
}

/// A stock file of so many good rows.
fn stock_file(rows: usize) -> String {
    let lines = (0..rows).map(|row| format!("SKU-{row:06},{row}\n"));
    "sku,on_hand\n".chars().chain(lines.flat_map(|line| line.chars().collect::<Vec<_>>())).collect()
}

/// The counters that matter: total, applied, bad, created, updated, unchanged.
fn counts(view: &ImportView) -> [i64; 6] {
    [view.rows_total, view.rows_applied, view.rows_bad, view.created, view.updated, view.unchanged]
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}
