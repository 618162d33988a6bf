//! A real provider that runs on this machine, in a process of its own: `tests/oidc/provider.mjs`.
//! Started by the first test that needs it; it ends with the test process, whose end of a pipe it reads.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

use serde_json::{Value, json};

use crate::client::Client;

static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
static PROVIDER: OnceLock<RealProvider> = OnceLock::new();

/// The provider.
pub struct RealProvider {
    _process: Child,
}

/// Where it will listen: a port that was free a moment ago.
pub(crate) fn address() -> SocketAddr {
    *ADDRESS.get_or_init(|| std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap())
}

impl RealProvider {
    /// The one that all tests of this process share.
    pub fn shared() -> &'static Self {
        PROVIDER.get_or_init(|| Self::start(address()))
    }

    fn start(address: SocketAddr) -> Self {
        let home = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/oidc");
        install(&home);
        let mut node = Command::new("node");
        node.arg("provider.mjs").arg(address.port().to_string()).current_dir(&home);
        node.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = node.spawn().expect("Node.js runs");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let listens = lines.any(|line| line.is_ok_and(|line| line.starts_with("listening")));
        assert!(listens, "the provider ended before it listened");
        // What it says later is read, too: a closed pipe would end it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { _process: process }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        address()
    }

    /// Its name.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("http://{}", address())
    }

    /// Registers a client that people come back to at this address; what a tenant's administrator enters to set it up.
    pub async fn register(&self, code: &str, redirect_uri: &str) -> Value {
        let client = Client::new(address(), &address().to_string());
        let body = json!({ "redirect_uris": [redirect_uri], "client_name": "Kontor" });
        let made = client.post("/reg").json(body).send().await.expect(201);
        json!({
            "code": code, "name": "A real provider", "issuer": self.issuer(),
            "client_id": made["client_id"], "client_secret": made["client_secret"],
        })
    }
}

/// `make test` has installed the package before; whoever runs one test by hand has it installed here.
fn install(home: &Path) {
    if home.join("node_modules/oidc-provider").is_dir() {
        return;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(home).stdout(Stdio::null());
    assert!(npm.status().expect("npm runs").success(), "`npm ci` in tests/oidc failed");
}
