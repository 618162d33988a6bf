//! One server per database and test process, started by the first test that asks for it.
//! Each test runs on its own thread and runtime and talks to the server over loopback, as anybody would.

use std::{
    future::Future,
    net::SocketAddr,
    path::Path,
    pin::Pin,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use kontor_kernel::Clock;
use kontor_server::{App, Config, MailConfig, MailTransport, OperatorSettings, Running};
use tokio::{
    net::TcpListener,
    runtime::{Builder, Runtime},
    sync::{OnceCell, watch},
};

use crate::{Database, Raw, TenantBuilder, client::Client, database::cluster, mail::MailServer, scratch::Scratch};

/// A server that all tests of this process share; each of them has tenants of its own.
pub struct TestApp {
    database: Database,
    address: SocketAddr,
    app: Arc<App>,
    url: String,
    raw_url: String,
    mail: MailServer,
    config: Config,
    second_node: OnceCell<SocketAddr>,
    runtime: Runtime,
    _running: Running,
    _scratch: Scratch,
}

/// The token of the operator of every test's server.
const OPERATOR_TOKEN: &str = "ko_of-every-server-that-tests-talk-to";

static SQLITE: OnceLock<TestApp> = OnceLock::new();
static POSTGRES: OnceLock<TestApp> = OnceLock::new();

/// Where a database of this kind lies: for the server, and for whoever looks behind its back.
fn urls(database: Database, scratch: &Scratch) -> (String, String) {
    match database {
        Database::Sqlite => {
            let url = format!("sqlite:{}", scratch.path().join("kontor.db").display());
            (url.clone(), url)
        }
        Database::Postgres => (cluster().url(), cluster().superuser_url_of("kontor")),
    }
}

impl TestApp {
    /// The server on this database.
    pub fn on(database: Database) -> &'static Self {
        let slot = match database {
            Database::Sqlite => &SQLITE,
            Database::Postgres => &POSTGRES,
        };
        slot.get_or_init(|| Self::start(database))
    }

    /// Runs a test on this database; what [`crate::both`] expands to.
    pub fn run(database: Database, test: impl FnOnce(&'static Self) -> Pin<Box<dyn Future<Output = ()>>>) {
        let app = Self::on(database);
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(test(app));
    }

    fn start(database: Database) -> Self {
        let scratch = Scratch::new();
        let (url, raw_url) = urls(database, &scratch);
        let mail = MailServer::start();
        let config = config(&url, scratch.path(), &mail);
        let runtime = Builder::new_multi_thread().worker_threads(2).thread_name("server").enable_all().build().unwrap();
        let running = runtime.block_on(async {
            let app = App::open(&config, Clock::System).await.expect("the server opens its database");
            app.start(config.listen).await.expect("the server listens")
        });
        let (address, app) = (running.address, Arc::clone(&running.app));
        let second_node = OnceCell::new();
        Self {
            database,
            address,
            app,
            url,
            raw_url,
            mail,
            config,
            second_node,
            runtime,
            _running: running,
            _scratch: scratch,
        }
    }

    /// The database it stands on.
    #[must_use]
    pub fn database(&self) -> Database {
        self.database
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it is made of: the registry of routes, the manifests.
    #[must_use]
    pub fn parts(&self) -> &Arc<App> {
        &self.app
    }

    /// The database's URL as the server itself uses it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder in which it keeps the heads of audit trails, and the key that they are kept under.
    #[must_use]
    pub fn audit_heads(&self) -> (std::path::PathBuf, kontor_store::Vault) {
        (self.config.audit_heads(), self.config.vault().unwrap())
    }

    /// The mail server that this server sends by; all tests share it, so look for addresses of your own.
    #[must_use]
    pub fn mail(&self) -> &MailServer {
        &self.mail
    }

    /// A tenant that only this test knows.
    pub fn tenant(&'static self) -> TenantBuilder {
        TenantBuilder::new(self)
    }

    /// A client of any host, known or not.
    #[must_use]
    pub fn client(&self, host: &str) -> Client {
        Client::new(self.address, host)
    }

    /// The operator of the server.
    #[must_use]
    pub fn operator(&self) -> Client {
        self.client("operator.localhost").with_token(OPERATOR_TOKEN)
    }

    /// A connection past the server, which no row-level security binds.
    pub async fn raw(&self) -> Raw {
        Raw::connect(&self.raw_url).await
    }

    /// Another node on the same database, which serves and does nothing else: started by the first test that asks. SQLite
    /// belongs to one process, so that there is none.
    pub async fn second_node(&'static self) -> Option<SocketAddr> {
        if self.database == Database::Sqlite {
            return None;
        }
        let started = self.second_node.get_or_init(|| {
            self.on_server(async {
                let app = App::open(&self.config, Clock::System).await.expect("the second node opens the database");
                let listener = TcpListener::bind(self.config.listen).await.expect("the second node listens");
                let address = listener.local_addr().unwrap();
                let (stop, stopping) = watch::channel(false);
                let serving = kontor_web::serve(listener, app.router(), kontor_web::Limits::default(), stopping);
                tokio::spawn(async move {
                    serving.await;
                    drop((app, stop));
                });
                address
            })
        });
        Some(*started.await)
    }

    /// Does something on the server's own runtime: connections of its pools must not be born on a test's runtime.
    pub async fn on_server<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        self.runtime.spawn(work).await.unwrap()
    }
}

/// What every server of tests is started with.
fn config(url: &str, folder: &Path, mail: &MailServer) -> Config {
    Config {
        database_url: url.to_owned(),
        owner_database_url: None,
        data_dir: folder.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        database_connections: 16,
        trusted_proxies: Vec::new(),
        outbound_allow: crate::outside::permitted(),
        secret_key: None,
        files: kontor_server::FilesPlace::Folder(folder.join("files")),
        mail: MailConfig {
            transport: MailTransport::Smtp { url: mail.url(), authorities: None },
            ..MailConfig::capture(folder.join("mail"))
        },
        operator: OperatorSettings {
            token: Some(OPERATOR_TOKEN.to_owned()),
            data_dir: folder.to_owned(),
            requests_per_second: None,
        },
        public: kontor_identity::PublicOrigin::default(),
    }
}

const PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(15);

/// Looks again and again until there is something, and fails with `what` when there is nothing for too long.
pub async fn eventually<T, F, Fut>(what: &str, mut look: F) -> T
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    let give_up_at = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < give_up_at, "waited in vain: {what}");
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}
