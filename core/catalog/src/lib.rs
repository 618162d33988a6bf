//! The catalogue: products, categories, price lists, taxes, and the read model that makes pages quick.
//! Others meet it in the ports of `kontor_contract::catalog`; it reads stock only through the inventory's port.

mod entities;
mod error;
mod manifest;
mod model;
mod ports;
mod read_model;
mod routes;
mod service;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_module::{Manifest, Module, Registrar};

/// The catalogue as a part of the deployment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Catalog;

impl Module for Catalog {
    fn manifest(&self) -> &'static Manifest {
        &manifest::MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let service = Arc::new(service::Catalogue::new(registrar.boot().clone()));
        ports::offer(registrar, &service);
        registrar.routes(routes::all(&service));
    }
}
