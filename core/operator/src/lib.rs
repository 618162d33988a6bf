//! The operator: tenants of a deployment are made, suspended, resumed, exported and erased here, and held to their limits.
//! What a tenant sees of it is a closed door, a refusal that names the limit, and the entries in its audit trail.

mod desk;
mod entities;
mod error;
mod limits;
mod manifest;
mod routes;
mod service;
mod standing;
#[cfg(test)]
mod tests;
mod token;

use std::{num::NonZeroU32, path::PathBuf, sync::Arc};

use kontor_contract::{messages::SenderDomains, quotas::Quotas};
use kontor_module::{Boot, Manifest, Module, Registrar};
use kontor_store::Authority;
use kontor_web::{Doorkeeper, OperatorDesk};
use tokio::sync::watch;

pub use error::OperatorError;
pub use manifest::MANIFEST;
pub use token::{TOKEN_FILE, TOKEN_PREFIX};

use desk::Desk;
use service::Service;
use standing::Standings;
use token::OperatorToken;

/// What the configuration says of the operator. Its token never shows in a log.
#[derive(Clone, Default)]
pub struct OperatorSettings {
    /// The token; made and kept in the data directory where none is configured.
    pub token: Option<String>,
    /// Where that file is.
    pub data_dir: PathBuf,
    /// Requests in a second of tenants without a limit of their own; none where nothing is said.
    pub requests_per_second: Option<NonZeroU32>,
}

impl std::fmt::Debug for OperatorSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rate = self.requests_per_second;
        f.debug_struct("OperatorSettings").field("requests_per_second", &rate).finish_non_exhaustive()
    }
}

/// The engine.
#[derive(Clone)]
pub struct Operator {
    service: Service,
    desk: Arc<Desk>,
}

impl Operator {
    /// With the right to look at tenants as such. Reads the operator's token, or makes one.
    pub fn new(boot: Boot, authority: Authority, settings: &OperatorSettings) -> Result<Self, OperatorError> {
        let token = OperatorToken::load(settings.token.as_deref(), &settings.data_dir)?;
        let (store, clock) = (boot.store.clone(), boot.clock.clone());
        let rate = settings.requests_per_second;
        let standings = Arc::new(Standings::new(store.clone(), authority.clone(), clock.clone(), rate));
        let desk = Arc::new(Desk { store, authority: authority.clone(), clock, token });
        let service = Service { boot, authority, standings, erasures: Arc::default(), erasing: Arc::default() };
        Ok(Self { service, desk })
    }

    /// Knows at the gate how tenants stand.
    #[must_use]
    pub fn doorkeeper(&self) -> Arc<dyn Doorkeeper> {
        Arc::clone(&self.service.standings) as Arc<dyn Doorkeeper>
    }

    /// Knows at the gate who the operator is.
    #[must_use]
    pub fn desk(&self) -> Arc<dyn OperatorDesk> {
        Arc::clone(&self.desk) as Arc<dyn OperatorDesk>
    }

    /// Erases tenants that are marked for it until told to stop.
    pub async fn run_erasures(self, stop: watch::Receiver<bool>) {
        self.service.run_erasures(stop).await;
    }

    /// Erases tenants that are marked for it, here and now.
    pub async fn erase_pending(&self) -> Result<(), OperatorError> {
        self.service.erase_pending().await
    }
}

impl Module for Operator {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn Quotas>(Arc::new(self.service.clone()));
        registrar.offer::<dyn SenderDomains>(Arc::new(self.service.clone()));
        registrar.routes(routes::routes(&self.service));
    }
}
