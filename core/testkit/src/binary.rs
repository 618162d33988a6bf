//! The real binary as a process of its own, for what a server in the test's process cannot show: signals and sudden death.
//! `KONTOR_BINARY` names it; without that it is built first.

use std::{
    fs::File,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use uuid::Uuid;

use crate::{
    Database,
    app::eventually,
    client::Client,
    cluster::{free_port, pause, signal},
    database::cluster,
    scratch::Scratch,
    shop::PASSWORD,
};

/// What a server is started with.
#[derive(Debug, Clone, Copy)]
pub struct ServerSpec {
    /// What it stands on.
    pub database: Database,
    /// More settings, by the names of their environment variables.
    pub env: &'static [(&'static str, &'static str)],
}

/// A process with one tenant, an administrator and a member of the order desk.
pub struct Server {
    scratch: Arc<Scratch>,
    url: String,
    address: SocketAddr,
    env: &'static [(&'static str, &'static str)],
    child: Option<Child>,
}

const HOST: &str = "shop.localhost";
const ADMIN: &str = "admin@shop.example";
const DESK: &str = "desk@shop.example";
const STOPPED_WITHIN: Duration = Duration::from_secs(30);

/// The binary, built where nobody names one.
fn binary() -> &'static PathBuf {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let named = std::env::var_os("KONTOR_BINARY").map(PathBuf::from).filter(|path| path.is_file());
        named.unwrap_or_else(build)
    })
}

fn build() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--package", "kontor-server", "--bin", "kontor"]).current_dir(&root);
    // What cargo tells the test about itself would make build scripts believe that everything has changed.
    let of_the_test =
        |(name, _): &(String, String)| ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| name.starts_with(prefix));
    for (name, _) in std::env::vars().filter(of_the_test) {
        command.env_remove(name);
    }
    assert!(command.status().expect("cargo runs").success(), "the server cannot be built");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("debug/kontor")
}

impl Server {
    /// Makes a database with a tenant, and starts the process on it.
    pub async fn start(spec: ServerSpec) -> Self {
        let scratch = Arc::new(Scratch::new());
        let url = match spec.database {
            Database::Sqlite => format!("sqlite:{}", scratch.path().join("kontor.db").display()),
            Database::Postgres => {
                let name = format!("s{}", Uuid::now_v7().simple());
                cluster().create_database(&name).unwrap();
                cluster().url_of(&name)
            }
        };
        let address = SocketAddr::from(([127, 0, 0, 1], free_port().unwrap()));
        let mut server = Self { scratch, url, address, env: spec.env, child: None };
        let tenant = ["tenant", "create", "--code", "shop", "--host", HOST, "--currency", "GBP", "--language", "en"];
        server.operate(&[&tenant[..], &["--admin-email", ADMIN, "--admin-password", PASSWORD]].concat());
        let user = ["tenant", "user", "--tenant", "shop", "--email", DESK, "--password", PASSWORD];
        server.operate(&[&user[..], &["--role", "order_desk"]].concat());
        server.restart().await;
        server
    }

    /// Another process on the same data, on a port of its own: a second node. SQLite takes only one.
    pub async fn second_node(&self) -> Self {
        assert!(!self.url.starts_with("sqlite:"), "SQLite has one process");
        let address = SocketAddr::from(([127, 0, 0, 1], free_port().unwrap()));
        let (scratch, url) = (Arc::clone(&self.scratch), self.url.clone());
        let mut node = Self { scratch, url, address, env: self.env, child: None };
        node.restart().await;
        node
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).current_dir(self.scratch.path()).stdin(Stdio::null());
        command.env("KONTOR_DATA_DIR", self.scratch.path()).env("KONTOR_DATABASE_URL", &self.url);
        command.env("KONTOR_LISTEN", self.address.to_string()).envs(self.env.iter().copied());
        command
    }

    /// Runs another command of the binary beside it, or before it starts; gives what it says, whether it did it or not.
    pub fn try_operate(&self, arguments: &[&str]) -> Result<String, String> {
        let output = self.command(arguments).output().expect("the binary runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }

    /// Runs a command that does what it should.
    pub fn operate(&self, arguments: &[&str]) -> String {
        self.try_operate(arguments).unwrap_or_else(|cause| panic!("{arguments:?}: {cause}"))
    }

    /// A path in its data directory.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// The operator, by the token that the server has made.
    #[must_use]
    pub fn operator(&self) -> Client {
        let token = std::fs::read_to_string(self.path("operator-token")).expect("the server has made a token");
        self.client("operator.localhost").with_token(token.trim())
    }

    /// Somebody at a host who is not signed in.
    #[must_use]
    pub fn client(&self, host: &str) -> Client {
        Client::new(self.address, host)
    }

    /// Starts the process anew on the same data and port, and waits until it is ready.
    pub async fn restart(&mut self) {
        let log = File::options().create(true).append(true).open(self.scratch.path().join("log")).unwrap();
        let mut serve = self.command(&["serve"]);
        self.child = Some(serve.stdout(log.try_clone().unwrap()).stderr(log).spawn().expect("the server starts"));
        let client = Client::new(self.address, HOST);
        eventually("the server is ready", || async {
            client.get("/readyz").try_send().await.ok().filter(|reply| reply.status == 200)
        })
        .await;
    }

    /// kill −9: no warning, nothing flushed.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Asks the process to stop.
    pub fn terminate(&self) {
        signal(self.child.as_ref().expect("it runs").id(), "TERM").unwrap();
    }

    /// Waits until the process has ended, off the test's runtime; tells how it ended.
    pub async fn ended(&mut self) -> ExitStatus {
        let mut child = self.child.take().expect("it runs");
        let waited = tokio::task::spawn_blocking(move || {
            let give_up_at = Instant::now() + STOPPED_WITHIN;
            while Instant::now() < give_up_at {
                if let Some(status) = child.try_wait().unwrap() {
                    return Some(status);
                }
                pause();
            }
            child.kill().unwrap();
            child.wait().unwrap();
            None
        });
        waited.await.unwrap().unwrap_or_else(|| panic!("the server did not stop:\n{}", self.log()))
    }

    /// The most memory the process has had since it was started, in MiB, where the system tells. Pages of its program
    /// file are left out: how many there are depends on how it was built, and the system takes them back when it likes.
    #[must_use]
    pub fn peak_mib(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.as_ref()?.id())).ok()?;
        let kib = |name: &str| -> Option<u64> {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse().ok()
        };
        Some(kib("VmHWM:")?.saturating_sub(kib("RssFile:")?) / 1024)
    }

    /// What it has said.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.scratch.path().join("log")).unwrap_or_default()
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn guest(&self) -> Client {
        Client::new(self.address, HOST)
    }

    /// The administrator, signed in.
    pub async fn admin(&self) -> Client {
        self.guest().sign_in(ADMIN, PASSWORD).await
    }

    /// A member of the order desk, signed in.
    pub async fn desk(&self) -> Client {
        self.guest().sign_in(DESK, PASSWORD).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
