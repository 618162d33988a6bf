//! A PostgreSQL cluster for one run: made in a temporary folder, on a free port, gone when dropped.
//! Durability is left as PostgreSQL ships it, because what is measured and killed here must be the real thing.

use crate::failure::{Because, Failure, Outcome};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Users PostgreSQL may run as where we are root, which it refuses; the first that exists is taken.
const SERVICE_USERS: [&str; 2] = ["postgres", "nobody"];
/// The role the server connects as: it owns its database and is no superuser, so row-level security holds for it.
const ROLE: &str = "kontor";
const READY_WITHIN: Duration = Duration::from_secs(30);
const STOPPED_WITHIN: Duration = Duration::from_secs(15);

/// A running cluster.
pub struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
    child: Option<Child>,
}

impl Cluster {
    /// Makes and starts a cluster with one role and one database of that role.
    pub fn start() -> Outcome<Self> {
        let bin = find_binaries().ok_or_else(|| {
            Failure::missing("PostgreSQL's server is not installed: install the package `postgresql` (15 or newer)")
        })?;
        let mut cluster = Self { bin, folder: make_folder()?, user: service_user()?, port: free_port()?, child: None };
        cluster.initialise()?;
        cluster.launch()?;
        cluster.wait_until_ready()?;
        // CREATEROLE as a managed database gives it: migrations may create the role requests run as.
        cluster.psql(&format!("CREATE ROLE {ROLE} LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS"))?;
        cluster.psql(&format!("CREATE DATABASE {ROLE} OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8'"))?;
        Ok(cluster)
    }

    /// The URL of the database, as the role that owns it.
    pub fn url(&self) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/{ROLE}", self.port)
    }

    fn initialise(&self) -> Outcome {
        fs::create_dir(self.data()).because(|| format!("cannot make {}", self.data().display()))?;
        if let Some((uid, gid)) = self.user {
            for folder in [&self.folder, &self.data()] {
                std::os::unix::fs::chown(folder, Some(uid), Some(gid))
                    .because(|| "cannot give the folder away".into())?;
            }
        }
        let mut initdb = self.tool("initdb");
        initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--pgdata"]);
        succeed(initdb.arg(self.data()), "initdb")
    }

    fn launch(&mut self) -> Outcome {
        let log_path = self.folder.join("log");
        let log = fs::File::create(&log_path).because(|| format!("cannot write {}", log_path.display()))?;
        let mut server = self.tool("postgres");
        server.arg("-D").arg(self.data()).arg("-k").arg(&self.folder);
        server.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-c", "max_connections=200"]);
        server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        self.child = Some(server.spawn().because(|| "cannot start postgres".into())?);
        Ok(())
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let give_up_at = Instant::now() + READY_WITHIN;
        while Instant::now() < give_up_at {
            if self.psql("SELECT 1").is_ok() {
                return Ok(());
            }
            let ended = self.child.as_mut().and_then(|child| child.try_wait().ok()).flatten();
            if ended.is_some() {
                break;
            }
            pause();
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(Failure::new(format!("PostgreSQL did not start:\n{log}")))
    }

    fn psql(&self, statement: &str) -> Outcome {
        let mut psql = self.tool("psql");
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "postgres", "-h", "127.0.0.1"]);
        succeed(psql.args(["-p", &self.port.to_string(), "-c", statement]), "psql")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A PostgreSQL program, run as the service user where we are root.
    fn tool(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command.current_dir(&self.folder).env("LC_ALL", "C");
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // INT is PostgreSQL's fast shutdown: sessions are ended, data is flushed.
            let asked = signal(child.id(), "INT").is_ok();
            let give_up_at = Instant::now() + STOPPED_WITHIN;
            while asked && Instant::now() < give_up_at && matches!(child.try_wait(), Ok(None)) {
                pause();
            }
            let _ = child.kill();
            let _ = child.wait();
        }
        // A folder left behind in the temporary directory is not worth a panic.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of `initdb` and `postgres`, wherever the distribution put them.
pub fn find_binaries() -> Option<PathBuf> {
    let told = Command::new("pg_config").arg("--bindir").output().ok().filter(|output| output.status.success());
    let told = told.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let mut packaged: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    packaged.sort();
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let candidates = told.into_iter().chain(packaged.into_iter().rev()).chain(on_path.into_iter().flatten());
    candidates.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// Whether this process runs as root.
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// The user to run PostgreSQL as; none where we may run it ourselves.
fn service_user() -> Outcome<Option<(u32, u32)>> {
    if !is_root() {
        return Ok(None);
    }
    let accounts = fs::read_to_string("/etc/passwd").because(|| "cannot read the list of users".into())?;
    let found = SERVICE_USERS.iter().find_map(|name| ids_of(&accounts, name));
    found.map(Some).ok_or_else(|| {
        Failure::missing("PostgreSQL does not run as root and there is no user `postgres` or `nobody` to run it as")
    })
}

fn ids_of(accounts: &str, name: &str) -> Option<(u32, u32)> {
    let fields: Vec<&str> =
        accounts.lines().map(|line| line.split(':').collect()).find(|fields: &Vec<&str>| fields[0] == name)?;
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

fn make_folder() -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("kontor-cluster-{}", std::process::id()));
    fs::create_dir(&folder).because(|| format!("cannot make {}", folder.display()))?;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).because(|| "cannot open the folder".into())?;
    Ok(folder)
}

fn free_port() -> Outcome<u16> {
    let cannot = || "cannot find a free port".to_owned();
    let listener = TcpListener::bind(("127.0.0.1", 0)).because(cannot)?;
    listener.local_addr().because(cannot).map(|address| address.port())
}

fn succeed(command: &mut Command, what: &str) -> Outcome {
    let output = command.output().because(|| what.to_owned())?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("{what} failed: {}", String::from_utf8_lossy(&output.stderr).trim())))
}

/// Sends a signal by the shell's own `kill`, since the standard library has only the hard one.
pub fn signal(process: u32, name: &str) -> Outcome {
    let mut shell = Command::new("sh");
    succeed(shell.args(["-c", &format!("kill -{name} {process}")]), "kill")
}

/// A short wait in a loop of a program that has nothing else to do.
#[allow(clippy::disallowed_methods, reason = "no runtime's worker runs here")]
pub fn pause() {
    std::thread::sleep(Duration::from_millis(50));
}

/// Prints the URL and keeps the cluster until standard input ends, for trying things by hand.
pub fn serve_until_input_ends() -> Outcome {
    let cluster = Cluster::start()?;
    println!("{}", cluster.url());
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).because(|| "standard input".into()).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_the_list_of_users() {
        let accounts = "root:x:0:0::/root:/bin/sh\npostgres:x:101:104:PostgreSQL:/var/lib:/bin/bash\n";
        assert_eq!(ids_of(accounts, "postgres"), Some((101, 104)));
        assert_eq!(ids_of(accounts, "nobody"), None);
    }

    #[test]
    fn a_cluster_starts_answers_and_goes_away() {
        if find_binaries().is_none() {
            return;
        }
        let cluster = Cluster::start().unwrap();
        let folder = cluster.folder.clone();
        assert!(cluster.url().starts_with("postgres://kontor@127.0.0.1:"));
        drop(cluster);
        assert!(!folder.exists());
    }
}
