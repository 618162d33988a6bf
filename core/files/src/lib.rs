//! Files of a tenant: taken in as streams, judged by their content, made anew, and kept in an object store.
//! Whose they are and who may see them is decided by the owners of the things that use them, through `contract::files`.

mod depot;
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

use std::{path::PathBuf, sync::Arc};

use kontor_contract::{files::Files as FilesPort, tenants::KeptOutside};
use kontor_module::{Boot, Manifest, Module, Registrar};

pub use depot::Place;
pub use error::FilesError;
pub use manifest::MANIFEST;

use service::Service;

/// The engine.
#[derive(Clone)]
pub struct Files {
    service: Service,
}

impl Files {
    /// The engine of a deployment, which keeps bytes in a place; files wait in the folder `incoming` while they arrive.
    pub fn new(boot: Boot, place: &Place, incoming: PathBuf) -> Result<Self, FilesError> {
        Ok(Self { service: Service::new(boot, depot::Depot::open(place)?, incoming) })
    }
}

impl Module for Files {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let service = Arc::new(self.service.clone());
        registrar.offer::<dyn FilesPort>(Arc::clone(&service) as _);
        registrar.offer_among::<dyn KeptOutside>(service);
        registrar.job(Arc::new(jobs::SweepJob(self.service.clone())));
        registrar.schedule(jobs::SWEEP);
        registrar.routes(routes::routes(&self.service));
    }
}
