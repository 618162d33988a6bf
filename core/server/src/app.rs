//! A deployment: the store, every engine and module, their routes, the relay and the worker.
//! Started by `kontor serve`, by the demo and, on a free port, by the tests.

use std::{net::SocketAddr, sync::Arc};

use kontor_approvals::OrderApprovals;
use kontor_attributes::Attributes;
use kontor_audit::Audit;
use kontor_catalog::Catalog;
use kontor_fetch::{Fetch, FetchPolicy};
use kontor_files::Files;
use kontor_freight::Freight;
use kontor_identity::{Identity, Outside};
use kontor_import::Import;
use kontor_inventory::Inventory;
use kontor_kernel::Clock;
use kontor_messages::Mailroom;
use kontor_migrations::Migrator;
use kontor_module::{Boot, Hooks, Manifest, Module, Modules, Parts, Platform, Ports};
use kontor_operator::Operator;
use kontor_orders::Orders;
use kontor_promotions::Promotions;
use kontor_store::{Authority, Store, StoreError, events::Relay, jobs::Worker};
use kontor_storefront::Storefront;
use kontor_web::{Gate, Limits, Registry, ServeReport, ops};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{admin_ui, config::Config};

/// A deployment that is ready to serve.
pub struct App {
    /// The database.
    pub store: Store,
    /// Ports, hooks and modules.
    pub boot: Boot,
    /// Identity, for operators' commands.
    pub identity: Identity,
    /// The audit trail, for operators and tests that do not wait for its jobs.
    pub audit: Audit,
    /// Imports, for the command of that name.
    pub import: Import,
    /// The operator's engine, for erasing without a server.
    pub operator: Operator,
    /// All routes.
    pub registry: Registry,
    authority: Authority,
    storefront: Storefront,
    parts: Parts,
    limits: Limits,
}

/// Every manifest of this deployment, core first.
fn manifests(storefront: &Storefront) -> Vec<&'static Manifest> {
    vec![
        Platform::static_manifest(),
        &kontor_identity::MANIFEST,
        &kontor_attributes::MANIFEST,
        &kontor_files::MANIFEST,
        &kontor_catalog::MANIFEST,
        Inventory.manifest(),
        &kontor_orders::MANIFEST,
        &kontor_import::MANIFEST,
        &kontor_messages::MANIFEST,
        &kontor_audit::MANIFEST,
        &kontor_operator::MANIFEST,
        storefront.manifest(),
        &kontor_freight::MANIFEST,
        &kontor_approvals::MANIFEST,
        &kontor_promotions::MANIFEST,
    ]
}

/// The key for secrets, and the one client that asks other servers.
fn outside(config: &Config) -> Result<Outside, StoreError> {
    let policy = FetchPolicy { allow: config.outbound_allow.clone(), ..FetchPolicy::default() };
    Ok(Outside {
        vault: config.vault().map_err(|cause| StoreError::Setup(cause.to_string()))?,
        fetch: Fetch::new(policy).map_err(|cause| StoreError::Setup(cause.to_string()))?,
        public: config.public.clone(),
    })
}

/// The modules' routes with those of the server itself.
fn registry(store: &Store, parts: &mut Parts) -> Result<Registry, StoreError> {
    let mut routes = std::mem::take(&mut parts.routes);
    let probe = store.clone();
    routes.push(ops::routes(move || {
        let probe = probe.clone();
        async move { probe.ping().await.map_err(|cause| cause.to_string()) }
    }));
    routes.push(admin_ui::routes());
    Registry::new(routes).map_err(|faults| StoreError::Setup(faults.to_string()))
}

impl App {
    /// Opens the database, brings its schema up to date and plugs everything together.
    pub async fn open(config: &Config, clock: Clock) -> Result<Self, StoreError> {
        let (store, authority) = Store::open(config.store()).await?;
        store.migrate::<Migrator>().await?;
        let mut app = Self::assemble(store, authority, clock, config)?;
        app.limits.trusted_proxies.clone_from(&config.trusted_proxies);
        Ok(app)
    }

