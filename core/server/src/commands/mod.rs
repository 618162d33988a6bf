//! What `kontor` can be told to do, one file per command.
//! All of them read the same configuration and open the same deployment.

mod demo;
mod doctor;
mod import;
mod serve;
mod tenant;

use clap::{Parser, Subcommand};
use kontor_kernel::Clock;

use crate::{App, Config, ConfigError};

/// Kontor: B2B commerce for many tenants in one binary.
#[derive(Debug, Parser)]
#[command(name = "kontor", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve requests, relay events and work on jobs.
    Serve,
    /// Serve two invented tenants on a database of their own, and print addresses and sign-ins.
    Demo(demo::Demo),
    /// Bring the database's schema up to this version.
    Migrate,
    /// Import a CSV file of products, prices, customers or stock.
    Import(import::Import),
    /// Relay events and work on jobs without serving requests (PostgreSQL).
    Worker,
    /// Check configuration and database, and say what to mend.
    Doctor,
    /// Make, limit, suspend, export and erase tenants, and make people.
    Tenant(tenant::Tenant),
}

/// Why a command did not do what it should.
#[derive(Debug)]
pub enum Failure {
    /// The command or the configuration cannot be used.
    Usage(String),
    /// It was tried and failed.
    Failed(String),
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<kontor_store::StoreError> for Failure {
    fn from(error: kontor_store::StoreError) -> Self {
        match error {
            kontor_store::StoreError::Setup(problem) => Self::Usage(problem),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<kontor_identity::IdentityError> for Failure {
    fn from(error: kontor_identity::IdentityError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<kontor_contract::Fault> for Failure {
    fn from(error: kontor_contract::Fault) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Cli {
    /// Does what was asked.
    pub async fn run(self) -> Result<(), Failure> {
        init_tracing();
        let config = Config::load()?;
        config.prepare()?;
        match self.command {
            Command::Serve => serve::serve(&config).await,
            Command::Demo(demo) => demo.run(config).await,
            Command::Migrate => migrate(&config).await,
            Command::Import(import) => import.run(&config).await,
            Command::Worker => serve::work(&config).await,
            Command::Doctor => doctor::run(&config).await,
            Command::Tenant(tenant) => tenant.run(&config).await,
        }
    }
}

/// Opens the deployment of a configuration on the system's clock.
async fn open(config: &Config) -> Result<App, Failure> {
    Ok(App::open(config, Clock::System).await?)
}

async fn migrate(config: &Config) -> Result<(), Failure> {
    let app = open(config).await?;
    app.store.close().await;
    println!("The schema is up to date.");
    Ok(())
}

fn init_tracing() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("KONTOR_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,kontor=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Logs for machines where the operator asks for them.
    let outcome = if std::env::var("KONTOR_LOG_FORMAT").is_ok_and(|format| format == "json") {
        log.json().try_init()
    } else {
        log.try_init()
    };
    drop(outcome);
}
