//! The audit trail: who did what for whom, from where, before and after, in the commit of what was done.
//! Entries are chained by a job, so that whatever is edited, deleted, swapped or cut off behind it is found by a check.

mod entities;
mod error;
mod jobs;
mod manifest;
mod model;
mod routes;
mod service;
#[cfg(test)]
mod tests;

use std::{path::PathBuf, sync::Arc};

use kontor_contract::{audit::AuditTrail, privacy::PersonalData};
use kontor_module::{Boot, Manifest, Module, Registrar};
use kontor_store::{Ctx, Vault};

pub use error::AuditError;
pub use manifest::MANIFEST;
pub use service::check::{Break, BreakKind, Report};
pub use service::heads::Head;

use service::Service;

/// The engine.
#[derive(Clone)]
pub struct Audit {
    service: Service,
}

impl Audit {
    /// The engine of a deployment, which keeps the heads of chains in a folder outside of the database, under its key.
    #[must_use]
    pub fn new(boot: &Boot, vault: Vault, folder: PathBuf) -> Self {
        Self { service: Service::new(boot.store.clone(), vault, folder) }
    }

    /// Seals what has been recorded since the last time, and tells how many entries that were.
    pub async fn seal(&self, ctx: &Ctx) -> Result<u64, AuditError> {
        self.service.seal(ctx).await
    }

    /// Walks through the whole chain of the tenant and tells what is wrong with it. A `known` head that was kept
    /// outside of the database must still be part of it.
    pub async fn check(&self, ctx: &Ctx, known: Option<&Head>) -> Result<Report, AuditError> {
        self.service.check(ctx, known).await
    }
}

impl Module for Audit {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn AuditTrail>(Arc::new(self.service.clone()));
        registrar.offer_among::<dyn PersonalData>(Arc::new(self.service.clone()));
        registrar.job(Arc::new(jobs::SealJob(self.service.clone())));
        registrar.job(Arc::new(jobs::CheckJob(self.service.clone())));
        registrar.schedule(jobs::SEALING);
        registrar.schedule(jobs::CHECKING);
        registrar.routes(routes::routes(&self.service));
    }
}
