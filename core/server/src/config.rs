//! Settings of a process: from the environment, then `kontor.toml`, then what is usual.
//! A setting that cannot be used ends the start with one line that names it.

use std::{
    fs,
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::{Path, PathBuf},
};

use ipnet::IpNet;
use kontor_fetch::Allow;
use kontor_files::Place;
use kontor_identity::PublicOrigin;
use kontor_messages::{MailConfig, MailTransport};
use kontor_operator::OperatorSettings;
use kontor_store::{StoreConfig, Vault};
use serde::Deserialize;
use thiserror::Error;
use url::Url;

use crate::key;

/// The file that is read where it exists.
const FILE: &str = "kontor.toml";

/// Why the configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, String),
    /// A setting has no meaning.
    #[error("{name}: {problem}")]
    BadSetting {
        /// The setting.
        name: &'static str,
        /// What is wrong and what to write.
        problem: String,
    },
}

/// What `kontor.toml` may say; environment variables win over it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSettings {
    database_url: Option<String>,
    owner_database_url: Option<String>,
    data_dir: Option<PathBuf>,
    listen: Option<String>,
    database_connections: Option<u32>,
    trusted_proxies: Option<String>,
    outbound_allow: Option<String>,
    secret_key: Option<String>,
    files_url: Option<String>,
    smtp_url: Option<String>,
    smtp_ca: Option<PathBuf>,
    mail_from: Option<String>,
    public_scheme: Option<String>,
    public_port: Option<u16>,
    operator_token: Option<String>,
    tenant_requests_per_second: Option<NonZeroU32>,
}

/// Settings of a process.
#[derive(Debug, Clone)]
pub struct Config {
    /// `KONTOR_DATABASE_URL`: `sqlite:PATH` or `postgres://…`; a SQLite file in the data directory by default.
    pub database_url: String,
    /// `KONTOR_OWNER_DATABASE_URL`: the owner's session for migrations on PostgreSQL; the same by default.
    pub owner_database_url: Option<String>,
    /// `KONTOR_DATA_DIR`: where files are kept; `data` by default.
    pub data_dir: PathBuf,
    /// `KONTOR_LISTEN`: address and port; `127.0.0.1:8080` by default.
    pub listen: SocketAddr,
    /// `KONTOR_DATABASE_CONNECTIONS`: 2 to 200; 16 by default.
    pub database_connections: u32,
    /// `KONTOR_TRUSTED_PROXIES`: addresses or networks, by commas, whose `X-Forwarded-For` and `X-Forwarded-Proto` are
    /// believed; none by default.
    pub trusted_proxies: Vec<IpNet>,
    /// `KONTOR_OUTBOUND_ALLOW`: what may be asked besides the public internet, as `host:port` or networks, by commas;
    /// nothing by default.
    pub outbound_allow: Allow,
    /// `KONTOR_SECRET_KEY`: what secrets in the database are kept under, 43 characters; nodes of one deployment share
    /// it. A file `secret.key` in the data directory by default.
    pub secret_key: Option<Vault>,
    /// `KONTOR_FILES_URL`: where pictures and documents are kept, such as `file:///srv/kontor/files`; nodes of one deployment
    /// share it. The folder `files` in the data directory by default.
    pub files: Place,
    /// `KONTOR_SMTP_URL`, `KONTOR_SMTP_CA`, `KONTOR_MAIL_FROM`: the server that sends mail, the file of certificates that
    /// vouch for it where public ones do not, and the sender; without a server mails are kept in the data directory.
    pub mail: MailConfig,
    /// `KONTOR_OPERATOR_TOKEN`: opens the operator's routes; a file `operator-token` in the data directory by default.
    /// `KONTOR_TENANT_REQUESTS_PER_SECOND`: the limit of tenants that have none of their own; none by default.
    pub operator: OperatorSettings,
    /// `KONTOR_PUBLIC_SCHEME`, `KONTOR_PUBLIC_PORT`: how tenants' hosts are reached from outside. By default `http` and the
    /// port listened on for hosts of this machine, `https` and its usual port for all others.
    pub public: PublicOrigin,
}

