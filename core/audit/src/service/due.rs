//! When sealing is due: the first entry of a minute queues it in its own commit, the others find that it is queued.
//! So a tenant in which nobody does anything costs nothing, however many of them there are.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kontor_kernel::{TenantId, Timestamp};
use kontor_store::{StoreResult, Tx, WriteTx};
use serde_json::json;
use uuid::Uuid;

use super::Service;
use crate::jobs::{SEAL_JOB, SEALED_AFTER};

/// A commit that comes later than this after its entry may miss the job that is queued already, in seconds.
const COMMITTED_WITHIN: i64 = 5;

/// Until when sealing is queued, by tenant, as far as this process knows.
#[derive(Debug, Default)]
pub(crate) struct Due {
    queued: Mutex<HashMap<TenantId, Timestamp>>,
}

impl Due {
    fn is_queued(&self, tenant: TenantId, now: Timestamp) -> bool {
        let queued = self.queued.lock().unwrap_or_else(PoisonError::into_inner);
        queued.get(&tenant).is_some_and(|at| *at > now.plus_seconds(COMMITTED_WITHIN))
    }

    fn remember(&self, tenant: TenantId, at: Timestamp) {
        self.queued.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant, at);
    }
}

impl Service {
    /// Queues sealing with the commit of an entry, unless it is queued. Its key is nobody else's: one that others use,
    /// too, would make their commits wait for this one.
    pub(super) async fn queue_sealing(&self, tx: &WriteTx) -> StoreResult<()> {
        let (tenant, now) = (tx.tenant(), tx.ctx().now());
        if self.due.is_queued(tenant, now) {
            return Ok(());
        }
        let at = now.plus_seconds(SEALED_AFTER);
        let key = format!("{SEAL_JOB}@{}", Uuid::now_v7().simple());
        tx.enqueue(SEAL_JOB, &json!({}), at, Some(key)).await?;
        let due = Arc::clone(&self.due);
        tx.after_commit(move || due.remember(tenant, at)).await;
        Ok(())
    }
}
