//! The engine on both databases behind a real gate, with an identity that knows no more than it must.
//! What needs the whole product, such as people and the binary, is tested from outside.

mod access;
mod erasing;
mod exporting;
mod limits;
mod standing;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header},
    response::Response,
};
use futures_util::future::BoxFuture;
use kontor_contract::{
    Fault, FaultKind, Outcome,
    audit::{AuditTrail, Change},
    quotas::{Counted, QuotaKind, Quotas},
    tenants::{HostView, NewTenant, TenantPerson, Tenants},
};
use kontor_kernel::{ChannelId, Clock, Currency, LegalEntityId, Locale, TenantId, UserId};
use kontor_migrations::Migrator;
use kontor_module::{Boot, Hooks, Manifest, Module, Modules, Parts, Ports, Registrar, Words};
use kontor_store::{
    Authority, ChannelFacts, Credential, Ctx, CtxParts, LegalEntityFacts, Principal, ReadTx, Scope, Store, StoreConfig,
    StoreError, TaxRounding, TenantFacts, Tx, WriteTx, tenants as rows,
};
pub(super) use kontor_testkit::{Database, on_both as both};
use kontor_web::{
    Access, AuthError, Authenticated, Authenticator, Caller, Credentials, Gate, Registry, RequestFacts, Routes, Site,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::{MANIFEST, Operator, OperatorSettings};

pub(super) const TOKEN: &str = "ko_the-operator-of-these-tests-alone";

/// Things of which a tenant may have so many: rows of any table do.
pub(super) mod thing {
    use kontor_kernel::{TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "module_states")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub module: String,
        pub enabled: bool,
        pub settings: Json,
        pub updated_at: Timestamp,
    }

    kontor_store::tenant_entity!();
}

/// Rows that refuse to be deleted.
pub(super) mod seal {
    use kontor_kernel::{TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_seals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub hash: String,
        pub entries: i64,
        pub sealed_at: Timestamp,
    }

    kontor_store::tenant_entity!();
}

/// As much of identity as tenants need: they have hosts, and nobody lives in them.
struct Registrars {
    store: Store,
    authority: Authority,
    hosts: Mutex<BTreeMap<String, TenantId>>,
    changes: Mutex<Vec<&'static str>>,
}

#[async_trait]
impl Tenants for Registrars {
    async fn create(&self, new: &NewTenant) -> Outcome<Arc<TenantFacts>> {
        let facts = TenantFacts { id: TenantId::new(), code: new.code.clone(), name: new.name.clone() };
        let tx = self.store.system(&self.authority).await?;
        tx.insert::<rows::Entity>(vec![rows::Model {
            id: facts.id,
            code: new.code.clone(),
            name: new.name.clone(),
            status: "active".to_owned(),
            created_at: Clock::System.now(),
        }])
        .await?;
        tx.commit().await?;
        self.hosts.lock().unwrap().extend(new.hosts.iter().map(|host| (host.clone(), facts.id)));
        Ok(Arc::new(facts))
    }

    async fn hosts(&self, tx: &ReadTx) -> Outcome<Vec<HostView>> {
        let hosts = self.hosts.lock().unwrap();
        let own = hosts.iter().filter(|(_, tenant)| **tenant == tx.tenant());
        Ok(own.map(|(host, _)| HostView { host: host.clone(), channel: "web".to_owned() }).collect())
    }

    async fn add_host(&self, tx: &WriteTx, host: &str, _: Option<&str>) -> Outcome<()> {
        let mut hosts = self.hosts.lock().unwrap();
        match hosts.insert(host.to_owned(), tx.tenant()) {
            Some(other) if other != tx.tenant() => {
                hosts.insert(host.to_owned(), other);
                Err(Fault::new(FaultKind::Conflict, "tenant.host_taken", "taken"))
            }
            _ => Ok(()),
        }
    }

    async fn remove_host(&self, tx: &WriteTx, host: &str) -> Outcome<()> {
        self.hosts.lock().unwrap().retain(|name, tenant| name != host || *tenant != tx.tenant());
        Ok(())
    }

    async fn people(&self, _: &ReadTx, after: Option<UserId>, _: u64) -> Outcome<Vec<TenantPerson>> {
        let one = || TenantPerson { id: UserId::new(), email: "ann@shop.example".to_owned(), name: "Ann".to_owned() };
        Ok(if after.is_none() { vec![one()] } else { Vec::new() })
    }

    async fn erase_people(&self, _: &WriteTx, _: u64) -> Outcome<u64> {
        Ok(0)
    }
}

#[async_trait]
impl AuditTrail for Registrars {
    async fn record(&self, _: &WriteTx, change: Change) -> Outcome<()> {
        self.changes.lock().unwrap().push(change.action);
        Ok(())
    }
}

#[async_trait]
impl Counted for Registrars {
    fn kind(&self) -> QuotaKind {
        QuotaKind::Products
    }