impl Config {
    /// Reads the environment and, where it exists, `kontor.toml` in the working directory.
    pub fn load() -> Result<Self, ConfigError> {
        let file = read_file(Path::new(FILE))?;
        let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let data_dir = env("KONTOR_DATA_DIR").map(PathBuf::from).or(file.data_dir).unwrap_or_else(|| "data".into());
        let database_url = env("KONTOR_DATABASE_URL").or(file.database_url).unwrap_or_else(|| sqlite_in(&data_dir));
        check_database(&database_url)?;
        let listen = env("KONTOR_LISTEN").or(file.listen).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = listen.parse().map_err(|_| ConfigError::BadSetting {
            name: "KONTOR_LISTEN",
            problem: format!("'{listen}' is not an address and port, such as 127.0.0.1:8080"),
        })?;
        let connections = connections(env("KONTOR_DATABASE_CONNECTIONS"), file.database_connections)?;
        let trusted_proxies = networks(&env("KONTOR_TRUSTED_PROXIES").or(file.trusted_proxies).unwrap_or_default())?;
        let outbound_allow = env("KONTOR_OUTBOUND_ALLOW").or(file.outbound_allow).unwrap_or_default();
        let secret_key = env("KONTOR_SECRET_KEY").or(file.secret_key);
        let mail = MailSettings {
            smtp_url: env("KONTOR_SMTP_URL").or(file.smtp_url),
            smtp_ca: env("KONTOR_SMTP_CA").map(PathBuf::from).or(file.smtp_ca),
            from: env("KONTOR_MAIL_FROM").or(file.mail_from),
        };
        let mail = mail.resolve(&data_dir, listen)?;
        let rate = env("KONTOR_TENANT_REQUESTS_PER_SECOND").map(|text| text.parse()).transpose();
        let operator = OperatorSettings {
            token: env("KONTOR_OPERATOR_TOKEN").or(file.operator_token),
            data_dir: data_dir.clone(),
            requests_per_second: rate.map_err(bad(RATE))?.or(file.tenant_requests_per_second),
        };
        let scheme = env("KONTOR_PUBLIC_SCHEME").or(file.public_scheme);
        let public = public_origin(scheme, env("KONTOR_PUBLIC_PORT"), file.public_port, listen.port())?;
        Ok(Self {
            database_url,
            owner_database_url: env("KONTOR_OWNER_DATABASE_URL").or(file.owner_database_url),
            files: files_place(env("KONTOR_FILES_URL").or(file.files_url).as_deref(), &data_dir)?,
            data_dir,
            listen,
            database_connections: connections,
            trusted_proxies,
            outbound_allow: outbound_allow.parse().map_err(bad("KONTOR_OUTBOUND_ALLOW"))?,
            secret_key: secret_key.map(|key| key.parse()).transpose().map_err(bad("KONTOR_SECRET_KEY"))?,
            mail,
            operator,
            public,
        })
    }

    /// The same settings without a mail server: mails are kept in the data directory.
    #[must_use]
    pub fn with_captured_mail(mut self) -> Self {
        self.mail.transport = MailTransport::Capture { folder: self.data_dir.join(MAIL_FOLDER) };
        self
    }

    /// The same settings on a database of its own in the data directory.
    #[must_use]
    pub fn with_database_file(mut self, name: &str) -> Self {
        self.database_url = format!("sqlite:{}", self.data_dir.join(name).display());
        self
    }

    /// How the database is opened.
    #[must_use]
    pub fn store(&self) -> StoreConfig {
        StoreConfig {
            url: self.database_url.clone(),
            owner_url: self.owner_database_url.clone(),
            connections: self.database_connections,
        }
    }

    /// What secrets in the database are kept under.
    pub fn vault(&self) -> Result<Vault, ConfigError> {
        self.secret_key.clone().map_or_else(|| key::of(&self.data_dir), Ok)
    }

    /// Where the heads of audit trails are kept, outside of the database.
    #[must_use]
    pub fn audit_heads(&self) -> PathBuf {
        self.data_dir.join("audit-heads")
    }

    /// Where the indexes of the search are kept; they may be deleted at any time and are made anew.
    #[must_use]
    pub fn search_indexes(&self) -> PathBuf {
        self.data_dir.join("search")
    }

    /// Where a file waits while it arrives.
    #[must_use]
    pub fn incoming_files(&self) -> PathBuf {
        self.data_dir.join("incoming")
    }

    /// Makes the data directory.
    pub fn prepare(&self) -> Result<(), ConfigError> {
        fs::create_dir_all(&self.data_dir).map_err(|cause| ConfigError::BadSetting {
            name: "KONTOR_DATA_DIR",
            problem: format!("{} cannot be made: {cause}", self.data_dir.display()),
        })
    }
}

const RATE: &str = "KONTOR_TENANT_REQUESTS_PER_SECOND";

/// Where mails are kept in the data directory while there is no server to send them.
const MAIL_FOLDER: &str = "mail";

