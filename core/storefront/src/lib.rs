//! The storefront: themes, and the pages on which buyers choose, order and follow their orders.
//! It alone knows the template engine; pages show what ports of `contract` return, never tables.

mod failed;
pub mod locale;
mod mail;
mod manifest;
pub use kontor_words::number;
mod present;
pub mod render;
mod routes;
mod shop;
pub mod theme;
pub mod views;
mod visit;

use std::{path::Path, sync::Arc};

use kontor_contract::messages::MailRendering;
use kontor_module::{Manifest, Module, Ports, Registrar};
use kontor_web::PageErrors;

use shop::Shop;
use theme::{Theme, ThemeError};

/// The storefront as a part of the deployment.
#[derive(Clone)]
pub struct Storefront {
    theme: Arc<Theme>,
}

impl Storefront {
    /// Loads the built-in theme, with files of a folder in place of its own where they have the same path.
    ///
    /// # Errors
    /// [`ThemeError`], naming the file at fault; a server should not start with it.
    pub fn load(overrides: Option<&Path>) -> Result<Self, ThemeError> {
        Ok(Self { theme: Arc::new(Theme::load(overrides)?) })
    }

    /// Shows problems in the look of the shop; for `Gate::with_pages`.
    #[must_use]
    pub fn page_errors(&self) -> Arc<dyn PageErrors> {
        Arc::new(Shop { theme: Arc::clone(&self.theme), ports: Ports::default(), texts: None })
    }
}

impl Module for Storefront {
    fn manifest(&self) -> &'static Manifest {
        &manifest::MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let ports = registrar.boot().ports.clone();
        let texts = Some(Arc::clone(registrar.boot().modules.texts()));
        registrar.offer::<dyn MailRendering>(Arc::new(mail::Mails { theme: Arc::clone(&self.theme) }));
        registrar.routes(routes::all(&Shop { theme: Arc::clone(&self.theme), ports, texts }));
    }
}