    async fn count(&self, tx: &WriteTx) -> Outcome<u64> {
        Ok(tx.find::<thing::Entity>().count(tx).await?)
    }
}

/// Guests only; a shop is found by its host.
impl Authenticator for Registrars {
    fn site<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Option<Arc<Site>>, StoreError>> {
        Box::pin(async move {
            let Some(tenant) = self.hosts.lock().unwrap().get(host).copied() else { return Ok(None) };
            let tenant = self.store.tenant(&self.authority, tenant).await?;
            Ok(tenant.map(|tenant| Arc::new(Site { tenant, channel: Arc::new(channel()) })))
        })
    }

    fn authenticate<'a>(
        &'a self,
        site: &'a Arc<Site>,
        credentials: Credentials<'a>,
        request: RequestFacts<'a>,
    ) -> BoxFuture<'a, Result<Authenticated, AuthError>> {
        let ctx = self.authority.context(CtxParts {
            tenant: Arc::clone(&site.tenant),
            channel: Some(Arc::clone(&site.channel)),
            principal: Principal::Anonymous,
            persona: None,
            permissions: Arc::default(),
            scope: Scope::tenant(),
            on_behalf_of: None,
            credential: Credential::None,
            origin: None,
            locale: Locale::En,
            clock: Clock::System,
            request_id: request.request_id.to_owned(),
        });
        let outcome = match credentials {
            Credentials::None => Ok(Authenticated { ctx, csrf: None }),
            _ => Err(AuthError::Invalid),
        };
        Box::pin(std::future::ready(outcome))
    }
}

fn channel() -> ChannelFacts {
    let currency: Currency = "EUR".parse().unwrap();
    ChannelFacts {
        id: ChannelId::new(),
        code: "web".to_owned(),
        legal_entity: LegalEntityFacts {
            id: LegalEntityId::new(),
            name: "Shop".to_owned(),
            country: "DE".to_owned(),
            vat_id: None,
            time_zone: "UTC".to_owned(),
            currency,
            tax_rounding: TaxRounding::ByLine,
        },
        currency,
        languages: vec![Locale::En],
        theme: "default".to_owned(),
        accent: "#112233".to_owned(),
        guests_see_prices: true,
        price_display: kontor_store::PriceDisplay::ByCustomer,
    }
}

static FRONT: Manifest = Manifest { id: "front", words: Words::NONE, ..MANIFEST };

struct Front(Arc<Registrars>);

impl Module for Front {
    fn manifest(&self) -> &'static Manifest {
        &FRONT
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn Tenants>(Arc::<Registrars>::clone(&self.0));
        registrar.offer::<dyn AuditTrail>(Arc::<Registrars>::clone(&self.0));
        registrar.offer_among::<dyn Counted>(Arc::<Registrars>::clone(&self.0));
        let mut routes = Routes::new("front");
        routes
            .get("/window", Access::Public)
            .page()
            .handle((), async |Caller(ctx): Caller| ctx.tenant_facts().code.clone());
        registrar.routes(routes);
    }
}

/// A deployment with an operator.
pub(super) struct World {
    pub(super) store: Store,
    pub(super) authority: Authority,
    pub(super) operator: Operator,
    pub(super) boot: Boot,
    pub(super) router: Router,
    front: Arc<Registrars>,
    url: String,
    folder: tempfile::TempDir,
}

impl World {
    pub(super) async fn new(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = database.fresh(folder.path());
        Self::at(url, folder, Arc::default()).await
    }

    /// Another process on the same database, which knows the same hosts.
    pub(super) async fn other_node(&self) -> Self {
        let hosts = self.front.hosts.lock().unwrap().clone();
        Self::at(self.url.clone(), tempfile::tempdir().unwrap(), Arc::new(Mutex::new(hosts))).await
    }

    async fn at(url: String, folder: tempfile::TempDir, hosts: Arc<Mutex<BTreeMap<String, TenantId>>>) -> Self {
        let (store, authority) = Store::open(StoreConfig { connections: 8, ..StoreConfig::new(&url) }).await.unwrap();
        store.migrate::<Migrator>().await.unwrap();
        let modules = Modules::new(vec![&MANIFEST, &FRONT], store.clone());
        let (ports, hooks) = (Ports::default(), Hooks::default());
        let boot = Boot { store: store.clone(), ports, hooks, modules, clock: Clock::System };
        let hosts = Mutex::new(hosts.lock().unwrap().clone());
        let front = Registrars { store: store.clone(), authority: authority.clone(), hosts, changes: Mutex::default() };
        let front = Arc::new(front);
        let settings = OperatorSettings {
            token: Some(TOKEN.to_owned()),
            data_dir: folder.path().to_owned(),
            requests_per_second: None,
        };
        let operator = Operator::new(boot.clone(), authority.clone(), &settings).unwrap();
        let parts: Vec<Box<dyn Module>> = vec![Box::new(operator.clone()), Box::new(Front(Arc::clone(&front)))];
        let routes = Parts::collect(&boot, &parts).routes;
        let gate = Gate::new(store.clone(), Arc::<Registrars>::clone(&front), kontor_web::Limits::default());
        let gate = gate.with_operator(operator.doorkeeper(), operator.desk());
        let router = Registry::new(routes).unwrap().router(gate);
        Self { store, authority, operator, boot, router, front, url, folder }
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Sends a request as somebody with a token, or without.
    pub(super) async fn send(&self, token: Option<&str>, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "anywhere.example");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        Answer::of(self.answer(request.header(header::CONTENT_TYPE, "application/json").body(body).unwrap()).await)
            .await
    }

