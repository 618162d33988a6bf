//! What tenants have defined, remembered for a second and dropped at once on the node that changes it.
//! Read with every form and changed rarely; another node follows within that second.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use kontor_kernel::TenantId;
use kontor_store::{Tx, WriteTx};

use crate::model::schema::Schema;

const REMEMBERED: Duration = Duration::from_secs(1);

/// What was read, and when.
type Remembered = HashMap<TenantId, (Instant, Arc<Schema>)>;

/// The schemas of all tenants that somebody has asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    remembered: Arc<RwLock<Remembered>>,
}

impl Memory {
    /// What a tenant has defined, where it was read within the last second.
    pub(crate) fn find(&self, tenant: TenantId) -> Option<Arc<Schema>> {
        let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
        remembered.get(&tenant).filter(|(at, _)| at.elapsed() < REMEMBERED).map(|(_, schema)| Arc::clone(schema))
    }

    /// Remembers what was read; `at` is when reading began, so that it is never older than it seems.
    pub(crate) fn remember(&self, tenant: TenantId, at: Instant, schema: &Arc<Schema>) {
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        remembered.insert(tenant, (at, Arc::clone(schema)));
    }

    /// Forgets a tenant's when a change of it is committed.
    pub(crate) async fn forget_after(&self, tx: &WriteTx) {
        let (remembered, tenant) = (Arc::clone(&self.remembered), tx.tenant());
        tx.after_commit(move || {
            remembered.write().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
        })
        .await;
    }
}
