//! `kontor demo`: two invented tenants on a database of their own, served.
//! Prints addresses and sign-ins and writes them to `demo.json` in the data directory.

use clap::Args;

use super::{Failure, open, serve};
use crate::Config;

/// Serve the demo.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Make the demo's database and end without serving.
    #[arg(long)]
    prepare_only: bool,
}

impl Demo {
    pub(super) async fn run(self, config: Config) -> Result<(), Failure> {
        let config = config.with_database_file("demo.db");
        let app = open(&config).await?;
        if self.prepare_only {
            app.store.close().await;
            return Ok(());
        }
        serve::run(app, &config).await
    }
}
