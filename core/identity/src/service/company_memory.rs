//! Companies as orders need them, remembered for a second: every cart shown and every order placed asks for its own.
//! Scope is applied to what is remembered as to what is read; a change is seen at once on the node that makes it.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
    time::{Duration, Instant},
};

use kontor_contract::identity::CompanyFacts;
use kontor_kernel::{CompanyId, TenantId};
use kontor_store::{Ctx, Tx, WriteTx};

use super::Service;

const REMEMBERED: Duration = Duration::from_secs(1);
const AT_MOST: usize = 50_000;

/// What was read a moment ago.
#[derive(Default)]
pub(crate) struct CompanyMemory {
    known: RwLock<HashMap<(TenantId, CompanyId), (Instant, CompanyFacts)>>,
}

impl CompanyMemory {
    /// A company that was read within the last second, where the context may see it.
    pub(crate) fn find(&self, ctx: &Ctx, id: CompanyId) -> Option<CompanyFacts> {
        let is_seen = ctx.scope().holds_company(id);
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let fresh = known.get(&(ctx.tenant(), id)).filter(|(at, _)| is_seen && at.elapsed() < REMEMBERED);
        fresh.map(|(_, facts)| facts.clone())
    }

    pub(crate) fn remember(&self, ctx: &Ctx, facts: &CompanyFacts) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= AT_MOST {
            known.retain(|_, (at, _)| at.elapsed() < REMEMBERED);
        }
        known.insert((ctx.tenant(), facts.id), (Instant::now(), facts.clone()));
    }

    fn forget(&self, tenant: TenantId) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).retain(|(owner, _), _| *owner != tenant);
    }
}

impl Service {
    /// Drops what is remembered of the tenant's companies once the commit is durable.
    pub(crate) async fn forget_companies_after(&self, tx: &WriteTx) {
        let (memory, tenant) = (std::sync::Arc::clone(&self.companies), tx.tenant());
        tx.after_commit(move || memory.forget(tenant)).await;
    }
}
