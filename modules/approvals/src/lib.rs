//! Approvals: cost centres, rules in tiers, budgets, and the desk at which orders are approved or rejected (B2B-2).
//! The order engine asks by a port whether an order may go on, and is told by another one when it may.

mod entities;
mod error;
mod jobs;
mod manifest;
mod model;
mod ports;
mod routes;
mod service;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_module::{Boot, Manifest, Module, Registrar};

pub use manifest::MANIFEST;

/// The module.
pub struct OrderApprovals {
    service: service::Service,
}

impl OrderApprovals {
    /// For this deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { service: service::Service::new(boot) }
    }
}

impl Module for OrderApprovals {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        ports::offer(registrar, &Arc::new(self.service.clone()));
        registrar.job(Arc::new(jobs::WatchJob(self.service.clone())));
        registrar.schedule(jobs::WATCHING);
        registrar.routes(routes::all(&self.service));
    }
}
