//! Identity: tenants, legal entities, channels, companies, users, roles and sessions.
//! The only holder of the store's authority besides relay and workers: from host and secret it makes the context of a request.

mod entities;
mod error;
mod manifest;
mod model;
mod oidc;
mod routes;
mod service;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_contract::{
    account::{AccountRecovery, ActForCustomers, MyAccount, SignIn},
    companies::OwnCompany,
    exports::ExportSource,
    identity::{Companies, CustomerGroups, Places},
    imports::{CustomerRow, ImportSink},
    messages::PublicAddress,
    outside_sign_in::OutsideSignIn,
    people::{CompanyCircles, CompanyPeople, Joining},
    privacy::PersonalData,
    quotas::Counted,
    tenants::Tenants,
};
use kontor_fetch::Fetch;
use kontor_hooks::{CartValidate, OrdersValidate};
use kontor_kernel::{Clock, TenantId, UserId};
use kontor_module::{Boot, Manifest, Module, Registrar};
use kontor_store::{Authority, Ctx, TenantFacts, Vault};
use kontor_web::Authenticator;

pub use error::IdentityError;
pub use manifest::MANIFEST;
pub use service::provision::{TenantSpec, UserSpec, built_in_permissions, built_in_roles};
pub use service::public_address::PublicOrigin;

use service::{
    Service,
    customer_export::CustomerExport,
    people::PeopleCount,
    sweep::{SWEEPING, SweepJob},
};

/// What identity has from outside of the database.
#[derive(Clone)]
pub struct Outside {
    /// Keeps secrets that are used again, such as a provider's.
    pub vault: Vault,
    /// Asks providers.
    pub fetch: Fetch,
    /// How the deployment is reached.
    pub public: PublicOrigin,
}

/// The engine.
#[derive(Clone)]
pub struct Identity {
    service: Service,
}

impl Identity {
    /// With the right to make contexts.
    #[must_use]
    pub fn new(boot: Boot, authority: Authority, outside: Outside) -> Self {
        Self {
            service: Service {
                boot,
                authority,
                logins: Arc::default(),
                guard: Arc::default(),
                failures: Arc::default(),
                companies: Arc::default(),
                ceilings: Arc::default(),
                vault: outside.vault,
                providers: Arc::new(oidc::Providers::new(outside.fetch)),
                public: outside.public,
            },
        }
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

    /// Notes that the operator has made sure that a tenant's sign-in provider answers for a mail domain.
    pub async fn verify_sign_in_domain(&self, ctx: &Ctx, provider: &str, domain: &str) -> Result<(), IdentityError> {
        self.service.verify_domain(ctx, provider, domain).await
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
        registrar.offer::<dyn CustomerGroups>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn Places>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn SignIn>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn Tenants>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn MyAccount>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn AccountRecovery>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn ActForCustomers>(Arc::<Service>::clone(&service));
        registrar.offer_among::<dyn PersonalData>(Arc::<Service>::clone(&service));
        registrar.job(Arc::new(SweepJob(self.service.clone())));
        registrar.schedule(SWEEPING);
        registrar.offer::<dyn ImportSink<CustomerRow>>(Arc::<Service>::clone(&service));
        registrar.offer_among::<dyn ExportSource>(Arc::new(CustomerExport(Arc::clone(&service))));
        registrar.offer::<dyn OwnCompany>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn PublicAddress>(Arc::<Service>::clone(&service));
        registrar.offer_among::<dyn Counted>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn CompanyPeople>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn CompanyCircles>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn Joining>(Arc::<Service>::clone(&service));
        registrar.offer::<dyn OutsideSignIn>(Arc::<Service>::clone(&service));
        registrar.offer_among::<dyn Counted>(Arc::new(PeopleCount));
        registrar.hook::<CartValidate>(200, Arc::<Service>::clone(&service));
        registrar.hook::<OrdersValidate>(200, Arc::<Service>::clone(&service));
        registrar.routes(routes::routes(&self.service));
    }
}
