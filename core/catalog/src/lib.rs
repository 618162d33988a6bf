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

use std::{path::PathBuf, sync::Arc};

use kontor_module::{Manifest, Module, Registrar};
use kontor_search::{Place, Shelves, ShelvesLimits};

pub use manifest::MANIFEST;

/// The catalogue as a part of the deployment.
#[derive(Debug, Clone)]
pub struct Catalog {
    indexes: PathBuf,
}

impl Catalog {
    /// The catalogue, which keeps the indexes of its search below a folder.
    #[must_use]
    pub fn new(indexes: PathBuf) -> Self {
        Self { indexes }
    }
}

impl Module for Catalog {
    fn manifest(&self) -> &'static Manifest {
        &manifest::MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let shelves = Arc::new(Shelves::open(&Place::Below(self.indexes.clone()), ShelvesLimits::default()));
        let service = Arc::new(service::Catalogue::new(registrar.boot().clone(), shelves));
        ports::offer(registrar, &service);
        registrar.routes(routes::all(&service));
    }
}
