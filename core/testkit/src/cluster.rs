//! A PostgreSQL cluster for one run: made in a temporary folder, on a free port, gone with whoever started it.
//! A small shell keeps it: when the starting process ends, however that happens, the shell stops the server and tidies up.

use std::{
    fmt, fs,
    io::Read,
    net::TcpListener,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Users PostgreSQL may run as where we are root, which it refuses; the first that exists is taken.
const SERVICE_USERS: [&str; 2] = ["postgres", "nobody"];
/// The role a server connects as: it owns its databases and is no superuser, so row-level security holds for it.
const ROLE: &str = "kontor";
const SUPERUSER: &str = "postgres";
const READY_WITHIN: Duration = Duration::from_secs(30);

/// Runs the server until its own standard input ends, then stops it fast (INT) and removes the folder.
const KEEPER: &str = r#"
folder=$1; shift
"$@" </dev/null >/dev/null 2>"$folder/log" &
server=$!
cat >/dev/null
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
"#;

/// Why there is no cluster.
#[derive(Debug)]
pub struct ClusterError {
    /// What went wrong, or what to install.
    pub message: String,
    /// Something this machine lacks, rather than something that failed.
    pub is_missing: bool,
}

impl fmt::Display for ClusterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ClusterError {}

fn failed(what: &str, cause: impl fmt::Display) -> ClusterError {
    ClusterError { message: format!("{what}: {cause}"), is_missing: false }
}

fn missing(message: &str) -> ClusterError {
    ClusterError { message: message.to_owned(), is_missing: true }
}

/// Whether a commit waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// As PostgreSQL ships it: for whatever is measured, or outlives the death of the cluster.
    Full,
    /// A crash of the machine loses the data; tests are several times quicker.
    None,
}

/// A running cluster.
pub struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
    keeper: Option<Child>,
}

impl Cluster {
    /// Makes and starts a cluster with one role and one database of that role.
    pub fn start(durability: Durability) -> Result<Self, ClusterError> {
        let bin = find_binaries().ok_or_else(|| {
            missing("PostgreSQL's server is not installed: install the package `postgresql` (15 or newer)")
        })?;
        let user = service_user()?;
        let mut cluster = Self { bin, folder: make_folder(user)?, user, port: free_port()?, keeper: None };
        cluster.initialise()?;
        cluster.launch(durability)?;
        cluster.wait_until_ready()?;
        // CREATEROLE as a managed database gives it: migrations may create the role requests run as.
        cluster.psql(&format!("CREATE ROLE {ROLE} LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS"))?;
        cluster.create_database(ROLE)?;
        Ok(cluster)
    }

    /// The URL of the first database, as the role that owns it.
    #[must_use]
    pub fn url(&self) -> String {
        self.url_of(ROLE)
    }

    /// The URL of a database, as the role that owns it.
    #[must_use]
    pub fn url_of(&self, database: &str) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/{database}", self.port)
    }

    /// The URL of a database for the superuser, whom row-level security does not bind: for checks from outside.
    #[must_use]
    pub fn superuser_url_of(&self, database: &str) -> String {
        format!("postgres://{SUPERUSER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes a database and gives it to the role.
    pub fn create_database(&self, name: &str) -> Result<(), ClusterError> {
        self.psql(&format!("CREATE DATABASE {name} OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8'"))
    }

    fn initialise(&self) -> Result<(), ClusterError> {
        let mut initdb = self.tool("initdb");
        initdb.args(["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username", SUPERUSER]);
        succeed(initdb.arg("--pgdata").arg(self.data()), "initdb")
    }

    fn launch(&mut self, durability: Durability) -> Result<(), ClusterError> {
        let mut keeper = self.command(Path::new("sh"));
        keeper.args(["-c", KEEPER, "keeper"]).arg(&self.folder).arg(self.bin.join("postgres"));
        keeper.arg("-D").arg(self.data()).arg("-k").arg(&self.folder);
        keeper.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-c", "max_connections=200"]);
        if durability == Durability::None {
            keeper.args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
        }
        // In a group of its own, so that Ctrl-C at the terminal ends its owner and not the keeper.
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        self.keeper = Some(keeper.spawn().map_err(|cause| failed("cannot start postgres", cause))?);
        Ok(())
    }

    fn wait_until_ready(&self) -> Result<(), ClusterError> {
        let give_up_at = Instant::now() + READY_WITHIN;
        while self.psql("SELECT 1").is_err() {
            if Instant::now() >= give_up_at {
                let mut log = String::new();
                let _ = fs::File::open(self.folder.join("log")).and_then(|mut file| file.read_to_string(&mut log));
                return Err(failed("PostgreSQL did not start", log));
            }
            pause();
        }
        Ok(())
    }

    fn psql(&self, statement: &str) -> Result<(), ClusterError> {
        let mut psql = self.tool("psql");
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", SUPERUSER, "-d", "postgres", "-h", "127.0.0.1"]);
        succeed(psql.args(["-p", &self.port.to_string(), "-c", statement]), "psql")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A PostgreSQL program.
    fn tool(&self, name: &str) -> Command {
        self.command(&self.bin.join(name))
    }

    /// A program run in the cluster's folder, as the service user where we are root.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env("LC_ALL", "C");
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            drop(keeper.stdin.take());
            let _ = keeper.wait();
        }
    }
}

