//! How tenants stand, remembered for two seconds, and the buckets their requests are taken from.
//! A change on this node takes effect at once, on others when what they remember has run out.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use governor::{
    DefaultDirectRateLimiter, Quota,
    clock::{Clock as _, DefaultClock},
};
use kontor_kernel::{Clock, TenantId};
use kontor_store::{Authority, Store, StoreError, StoreResult, TenantFacts, Tx, tenants};
use kontor_web::{Admission, Doorkeeper};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    entities::quotas,
    limits::{Limited, Limits},
};

/// How long a standing is taken for granted.
const FRESH: Duration = Duration::from_secs(2);
/// After this a standing is not used at all, even where somebody is reading it anew.
const STALE: Duration = Duration::from_secs(4);
const SHARDS: usize = 16;

/// Tenants' standings in memory.
pub(crate) struct Standings {
    store: Store,
    authority: Authority,
    clock: Clock,
    /// Requests in a second of tenants without a limit of their own.
    usual_rate: Option<NonZeroU32>,
    shards: [RwLock<HashMap<TenantId, Arc<Standing>>>; SHARDS],
    /// Rises with every change on this node: what was read before one is not remembered after it.
    changes: AtomicU64,
}

/// How one tenant stands.
pub(crate) struct Standing {
    read_at: Instant,
    is_being_read: AtomicBool,
    is_open: bool,
    pub(crate) limits: Limits,
    bucket: Option<Arc<Bucket>>,
}

/// Requests that may come now, filling up as time goes by.
struct Bucket {
    rate: NonZeroU32,
    burst: NonZeroU32,
    limiter: DefaultDirectRateLimiter,
}

impl Bucket {
    fn new(rate: NonZeroU32, burst: NonZeroU32) -> Self {
        Self { rate, burst, limiter: DefaultDirectRateLimiter::direct(Quota::per_second(rate).allow_burst(burst)) }
    }

    fn take(&self) -> Admission {
        match self.limiter.check() {
            Ok(()) => Admission::Welcome,
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now());
                let whole_seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                Admission::TooMany { retry_after_s: u32::try_from(whole_seconds.max(1)).unwrap_or(u32::MAX) }
            }
        }
    }
}

impl Standings {
    pub(crate) fn new(store: Store, authority: Authority, clock: Clock, usual_rate: Option<NonZeroU32>) -> Self {
        let shards = std::array::from_fn(|_| RwLock::default());
        Self { store, authority, clock, usual_rate, shards, changes: AtomicU64::new(0) }
    }

    fn shard(&self, tenant: TenantId) -> &RwLock<HashMap<TenantId, Arc<Standing>>> {
        // The last bytes of an id are random.
        let place = usize::from(tenant.uuid().as_bytes()[15]) % SHARDS;
        &self.shards[place]
    }

    fn known(&self, tenant: TenantId) -> Option<Arc<Standing>> {
        self.shard(tenant).read().unwrap_or_else(PoisonError::into_inner).get(&tenant).cloned()
    }

    /// Forgets a tenant that has changed.
    pub(crate) fn forget(&self, tenant: TenantId) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.shard(tenant).write().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
    }

    /// How a tenant stands. One request reads it anew while the others go on with what is known.
    pub(crate) async fn of(&self, tenant: TenantId) -> StoreResult<Arc<Standing>> {
        let known = self.known(tenant);
        if let Some(known) = &known {
            let age = known.read_at.elapsed();
            if age < FRESH || (age < STALE && known.is_being_read.swap(true, Ordering::Relaxed)) {
                return Ok(Arc::clone(known));
            }
        }
        let changes = self.changes.load(Ordering::SeqCst);
        let standing = Arc::new(self.read(tenant, known.as_deref()).await?);
        let mut shard = self.shard(tenant).write().unwrap_or_else(PoisonError::into_inner);
        if self.changes.load(Ordering::SeqCst) == changes {
            shard.insert(tenant, Arc::clone(&standing));
        }
        Ok(standing)
    }

    async fn read(&self, tenant: TenantId, before: Option<&Standing>) -> StoreResult<Standing> {
        // Only the id counts here; nothing is read that would show code or name.
        let facts = Arc::new(TenantFacts { id: tenant, code: String::new(), name: String::new() });
        let ctx = self.authority.system_context(&facts, "operator", &self.clock);
        let tx = self.store.read(&ctx).await?;
        let own = tenants::Entity::find().filter(tenants::Column::Id.eq(tenant));
        let row = tx.all_system(&self.authority, own).await?.pop();
        let limits = limits_of(&tx).await?;
        tx.finish().await?;
        Ok(Standing {
            read_at: Instant::now(),
            is_being_read: AtomicBool::new(false),
            is_open: row.is_some_and(|row| row.status == tenants::ACTIVE),
            limits,
            bucket: self.bucket(&limits, before),
        })
    }

    /// The bucket for these limits: the one there was, where it still fits, so that reading anew fills none.
    fn bucket(&self, limits: &Limits, before: Option<&Standing>) -> Option<Arc<Bucket>> {
        let number = |most: Option<u64>| most.and_then(|most| NonZeroU32::new(u32::try_from(most).unwrap_or(u32::MAX)));
        let rate = number(limits.requests_per_second).or(self.usual_rate)?;
        let burst = number(limits.request_burst).unwrap_or_else(|| rate.saturating_mul(TWICE));
        let kept = before.and_then(|before| before.bucket.as_ref());
        let kept = kept.filter(|bucket| bucket.rate == rate && bucket.burst == burst);
        Some(kept.map_or_else(|| Arc::new(Bucket::new(rate, burst)), Arc::clone))
    }
}

const TWICE: NonZeroU32 = NonZeroU32::MIN.saturating_add(1);

/// The limits of a transaction's tenant.
pub(crate) async fn limits_of(tx: &impl Tx) -> StoreResult<Limits> {
    let mut limits = Limits::default();
    for row in tx.find::<quotas::Entity>().all(tx).await? {
        if let Some(limited) = Limited::named(&row.kind) {
            limits.set(limited, u64::try_from(row.most).ok());
        }
    }
    Ok(limits)
}

impl Doorkeeper for Standings {
    fn admit(&self, tenant: TenantId) -> BoxFuture<'_, Result<Admission, StoreError>> {
        Box::pin(async move {
            let standing = self.of(tenant).await?;
            Ok(match &standing.bucket {
                _ if !standing.is_open => Admission::Suspended,
                Some(bucket) => bucket.take(),
                None => Admission::Welcome,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_its_burst_and_then_says_when_to_come_again() {
        let bucket = Bucket::new(NonZeroU32::MIN, NonZeroU32::MIN.saturating_add(4));
        let taken: Vec<_> = (0..7).map(|_| bucket.take()).collect();
        assert!(taken[..5].iter().all(|admission| *admission == Admission::Welcome), "{taken:?}");
        assert!(taken[5..].iter().all(|admission| *admission == Admission::TooMany { retry_after_s: 1 }), "{taken:?}");
    }
}
