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
use kontor_kernel::Locale;
use kontor_module::{Boot, Manifest, Module, Registrar, Texts};

pub use manifest::MANIFEST;

/// The module.
pub struct Freight {
    desk: routes::Desk,
}

impl Freight {
    /// The module with its sentences.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        let texts = Arc::new(Texts::new(&[
            (Locale::En, include_str!("../locales/en.ftl")),
            (Locale::Pl, include_str!("../locales/pl.ftl")),
            (Locale::It, include_str!("../locales/it.ftl")),
        ]));
        let checks = hooks::Checks::new(boot.store.clone(), texts);
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