/// The folder of `initdb` and `postgres`, wherever the distribution put them.
#[must_use]
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
#[must_use]
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// The user to run PostgreSQL as; none where we may run it ourselves.
fn service_user() -> Result<Option<(u32, u32)>, ClusterError> {
    if !is_root() {
        return Ok(None);
    }
    let accounts = fs::read_to_string("/etc/passwd").map_err(|cause| failed("cannot read the list of users", cause))?;
    let found = SERVICE_USERS.iter().find_map(|name| ids_of(&accounts, name));
    found.map(Some).ok_or_else(|| {
        missing("PostgreSQL does not run as root and there is no user `postgres` or `nobody` to run it as")
    })
}

fn ids_of(accounts: &str, name: &str) -> Option<(u32, u32)> {
    let fields: Vec<&str> =
        accounts.lines().map(|line| line.split(':').collect()).find(|fields: &Vec<&str>| fields[0] == name)?;
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

/// A folder of the service user, so that the keeper may remove it.
fn make_folder(user: Option<(u32, u32)>) -> Result<PathBuf, ClusterError> {
    let nanos = std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.subsec_nanos());
    let folder = std::env::temp_dir().join(format!("kontor-cluster-{}-{nanos}", std::process::id()));
    let cannot = |cause| failed(&format!("cannot make {}", folder.display()), cause);
    for part in [folder.clone(), folder.join("data")] {
        fs::create_dir(&part).map_err(cannot)?;
        fs::set_permissions(&part, fs::Permissions::from_mode(0o700)).map_err(cannot)?;
        if let Some((uid, gid)) = user {
            std::os::unix::fs::chown(&part, Some(uid), Some(gid)).map_err(cannot)?;
        }
    }
    Ok(folder)
}

/// A port nobody listens on right now.
pub fn free_port() -> Result<u16, ClusterError> {
    let cannot = |cause| failed("cannot find a free port", cause);
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(cannot)?;
    listener.local_addr().map_err(cannot).map(|address| address.port())
}

fn succeed(command: &mut Command, what: &str) -> Result<(), ClusterError> {
    let output = command.output().map_err(|cause| failed(what, cause))?;
    if output.status.success() {
        return Ok(());
    }
    Err(failed(&format!("{what} failed"), String::from_utf8_lossy(&output.stderr).trim()))
}

/// Sends a signal such as `TERM` by the shell's own `kill`, since the standard library has only the hard one.
pub fn signal(process: u32, name: &str) -> Result<(), ClusterError> {
    let mut shell = Command::new("sh");
    succeed(shell.args(["-c", &format!("kill -{name} {process}")]), "kill")
}

/// A short wait between two looks, in a thread that has nothing else to do.
#[allow(clippy::disallowed_methods, reason = "no runtime's worker runs here")]
pub fn pause() {
    std::thread::sleep(Duration::from_millis(25));
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
        let cluster = Cluster::start(Durability::None).unwrap();
        let folder = cluster.folder.clone();
        assert!(cluster.url().starts_with("postgres://kontor@127.0.0.1:"));
        assert!(folder.exists());
        drop(cluster);
        assert!(!folder.exists());
    }
}
