//! Freight rules: logistic minimums, ways to send goods and what each costs, and special rules (FRT-1 to FRT-4).
//! Plugs into the order's checks and into shipping; neither the cart nor the order engine knows that it exists.

mod entities;
mod error;
mod hooks;
mod manifest;
mod memory;
mod model;
mod routes;
mod rows;
mod service;
mod settings;
#[cfg(test)]
mod tests;
mod wire;
mod words;

use std::sync::Arc;

use kontor_hooks::{CartValidate, OrdersValidate, ShippingQuote, ShippingSurcharge};
use kontor_module::{Boot, Manifest, Module, Registrar};

pub use manifest::MANIFEST;

/// The module.
pub struct Freight {
    desk: service::Desk,
}

impl Freight {
    /// For this deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { desk: service::Desk::new(boot) }
    }
}

impl Module for Freight {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let desk = Arc::new(self.desk.clone());
        registrar.hook::<CartValidate>(100, Arc::<service::Desk>::clone(&desk));
        registrar.hook::<OrdersValidate>(100, Arc::<service::Desk>::clone(&desk));
        registrar.hook::<ShippingQuote>(100, Arc::<service::Desk>::clone(&desk));
        registrar.hook::<ShippingSurcharge>(100, desk);
        registrar.routes(routes::routes(&self.desk));
    }
}
