//! Freight rules: so far the logistic minimum per customer and product (FRT-1).
//! Plugs into the order's checks; neither the cart nor the order engine knows that it exists.

mod entities;
mod error;
mod hooks;
mod manifest;
mod model;
mod routes;

use std::sync::Arc;

use kontor_hooks::{CartValidate, OrdersValidate};
use kontor_module::{Boot, Manifest, Module, Registrar};

pub use manifest::MANIFEST;

/// The module.
pub struct Freight {
    desk: routes::Desk,
}

impl Freight {
    /// For this deployment.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        let checks = hooks::Checks::new(boot.store.clone(), Arc::clone(boot.modules.texts()));
        Self { desk: routes::Desk { boot, checks } }
    }
}

impl Module for Freight {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let checks = Arc::new(self.desk.checks.clone());
        registrar.hook::<CartValidate>(100, Arc::<hooks::Checks>::clone(&checks));
        registrar.hook::<OrdersValidate>(100, checks);
        registrar.routes(routes::routes(&self.desk));
    }
}
