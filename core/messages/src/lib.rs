//! Messages to people: queued in the commit of the fact they tell of, sent afterwards, and kept in a send register.
//! So far by e-mail; whoever sends knows the port `Messages` and nothing of SMTP, templates or retries.

mod config;
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
mod transport;
mod view;

use std::sync::Arc;

use kontor_contract::{messages::Messages, privacy::PersonalData};
use kontor_module::{Boot, Manifest, Module, Registrar};

pub use config::{MailConfig, MailConfigError, MailTransport};
pub use manifest::MANIFEST;
pub use model::state::MessageState;

use service::Service;

/// The engine.
#[derive(Clone)]
pub struct Mailroom {
    service: Service,
}

impl Mailroom {
    /// The engine of a deployment.
    ///
    /// # Errors
    /// [`MailConfigError`], naming the setting that cannot be used.
    pub fn new(boot: Boot, config: &MailConfig) -> Result<Self, MailConfigError> {
        Ok(Self { service: Service::new(boot, config)? })
    }
}

impl Module for Mailroom {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn Messages>(Arc::new(self.service.clone()));
        registrar.offer_among::<dyn PersonalData>(Arc::new(self.service.clone()));
        registrar.job(Arc::new(jobs::SendJob(self.service.clone())));
        registrar.job(Arc::new(jobs::SweepJob(self.service.clone())));
        registrar.schedule(jobs::SWEEP);
        registrar.routes(routes::routes(&self.service));
    }
}