    fn assemble(store: Store, authority: Authority, clock: Clock, config: &Config) -> Result<Self, StoreError> {
        let outside = outside(config)?;
        let storefront = Storefront::load(None).map_err(|cause| StoreError::Setup(cause.to_string()))?;
        let boot = Boot {
            store: store.clone(),
            ports: Ports::default(),
            hooks: Hooks::default(),
            modules: Modules::new(manifests(&storefront), store.clone()),
            clock,
        };
        let vault = outside.vault.clone();
        let identity = Identity::new(boot.clone(), authority.clone(), outside);
        let import = Import::new(boot.clone());
        let files = Files::new(boot.clone(), &config.files, config.incoming_files());
        let files = files.map_err(|cause| StoreError::Setup(cause.to_string()))?;
        let messages =
            Mailroom::new(boot.clone(), &config.mail).map_err(|cause| StoreError::Setup(cause.to_string()))?;
        let audit = Audit::new(&boot, vault, config.audit_heads());
        let operator = Operator::new(boot.clone(), authority.clone(), &config.operator);
        let operator = operator.map_err(|cause| StoreError::Setup(cause.to_string()))?;
        let modules: Vec<Box<dyn Module>> = vec![
            Box::new(Platform::new(boot.clone())),
            Box::new(identity.clone()),
            Box::new(Attributes::new(boot.clone())),
            Box::new(files),
            Box::new(Catalog::new(config.search_indexes())),
            Box::new(Inventory),
            Box::new(Orders::new(boot.clone())),
            Box::new(import.clone()),
            Box::new(messages),
            Box::new(audit.clone()),
            Box::new(operator.clone()),
            Box::new(storefront.clone()),
            Box::new(Freight::new(boot.clone())),
            Box::new(OrderApprovals::new(boot.clone())),
            Box::new(Promotions::new(boot.clone())),
        ];
        let mut parts = Parts::collect(&boot, &modules);
        let registry = registry(&store, &mut parts)?;
        let limits = Limits::default();
        Ok(Self { store, boot, identity, audit, import, operator, registry, authority, storefront, parts, limits })
    }

    /// The router behind its gate.
    pub fn router(&self) -> axum::Router {
        let gate = Gate::new(self.store.clone(), self.identity.authenticator(), self.limits.clone())
            .with_pages(self.storefront.page_errors())
            .with_switches(Arc::new(self.boot.modules.clone()))
            .with_texts(Arc::clone(self.boot.modules.texts()))
            .with_operator(self.operator.doorkeeper(), self.operator.desk());
        self.registry.router(gate)
    }

    /// Begins to serve, to relay events and to work on jobs.
    pub async fn start(self, listen: SocketAddr) -> std::io::Result<Running> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let server = tokio::spawn(kontor_web::serve(listener, self.router(), self.limits.clone(), stopping));
        let background = self.start_background(stop.subscribe());
        Ok(Running { address, app: Arc::new(self), stop, server, background })
    }

    fn start_background(&self, stopping: watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
        let clock = self.boot.clock.clone();
        let (store, authority) = (self.store.clone(), self.authority.clone());
        let consumers = self.parts.consumers.clone();
        let relay = Relay::new(store.clone(), authority.clone(), clock.clone(), consumers);
        let (jobs, schedules) = (self.parts.jobs.clone(), self.parts.schedules.clone());
        let worker = Worker::new(store, authority, clock, jobs, schedules);
        let erasures = self.operator.clone().run_erasures(stopping.clone());
        vec![tokio::spawn(relay.run(stopping.clone())), tokio::spawn(worker.run(stopping)), tokio::spawn(erasures)]
    }

    /// Works on events and jobs without serving requests, until told to stop.
    pub async fn work(&self, stopping: watch::Receiver<bool>) {
        for task in self.start_background(stopping) {
            let _ = task.await;
        }
    }
}

/// A deployment that serves.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it is made of.
    pub app: Arc<App>,
    stop: watch::Sender<bool>,
    server: JoinHandle<ServeReport>,
    background: Vec<JoinHandle<()>>,
}

impl Running {
    /// Stops: no new connections, running requests end, then relay, worker and database.
    pub async fn stop(self) -> Option<ServeReport> {
        self.stop.send_replace(true);
        let report = self.server.await.ok();
        for task in self.background {
            let _ = task.await;
        }
        self.app.store.close().await;
        report
    }
}
