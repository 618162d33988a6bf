//! Orders: cart, checkout and the order machine.
//! Knows nobody: prices, stock, companies and checks come through ports and hook points.

mod entities;
mod error;
mod manifest;
mod model;
mod routes;
mod service;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_contract::{
    approvals::OrderGate,
    orders::{Carts, OrderDesk, Ordering, QuickOrder},
    privacy::PersonalData,
};
use kontor_module::{Boot, Manifest, Module, Registrar};

pub use error::OrderError;
pub use manifest::MANIFEST;

use service::Service;

/// The engine.
pub struct Orders {
    service: Service,
}

impl Orders {
    /// For this deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { service: Service { boot } }
    }
}

impl Module for Orders {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn Ordering>(Arc::new(self.service.clone()));
        registrar.offer::<dyn OrderDesk>(Arc::new(self.service.clone()));
        registrar.offer::<dyn Carts>(Arc::new(self.service.clone()));
        registrar.offer::<dyn OrderGate>(Arc::new(self.service.clone()));
        registrar.offer::<dyn QuickOrder>(Arc::new(self.service.clone()));
        registrar.offer_among::<dyn PersonalData>(Arc::new(self.service.clone()));
        registrar.routes(routes::routes(&self.service));
    }
}
