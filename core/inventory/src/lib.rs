//! The inventory: warehouses, how much stands in them, and what orders have reserved.
//! Others meet it in the ports of `kontor_contract::inventory`; it finds products by code through the catalogue's port.

mod entities;
mod error;
mod jobs;
mod manifest;
mod memory;
mod model;
mod ports;
mod routes;
mod service;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_module::{Manifest, Module, Registrar};

/// The inventory as a part of the deployment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Inventory;

impl Module for Inventory {
    fn manifest(&self) -> &'static Manifest {
        &manifest::MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let service = Arc::new(service::Warehousing::new(registrar.boot().clone()));
        ports::offer(registrar, &service);
        registrar.job(Arc::new(jobs::ExpireJob(Arc::clone(&service))));
        registrar.schedule(jobs::EXPIRING);
        registrar.routes(routes::all(&service));
    }
}