/// What is said about mail.
struct MailSettings {
    smtp_url: Option<String>,
    smtp_ca: Option<PathBuf>,
    from: Option<String>,
}

impl MailSettings {
    fn resolve(self, data_dir: &Path, listen: SocketAddr) -> Result<MailConfig, ConfigError> {
        let usual = MailConfig::capture(data_dir.join(MAIL_FOLDER));
        let from = match (self.from, &self.smtp_url) {
            (Some(from), _) => from,
            (None, None) => usual.from,
            (None, Some(_)) => {
                let problem =
                    "KONTOR_SMTP_URL is set, so mails need a sender, such as no-reply@shop.example".to_owned();
                return Err(ConfigError::BadSetting { name: "KONTOR_MAIL_FROM", problem });
            }
        };
        let transport = match self.smtp_url {
            Some(url) => MailTransport::Smtp { url, authorities: self.smtp_ca },
            None => usual.transport,
        };
        // For a tenant without a host; one that can be reached has its own.
        let public_address = format!("http://localhost:{}", listen.port());
        Ok(MailConfig { transport, from, public_address })
    }
}

fn sqlite_in(data_dir: &Path) -> String {
    format!("sqlite:{}", data_dir.join("kontor.db").display())
}

/// Networks, or single addresses, by commas.
fn networks(text: &str) -> Result<Vec<IpNet>, ConfigError> {
    let named = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let network = |part: &str| {
        part.parse::<IpNet>().ok().or_else(|| part.parse::<IpAddr>().ok().map(IpNet::from)).ok_or_else(|| {
            let problem = format!("'{part}' is not an address or network, such as 10.0.0.0/8");
            ConfigError::BadSetting { name: "KONTOR_TRUSTED_PROXIES", problem }
        })
    };
    named.map(network).collect()
}

/// Where files are kept.
fn files_place(address: Option<&str>, data_dir: &Path) -> Result<Place, ConfigError> {
    let Some(address) = address else { return Ok(Place::Folder(data_dir.join("files"))) };
    let problem = |cause| format!("'{address}' is no address, such as file:///srv/kontor/files: {cause}");
    let url = Url::parse(address);
    url.map(Place::Address)
        .map_err(|cause| ConfigError::BadSetting { name: "KONTOR_FILES_URL", problem: problem(cause) })
}

fn bad<E: std::fmt::Display>(name: &'static str) -> impl Fn(E) -> ConfigError {
    move |cause| ConfigError::BadSetting { name, problem: cause.to_string() }
}

/// How hosts are reached from outside: the port of the environment wins over that of the file.
fn public_origin(
    scheme: Option<String>,
    port: Option<String>,
    of_file: Option<u16>,
    listen_port: u16,
) -> Result<PublicOrigin, ConfigError> {
    if scheme.as_ref().is_some_and(|scheme| !["http", "https"].contains(&scheme.as_str())) {
        let problem = "it must be http or https".to_owned();
        return Err(ConfigError::BadSetting { name: "KONTOR_PUBLIC_SCHEME", problem });
    }
    let port = port.map(|text| text.parse()).transpose().map_err(bad("KONTOR_PUBLIC_PORT"))?;
    Ok(PublicOrigin { scheme, port: port.or(of_file), listen_port })
}

fn check_database(url: &str) -> Result<(), ConfigError> {
    if ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(());
    }
    let problem = "it must begin with sqlite: or postgres://, such as sqlite:data/kontor.db".to_owned();
    Err(ConfigError::BadSetting { name: "KONTOR_DATABASE_URL", problem })
}

fn connections(said: Option<String>, in_file: Option<u32>) -> Result<u32, ConfigError> {
    let connections = match said {
        Some(text) => text.parse().map_err(|_| bad_connections(&text))?,
        None => in_file.unwrap_or(16),
    };
    if (2..=200).contains(&connections) { Ok(connections) } else { Err(bad_connections(&connections.to_string())) }
}

fn bad_connections(text: &str) -> ConfigError {
    let problem = format!("'{text}' is not a number from 2 to 200");
    ConfigError::BadSetting { name: "KONTOR_DATABASE_CONNECTIONS", problem }
}

fn read_file(path: &Path) -> Result<FileSettings, ConfigError> {
    let unreadable = |cause: String| ConfigError::Unreadable(path.display().to_string(), cause);
    match fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|cause| unreadable(cause.to_string().replace('\n', " "))),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(FileSettings::default()),
        Err(cause) => Err(unreadable(cause.to_string())),
    }
}
