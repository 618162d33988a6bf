//! A server of our own for the run: a fresh database, one tenant, two users, and a process that can be killed.
//! Everything goes through the commands an operator has; nothing is written behind the server's back.

use super::address::Address;
use super::client::{Client, Identity, Request};
use crate::cluster::{self, Cluster};
use crate::failure::{Because, Failure, Outcome};
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a start and an orderly stop may take.
const READY_WITHIN: Duration = Duration::from_secs(60);
const STOPPED_WITHIN: Duration = Duration::from_secs(20);

pub const ADMIN_EMAIL: &str = "admin@replay.example";
pub const DESK_EMAIL: &str = "desk@replay.example";
/// Good for a server that lives for one run on the loopback interface.
pub const PASSWORD: &str = "replay-on-loopback-1";

/// Where the server of the run keeps its data.
pub enum Database {
    Sqlite,
    /// A cluster of our own, stopped with the run.
    Cluster,
    Url(String),
}

/// A running server and what it stands on; dropping it kills the server, then stops the cluster.
pub struct Server {
    binary: PathBuf,
    folder: PathBuf,
    port: u16,
    url: Option<String>,
    child: Option<Child>,
    _cluster: Option<Cluster>,
}

impl Server {
    /// Makes the database and the tenant, and starts serving.
    pub fn provision(binary: &Path, database: Database) -> Outcome<Self> {
        if !binary.is_file() {
            return Err(Failure::missing(format!(
                "{} is not there: build it with `cargo build -p kontor-server` or name it with --binary",
                binary.display()
            )));
        }
        let folder = std::env::temp_dir().join(format!("kontor-replay-{}", std::process::id()));
        std::fs::create_dir_all(&folder).because(|| format!("cannot make {}", folder.display()))?;
        let (url, cluster) = match database {
            Database::Sqlite => (None, None),
            Database::Url(url) => (Some(url), None),
            Database::Cluster => {
                let cluster = cluster::start()?;
                (Some(cluster.url()), Some(cluster))
            }
        };
        let mut server =
            Self { binary: binary.to_owned(), folder, port: free_port()?, url, child: None, _cluster: cluster };
        server.create_tenant()?;
        server.start()?;
        Ok(server)
    }

    /// The tenant's address.
    pub fn address(&self) -> Outcome<Address> {
        Address::parse(&format!("http://replay.localhost:{}", self.port))
    }

    fn create_tenant(&self) -> Outcome {
        self.operate(&["migrate"])?;
        let tenant = ["tenant", "create", "--code", "replay", "--host", "replay.localhost", "--currency", "GBP"];
        let people = ["--language", "en", "--admin-email", ADMIN_EMAIL, "--admin-password", PASSWORD];
        self.operate(&[tenant.as_slice(), people.as_slice()].concat())?;
        let user = ["tenant", "user", "--tenant", "replay", "--email", DESK_EMAIL];
        self.operate(&[user.as_slice(), &["--password", PASSWORD, "--role", "order_desk"]].concat())
    }

    fn operate(&self, arguments: &[&str]) -> Outcome {
        let shown = format!("kontor {}", arguments[..arguments.len().min(2)].join(" "));
        let output = self.command(arguments).output().because(|| shown.clone())?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Failure::new(format!("{shown} failed with {}: {said}", output.status)))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).env("KONTOR_DATA_DIR", &self.folder);
        command.env("KONTOR_LISTEN", format!("127.0.0.1:{}", self.port)).stdin(Stdio::null());
        match &self.url {
            Some(url) => command.env("KONTOR_DATABASE_URL", url),
            None => command.env_remove("KONTOR_DATABASE_URL"),
        };
        command
    }

    /// Starts the process and returns when it says it is ready.
    pub fn start(&mut self) -> Outcome {
        let log = self.log_path();
        let out = File::options().create(true).append(true).open(&log).because(|| format!("{}", log.display()))?;
        let err = out.try_clone().because(|| format!("{}", log.display()))?;
        let mut command = self.command(&["serve"]);
        self.child = Some(command.stdout(out).stderr(err).spawn().because(|| "kontor serve".into())?);
        Ok(())
    }

    fn log_path(&self) -> PathBuf {
        self.folder.join("serve.log")
    }

    /// kill −9: no warning, nothing flushed.
    pub fn kill(&mut self) -> Outcome {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        child.kill().because(|| "cannot kill the server".into())?;
        child.wait().because(|| "cannot wait for the server".into()).map(drop)
    }

    /// Asks for an orderly stop and waits for it.
    pub fn stop(&mut self) -> Outcome {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        cluster::signal(child.id(), "TERM")?;
        let give_up_at = Instant::now() + STOPPED_WITHIN;
        while Instant::now() < give_up_at {
            if let Some(status) = child.try_wait().because(|| "cannot wait for the server".into())? {
                return if status.success() { Ok(()) } else { Err(self.stopped_badly(&status.to_string())) };
            }
            cluster::pause();
        }
        child.kill().because(|| "cannot kill the server".into())?;
        child.wait().because(|| "cannot wait for the server".into())?;
        Err(self.stopped_badly(&format!("no end within {} s", STOPPED_WITHIN.as_secs())))
    }

    fn stopped_badly(&self, how: &str) -> Failure {
        Failure::new(format!("the server did not stop cleanly: {how}\n{}", self.last_words()))
    }

    /// The end of the server's log, for a failure message.
    pub fn last_words(&self) -> String {
        let text = std::fs::read_to_string(self.log_path()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

/// Waits until the server at this address says it is ready.
pub async fn wait_until_ready(address: &Address) -> Outcome {
    let mut client = Client::new(address.clone(), Identity::Anonymous, READY_WITHIN);
    client.send(&Request::get("/readyz")).await?.success("wait for the server").map(drop)
}

fn free_port() -> Outcome<u16> {
    let cannot = || "cannot find a free port".to_owned();
    let listener = TcpListener::bind(("127.0.0.1", 0)).because(cannot)?;
    listener.local_addr().because(cannot).map(|address| address.port())
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(failure) = self.kill() {
            eprintln!("{}", failure.message);
        }
        // A folder left behind in the temporary directory is not worth failing the run for.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
