//! Documents: issued once from what was agreed, kept as they are with the hash of their file, printed as PDF and as tables.
//! So far the order confirmation, which its buyer also gets by mail.

mod confirmation;
mod entities;
mod error;
mod events;
mod jobs;
mod manifest;
mod model;
mod press;
mod routes;
mod service;

use std::sync::Arc;

use kontor_contract::privacy::PersonalData;
use kontor_module::{Boot, Manifest, Module, Registrar};

pub use manifest::MANIFEST;

use service::Service;

/// The engine.
#[derive(Clone)]
pub struct Documents {
    service: Service,
}

impl Documents {
    /// For this deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { service: Service::new(boot) }
    }
}

impl Module for Documents {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.consumer(Arc::new(events::OrderNews));
        registrar.job(Arc::new(jobs::AnnounceJob(self.service.clone())));
        registrar.offer_among::<dyn PersonalData>(Arc::new(self.service.clone()));
        registrar.routes(routes::routes(&self.service));
    }
}
