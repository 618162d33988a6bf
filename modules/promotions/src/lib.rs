//! Promotions and discount codes: what they give, to whom, how often, and the register of their uses (LOY-6, LOY-7).
//! Answers `discounts/propose` and counts uses in the order's commit; neither the cart nor the order engine knows how.

mod entities;
mod error;
mod hooks;
mod ids;
mod jobs;
mod manifest;
mod model;
mod ports;
mod routes;
mod service;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_contract::{discounts::DiscountUses, privacy::PersonalData};
use kontor_hooks::DiscountsPropose;
use kontor_module::{Boot, Manifest, Module, Registrar};

pub use manifest::MANIFEST;

/// The module.
pub struct Promotions {
    service: Arc<service::Promoting>,
}

impl Promotions {
    /// For this deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { service: Arc::new(service::Promoting::new(boot)) }
    }
}

impl Module for Promotions {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.hook::<DiscountsPropose>(100, Arc::<service::Promoting>::clone(&self.service));
        registrar.offer_among::<dyn DiscountUses>(Arc::<service::Promoting>::clone(&self.service));
        registrar.offer_among::<dyn PersonalData>(Arc::<service::Promoting>::clone(&self.service));
        registrar.job(Arc::new(jobs::GenerateJob(Arc::clone(&self.service))));
        registrar.routes(routes::routes(&self.service));
    }
}
