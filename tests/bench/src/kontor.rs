//! The server that is measured: the release binary in a folder and on a database of its own.
//! It is started, asked and stopped like an operator would; nothing is written behind its back.

use std::{
    fs::{self, File},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::outcome::{Because, Outcome};

const ANSWERS_WITHIN: Duration = Duration::from_secs(60);
const STOPS_WITHIN: Duration = Duration::from_secs(30);

/// Where the binary is and what it works on.
pub struct Kontor {
    binary: PathBuf,
    folder: PathBuf,
    database_url: Option<String>,
    port: u16,
    child: Option<Child>,
}

impl Kontor {
    /// A server that does not run yet. Without a URL it keeps a SQLite file in `folder`.
    pub fn new(binary: &Path, folder: &Path, database_url: Option<String>) -> Outcome<Self> {
        if !binary.is_file() {
            let advice = "build it with `cargo build --release -p kontor-server` or name it with --binary";
            return Err(format!("{} is not there: {advice}", binary.display()));
        }
        fs::create_dir_all(folder).because("the folder of the server")?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).because("a free port")?;
        let port = listener.local_addr().because("a free port")?.port();
        Ok(Self { binary: binary.to_owned(), folder: folder.to_owned(), database_url, port, child: None })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// The host of a tenant with its port.
    pub fn host(&self, tenant: &str) -> String {
        format!("{tenant}.localhost:{}", self.port)
    }

    /// Its process while it runs.
    pub fn process(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    fn command(&self, arguments: &[&str], database_url: Option<&str>) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null());
        command.env("KONTOR_DATA_DIR", &self.folder).env("KONTOR_LISTEN", self.address().to_string());
        command.env_remove("KONTOR_LOG").env_remove("KONTOR_OWNER_DATABASE_URL");
        match database_url.or(self.database_url.as_deref()) {
            Some(url) => command.env("KONTOR_DATABASE_URL", url),
            None => command.env_remove("KONTOR_DATABASE_URL"),
        };
        command
    }

    /// Runs one of its commands to the end.
    pub fn operate(&self, arguments: &[&str]) -> Outcome {
        self.operate_on(None, arguments)
    }

    /// Runs one of its commands on another database.
    pub fn operate_on(&self, database_url: Option<&str>, arguments: &[&str]) -> Outcome {
        let shown = format!("kontor {}", arguments[..arguments.len().min(2)].join(" "));
        let output = self.command(arguments, database_url).output().because(&shown)?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!("{shown}: {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim()))
    }

    /// Starts the process without waiting for it.
    pub fn spawn(&mut self) -> Outcome {
        let log = File::options().create(true).append(true).open(self.log()).because("the server's log")?;
        let errors = log.try_clone().because("the server's log")?;
        let mut command = self.command(&["serve"], None);
        self.child = Some(command.stdout(log).stderr(errors).spawn().because("kontor serve")?);
        Ok(())
    }

    /// Starts it and waits until it listens.
    pub fn start(&mut self) -> Outcome {
        self.spawn()?;
        self.wait_until_it_listens()
    }

    /// Waits until a connection is taken, asking every millisecond.
    pub fn wait_until_it_listens(&mut self) -> Outcome {
        let give_up_at = Instant::now() + ANSWERS_WITHIN;
        while Instant::now() < give_up_at {
            if std::net::TcpStream::connect(self.address()).is_ok() {
                return Ok(());
            }
            let ended = self.child.as_mut().and_then(|child| child.try_wait().ok()).flatten();
            if let Some(status) = ended {
                return Err(format!("kontor serve ended with {status}: {}", self.last_words()));
            }
            pause(Duration::from_millis(1));
        }
        Err(format!("kontor serve does not listen: {}", self.last_words()))
    }

    /// Asks it to stop and waits for the end.
    pub fn stop(&mut self) -> Outcome {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        let told = Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status();
        told.because("cannot stop the server")?;
        let give_up_at = Instant::now() + STOPS_WITHIN;
        while Instant::now() < give_up_at {
            if child.try_wait().because("kontor serve")?.is_some() {
                return Ok(());
            }
            pause(Duration::from_millis(5));
        }
        child.kill().because("cannot stop the server")?;
        child.wait().because("kontor serve")?;
        Err(format!("the server did not stop within {} s: {}", STOPS_WITHIN.as_secs(), self.last_words()))
    }

    /// What opens the operator's routes: its first start wrote it down.
    pub fn operator_token(&self) -> Outcome<String> {
        let token = fs::read_to_string(self.folder.join("operator-token")).because("the operator's token")?;
        Ok(token.trim().to_owned())
    }

    fn log(&self) -> PathBuf {
        self.folder.join("serve.log")
    }

    /// The end of its log.
    pub fn last_words(&self) -> String {
        let text = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(10)..].join("\n")
    }
}

impl Drop for Kontor {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A short wait of a thread that has nothing else to do.
#[allow(clippy::disallowed_methods, reason = "no runtime's worker runs here")]
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}
