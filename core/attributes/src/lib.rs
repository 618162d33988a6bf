//! Tenant dictionaries and custom attributes with a schema, for companies, people and products.
//! The values stay with the rows of their owners; this engine knows what they may be and checks them.

mod entities;
mod error;
mod manifest;
mod memory;
mod model;
mod ports;
mod routes;
mod service;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_contract::attributes::CustomAttributes;
use kontor_module::{Boot, Manifest, Module, Registrar};

pub use manifest::MANIFEST;

/// The engine.
pub struct Attributes {
    desk: Arc<service::Desk>,
}

impl Attributes {
    /// For this deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { desk: Arc::new(service::Desk::new(boot)) }
    }
}

impl Module for Attributes {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn CustomAttributes>(Arc::clone(&self.desk) as _);
        registrar.routes(routes::all(&self.desk));
    }
}
