//! The engine on real databases with a real mail server, and a drawing that shows what it was given.
//! Each test has a database, a tenant and a server of its own, and a clock that moves when told.

mod enclosed;
mod encrypted;
mod once;
mod personal;
mod refused;
mod register;
mod sent;
mod swept;

use std::sync::Arc;

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    files::Files,
    messages::{MailDraft, MailRendering, Messages, NewMessage, RenderedMail, SenderDomains},
};
use kontor_kernel::{Clock, MessageId, TenantId};
use kontor_migrations::Migrator;
use kontor_module::{Boot, Hooks, Manifest, Module, Modules, Parts, Ports, Registrar, Words};
use kontor_store::{
    Authority, Ctx, Store, StoreConfig, TenantFacts, Tx,
    jobs::{JobHandler, Worker},
    tenants,
};
use kontor_testkit::MailServer;
pub(crate) use kontor_testkit::{Database, on_both as both};
use sea_orm::ColumnTrait;
use serde_json::json;
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    MANIFEST, MailConfig, MailTransport, Mailroom, MessageState,
    entities::{contents, outgoing},
    service::Service,
};

pub(crate) const ANN: &str = "ann@reader.example";

/// Prints what it is given, as a theme would.
struct Drawing;

impl MailRendering for Drawing {
    fn render(&self, ctx: &Ctx, draft: &MailDraft<'_>) -> Outcome<RenderedMail> {
        let (name, link) = (draft.to_name.unwrap_or("you"), draft.link.unwrap_or("nowhere"));
        let text = draft.data["text"].as_str().ok_or_else(|| kontor_contract::Fault::not_found("text"))?;
        Ok(RenderedMail {
            subject: format!("{} for {name}", ctx.tenant_facts().name),
            html: format!("<p>Cześć {name}, {text}</p><a href=\"{link}\">Łącze</a>"),
            text: format!("Cześć {name}, {text}\n{link}\n"),
        })
    }
}

/// The operator has made sure of one domain.
#[async_trait]
impl SenderDomains for Drawing {
    async fn may_send_from(&self, _: &Ctx, domain: &str) -> Outcome<bool> {
        Ok(domain == "baltic.example")
    }
}

static STUDIO: Manifest = Manifest {
    id: "studio",
    words: Words::NONE,
    is_core: true,
    permissions: &[],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: None,
};

struct Studio;

impl Module for Studio {
    fn manifest(&self) -> &'static Manifest {
        &STUDIO
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn MailRendering>(Arc::new(Drawing));
        registrar.offer::<dyn SenderDomains>(Arc::new(Drawing));
        registrar.offer::<dyn Files>(Arc::new(enclosed::Drawer::default()));
    }
}

/// A deployment that sends.
pub(crate) struct World {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Store,
    pub(crate) authority: Authority,
    pub(crate) clock: Clock,
    pub(crate) ctx: Ctx,
    pub(crate) service: Service,
    pub(crate) server: MailServer,
    jobs: Vec<Arc<dyn JobHandler>>,
}

/// A deployment with a mail server that takes everything.
pub(crate) async fn world(database: Database) -> World {
    let server = MailServer::start();
    let transport = MailTransport::Smtp { url: server.url(), authorities: None };
    world_with(database, server, transport).await
}

pub(crate) async fn world_with(database: Database, server: MailServer, transport: MailTransport) -> World {
    let folder = tempfile::tempdir().unwrap();
    let url = database.fresh(folder.path());
    let (store, authority) = Store::open(StoreConfig { connections: 4, ..StoreConfig::new(url) }).await.unwrap();
    store.migrate::<Migrator>().await.unwrap();
    let clock = Clock::fixed("2026-11-22T10:00:00Z".parse().unwrap());
    let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic Śruby".into() });
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
    let ctx = authority.system_context(&tenant, "test", &clock);
    let boot = Boot {
        store: store.clone(),
        ports: Ports::default(),
        hooks: Hooks::default(),
        modules: Modules::new(vec![&MANIFEST, &STUDIO], store.clone()),
        clock: clock.clone(),
    };
    let config = MailConfig {
        transport,
        from: "post@kontor.example".to_owned(),
        public_address: "https://baltic.example/".to_owned(),
    };
    let room = Mailroom::new(boot.clone(), &config).unwrap();
    let jobs = Parts::collect(&boot, &[Box::new(room.clone()), Box::new(Studio)]).jobs;
    World { folder, store, authority, clock, ctx, service: room.service, server, jobs }
}

/// A message with a secret in its link.
pub(crate) fn invitation() -> NewMessage {
    NewMessage {
        to_name: Some("Ann Żółw".to_owned()),
        data: json!({ "text": "masz zaproszenie." }),
        link: Some("/invitation/s3cr3t=".to_owned()),
        subject: Some(("invitation", "42".to_owned())),
        ..NewMessage::new("identity/invitation", ANN)
    }
}

/// A worker that stops when told, or when it is killed.
pub(crate) struct Running {
    task: JoinHandle<()>,
    _stop: watch::Sender<bool>,
}

impl Running {
    /// Ends it at once, wherever it stands.
    pub(crate) async fn kill(self) {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
    }
}

impl World {
    pub(crate) fn worker(&self) -> Running {
        let (stop, stopped) = watch::channel(false);
        let (store, authority) = (self.store.clone(), self.authority.clone());
        let worker = Worker::new(store, authority, self.clock.clone(), self.jobs.clone(), Vec::new());
        Running { task: tokio::spawn(worker.run(stopped)), _stop: stop }
    }

    pub(crate) fn pass_seconds(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }

    /// Queues a message in a commit of its own.
    pub(crate) async fn queue(&self, message: NewMessage) -> Option<MessageId> {
        let tx = self.store.write(&self.ctx).await.unwrap();
        let id = Messages::send(&self.service, &tx, message).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Queues an invitation and tries to send it once.
    pub(crate) async fn try_invitation(&self) -> MessageId {
        let id = self.queue(invitation()).await.unwrap();
        self.service.deliver(&self.ctx, id).await.unwrap();
        id
    }

    pub(crate) async fn row(&self, id: MessageId) -> outgoing::Model {
        let tx = self.store.read(&self.ctx).await.unwrap();
        tx.find::<outgoing::Entity>().filter(outgoing::Column::Id.eq(id)).one(&tx).await.unwrap().unwrap()
    }

    pub(crate) async fn content(&self, id: MessageId) -> Option<contents::Model> {
        let tx = self.store.read(&self.ctx).await.unwrap();
        tx.find::<contents::Entity>().filter(contents::Column::MessageId.eq(id)).one(&tx).await.unwrap()
    }

    pub(crate) async fn until(&self, id: MessageId, state: MessageState) -> outgoing::Model {
        for _ in 0..500 {
            let row = self.row(id).await;
            if row.state == state {
                return row;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the message is not {state:?} but {:?}", self.row(id).await);
    }
}
