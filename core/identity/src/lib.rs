//! Identity: tenants, legal entities, channels, companies, users, roles and sessions.
//! The only holder of the store's authority besides relay and workers: from host and secret it makes the context of a request.

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
    identity::{Companies, SignIn},
    imports::{CustomerRow, ImportSink},
};
use kontor_kernel::{Clock, TenantId, UserId};
use kontor_module::{Boot, Manifest, Module, Registrar};
use kontor_store::{Authority, Ctx, TenantFacts};
use kontor_web::Authenticator;

pub use error::IdentityError;
pub use manifest::MANIFEST;
pub use service::provision::{TenantSpec, UserSpec, built_in_permissions, built_in_roles};

use service::Service;

/// The engine.
#[derive(Clone)]
pub struct Identity {
    service: Service,
}

impl Identity {
    /// With the right to make contexts.
    #[must_use]
    pub fn new(boot: Boot, authority: Authority) -> Self {
        Self { service: Service { boot, authority, logins: Arc::default(), companies: Arc::default() } }
    }

    /// Makes contexts of requests.
    #[must_use]
    pub fn authenticator(&self) -> Arc<dyn Authenticator> {
        Arc::new(self.service.clone())
    }

    /// Makes a tenant with its first legal entity, channel and the built-in roles; an existing one stays as it is.
    pub async fn create_tenant(&self, spec: &TenantSpec) -> Result<Arc<TenantFacts>, IdentityError> {
        self.service.create_tenant(spec).await
    }

    /// Makes a person, or adds a membership to one who exists; their password stays then.
    pub async fn create_user(&self, ctx: &Ctx, spec: &UserSpec) -> Result<UserId, IdentityError> {
        self.service.create_user(ctx, spec).await
    }

    /// A tenant by its code.
    pub async fn tenant(&self, code: &str) -> Result<Option<Arc<TenantFacts>>, IdentityError> {
        let tenants = self.service.boot.store.tenants(&self.service.authority).await?;
        Ok(tenants.into_iter().find(|tenant| tenant.code == code))
    }

    /// The context of an operator's command for a tenant.
    #[must_use]
    pub fn operator_context(&self, tenant: &Arc<TenantFacts>) -> Ctx {
        self.service.authority.system_context(tenant, "operator", &self.service.boot.clock)
    }

    /// The context of a person in one of their roles, on a clock of the caller's: for the demo's past.
    pub async fn acting_context(
        &self,
        host: &str,
        email: &str,
        company: Option<&str>,
        clock: &Clock,
    ) -> Result<Ctx, IdentityError> {
        self.service.acting_context(host, email, company, clock).await
    }

    /// Ids of all active tenants.
    pub async fn tenant_ids(&self) -> Result<Vec<TenantId>, IdentityError> {
        let tenants = self.service.boot.store.tenants(&self.service.authority).await?;
        Ok(tenants.into_iter().map(|tenant| tenant.id).collect())
    }
}

impl Module for Identity {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        let service = Arc::new(self.service.clone());
        registrar.offer::<dyn Companies>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn SignIn>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn ImportSink<CustomerRow>>(Arc::<Service>::clone(&service));
        registrar.routes(routes::routes(&self.service));
    }
}
