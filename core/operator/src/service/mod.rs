//! Use cases of the operator: tenants, their limits, their export and their erasure.
//! Each looks at how the tenant stands, decides, and writes what it did with it.

mod erase;
mod export;
mod quotas;
mod senders;
mod tenants;
mod views;

use std::sync::Arc;

use kontor_contract::{Outcome, tenants::Tenants};
use kontor_module::Boot;
use kontor_store::{Authority, Ctx, TenantFacts, tenants as rows};
use tokio::sync::{Mutex, Notify};

pub(crate) use tenants::TenantChange;
pub(crate) use views::{TenantList, TenantView};

use crate::standing::Standings;

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) boot: Boot,
    pub(crate) authority: Authority,
    pub(crate) standings: Arc<Standings>,
    /// Wakes whoever erases.
    pub(crate) erasures: Arc<Notify>,
    /// Held by whoever erases in this process.
    pub(crate) erasing: Arc<Mutex<()>>,
}

impl Service {
    /// A context of the operator for a tenant, whatever its status.
    fn context(&self, row: &rows::Model) -> Ctx {
        let facts = TenantFacts { id: row.id, code: row.code.clone(), name: row.name.clone() };
        self.authority.system_context(&Arc::new(facts), "operator", &self.boot.clock)
    }

    fn identity(&self) -> Outcome<Arc<dyn Tenants>> {
        self.boot.ports.get::<dyn Tenants>()
    }
}