    pub(super) async fn answer(&self, request: Request<Body>) -> Response {
        tower::ServiceExt::oneshot(self.router.clone(), request).await.unwrap()
    }

    /// The operator asks.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.send(Some(TOKEN), method, &format!("/api/v1/operator/tenants{path}"), body).await
    }

    /// A guest looks into a shop's window.
    pub(super) async fn look(&self, code: &str) -> Answer {
        let request = Request::builder().uri("/window").header(header::HOST, format!("{code}.example"));
        Answer::of(self.answer(request.header(header::ACCEPT, "application/json").body(Body::empty()).unwrap()).await)
            .await
    }

    /// Makes a tenant with one host, and gives a context of it.
    pub(super) async fn tenant(&self, code: &str) -> Ctx {
        let body = json!({ "code": code, "address": { "country": "DE" }, "hosts": [format!("{code}.example")],
            "currency": "EUR", "languages": ["en"] });
        self.ask(Method::POST, "", Some(body)).await.expect(201);
        self.context(code).await
    }

    pub(super) async fn context(&self, code: &str) -> Ctx {
        let tx = self.store.read_system(&self.authority).await.unwrap();
        let row = tx.all(rows::Entity::find()).await.unwrap().into_iter().find(|row| row.code == code).unwrap();
        let facts = TenantFacts { id: row.id, code: row.code, name: row.name };
        self.authority.system_context(&Arc::new(facts), "test", &Clock::System)
    }

    pub(super) async fn patch(&self, code: &str, body: Value) -> Answer {
        self.ask(Method::PATCH, &format!("/{code}"), Some(body)).await
    }

    pub(super) fn quotas(&self) -> Arc<dyn Quotas> {
        self.boot.ports.find::<dyn Quotas>().unwrap()
    }

    /// What the tenants' audit trails were told.
    pub(super) fn recorded(&self) -> Vec<&'static str> {
        self.front.changes.lock().unwrap().clone()
    }

    /// Rows of a tenant by table, as an export writes them.
    pub(super) async fn rows(&self, ctx: &Ctx) -> Vec<(String, Vec<String>)> {
        let tx = self.store.read(ctx).await.unwrap();
        let mut all = Vec::new();
        for table in tx.tenant_tables().await.unwrap() {
            let (to, mut arriving) = tokio::sync::mpsc::channel(4);
            let reading = async {
                tx.export_table(&table, &to).await.unwrap();
                drop(to);
            };
            let mut rows = Vec::new();
            let taking = async {
                while let Some(row) = arriving.recv().await {
                    rows.push(row.json);
                }
            };
            tokio::join!(reading, taking);
            all.push((table.name().to_owned(), rows));
        }
        all
    }
}

/// Writes so many things, and facts that refuse to be deleted.
pub(super) async fn fill(world: &World, ctx: &Ctx, many: i64) {
    let tx = world.store.write(ctx).await.unwrap();
    let things = (0..many).map(|number| thing::Model { module: format!("{number:06}"), ..a_thing(&tx) });
    tx.insert_all::<thing::Entity>(things.collect()).await.unwrap();
    let seals = (0..many).map(|position| seal::Model {
        tenant_id: tx.tenant(),
        position,
        hash: format!("canary-of-{}", ctx.tenant_facts().code),
        entries: 1,
        sealed_at: ctx.now(),
    });
    tx.insert_all::<seal::Entity>(seals.collect()).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) fn a_thing(tx: &WriteTx) -> thing::Model {
    thing::Model {
        tenant_id: tx.tenant(),
        module: uuid::Uuid::now_v7().to_string(),
        enabled: true,
        settings: json!({ "canary": format!("canary-of-{}", tx.ctx().tenant_facts().code) }),
        updated_at: tx.ctx().now(),
    }
}

/// What was answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: axum::http::HeaderMap,
    pub(super) text: String,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        Self { status: parts.status.as_u16(), headers: parts.headers, text }
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    #[track_caller]
    pub(super) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    #[track_caller]
    pub(super) fn refused(&self, status: u16, code: &str) -> Value {
        let body = self.expect(status);
        assert_eq!(body["code"], code, "{body}");
        body
    }
}
