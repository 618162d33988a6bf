//! `kontor demo`: two invented tenants on a database of their own, served.
//! Prints addresses and sign-ins and writes them to `demo.json` in the data directory.

mod announce;
mod load;
mod staff;

use std::time::Instant;

use clap::Args;

use super::{Failure, open, serve};
use crate::{App, Config, demo};
use kontor_kernel::Clock;

/// Serve the demo.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Make the demo's database and end without serving.
    #[arg(long)]
    prepare_only: bool,
    /// Make the demo's database anew, whatever was done in it.
    #[arg(long)]
    fresh: bool,
}

/// The demo's database in the data directory.
const DATABASE: &str = "demo.db";

impl Demo {
    pub(super) async fn run(self, config: Config) -> Result<(), Failure> {
        // Its people are invented: nothing is ever sent to them.
        let config = config.with_database_file(DATABASE).with_captured_mail();
        if self.fresh {
            remove_database(&config)?;
        }
        let app = open(&config).await?;
        let plans = demo::tenants(demo::SEED, today()?);
        for plan in &plans {
            prepare(&app, plan).await?;
        }
        announce::write(&config, &plans)?;
        if self.prepare_only {
            app.store.close().await;
            return Ok(());
        }
        announce::print(&config, &plans);
        serve::run(app, &config).await
    }
}

/// Loads a tenant unless an earlier start has done so; one that was interrupted is completed.
async fn prepare(app: &App, plan: &demo::TenantPlan) -> Result<(), Failure> {
    let started = Instant::now();
    if load::tenant(app, plan).await? {
        println!(
            "{} is loaded ({} products, {} orders) after {} ms.",
            plan.shop.name,
            plan.products.len(),
            plan.orders.len(),
            started.elapsed().as_millis()
        );
    }
    Ok(())
}

fn today() -> Result<jiff::civil::Date, Failure> {
    let today = Clock::System.now().date_in("UTC").map_err(|cause| Failure::Failed(cause.to_string()))?;
    Ok(today.date())
}

fn remove_database(config: &Config) -> Result<(), Failure> {
    for ending in ["", "-wal", "-shm"] {
        match std::fs::remove_file(config.data_dir.join(format!("{DATABASE}{ending}"))) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(cause.into()),
            _ => {}
        }
    }
    Ok(())
}
