//! Settings of a process: from the environment, then `kontor.toml`, then what is usual.
//! A setting that cannot be used ends the start with one line that names it.

use std::{
    fs,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use ipnet::IpNet;
use serde::Deserialize;
use thiserror::Error;

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
}

impl Config {
    /// Reads the environment and, where it exists, `kontor.toml` in the working directory.
    pub fn load() -> Result<Self, ConfigError> {
        let file = read_file(Path::new(FILE))?;
        let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let data_dir = env("KONTOR_DATA_DIR").map(PathBuf::from).or(file.data_dir).unwrap_or_else(|| "data".into());
        let database_url = env("KONTOR_DATABASE_URL").or(file.database_url).unwrap_or_else(|| sqlite_in(&data_dir));
        let is_known =
            ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| database_url.starts_with(scheme));
        if !is_known {
            let problem = "it must begin with sqlite: or postgres://, such as sqlite:data/kontor.db".to_owned();
            return Err(ConfigError::BadSetting { name: "KONTOR_DATABASE_URL", problem });
        }
        let listen = env("KONTOR_LISTEN").or(file.listen).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = listen.parse().map_err(|_| ConfigError::BadSetting {
            name: "KONTOR_LISTEN",
            problem: format!("'{listen}' is not an address and port, such as 127.0.0.1:8080"),
        })?;
        let connections = match env("KONTOR_DATABASE_CONNECTIONS") {
            Some(text) => text.parse().map_err(|_| bad_connections(&text))?,
            None => file.database_connections.unwrap_or(16),
        };
        if !(2..=200).contains(&connections) {
            return Err(bad_connections(&connections.to_string()));
        }
        let owner_database_url = env("KONTOR_OWNER_DATABASE_URL").or(file.owner_database_url);
        let trusted_proxies = networks(&env("KONTOR_TRUSTED_PROXIES").or(file.trusted_proxies).unwrap_or_default())?;
        let database_connections = connections;
        Ok(Self { database_url, owner_database_url, data_dir, listen, database_connections, trusted_proxies })
    }

    /// The same settings on a database of its own in the data directory.
    #[must_use]
    pub fn with_database_file(mut self, name: &str) -> Self {
        self.database_url = format!("sqlite:{}", self.data_dir.join(name).display());
        self
    }

    /// Makes the data directory.
    pub fn prepare(&self) -> Result<(), ConfigError> {
        fs::create_dir_all(&self.data_dir).map_err(|cause| ConfigError::BadSetting {
            name: "KONTOR_DATA_DIR",
            problem: format!("{} cannot be made: {cause}", self.data_dir.display()),
        })
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
