//! What secrets opened and hosts stood for a moment ago: remembered for a second, dropped at once where it changes.
//! Whoever was reading while something was dropped does not bring the old state back: each drop starts a new generation.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use kontor_kernel::{TenantId, UserId};
use kontor_store::{Tx, WriteTx};
use kontor_web::Site;

use super::{Service, login::Login};

const REMEMBERED: Duration = Duration::from_secs(1);
/// Hosts change rarely; an unknown one is never remembered.
const SITE_REMEMBERED: Duration = Duration::from_secs(5);
const REMEMBERED_AT_MOST: usize = 20_000;

pub(crate) type LoginKey = (TenantId, String);

/// What was read a moment ago.
#[derive(Default)]
pub(crate) struct Logins {
    known: RwLock<HashMap<LoginKey, (Instant, Arc<Login>)>>,
    sites: RwLock<HashMap<String, (Instant, Arc<Site>)>>,
    generation: AtomicU64,
}

impl Logins {
    /// Names what has been dropped so far; take it before reading what is to be remembered.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    pub(crate) fn find(&self, key: &LoginKey) -> Option<Arc<Login>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|(at, _)| at.elapsed() < REMEMBERED).map(|(_, login)| Arc::clone(login))
    }

    /// Remembers what was read since `generation`, unless something has been dropped since.
    pub(crate) fn remember(&self, generation: u64, key: LoginKey, login: &Arc<Login>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if self.generation() != generation {
            return;
        }
        if known.len() >= REMEMBERED_AT_MOST {
            known.retain(|_, (at, _)| at.elapsed() < REMEMBERED);
        }
        known.insert(key, (Instant::now(), Arc::clone(login)));
    }

    pub(crate) fn site(&self, host: &str) -> Option<Arc<Site>> {
        let sites = self.sites.read().unwrap_or_else(PoisonError::into_inner);
        sites.get(host).filter(|(at, _)| at.elapsed() < SITE_REMEMBERED).map(|(_, site)| Arc::clone(site))
    }

    pub(crate) fn remember_site(&self, generation: u64, host: &str, site: &Arc<Site>) {
        let mut sites = self.sites.write().unwrap_or_else(PoisonError::into_inner);
        if self.generation() == generation {
            sites.insert(host.to_owned(), (Instant::now(), Arc::clone(site)));
        }
    }

    /// Forgets one secret.
    pub(crate) fn forget(&self, tenant: TenantId, fingerprint: &str) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        self.generation.fetch_add(1, Ordering::AcqRel);
        known.remove(&(tenant, fingerprint.to_owned()));
    }

    /// Forgets every secret of a tenant, and what its hosts stand for.
    pub(crate) fn forget_tenant(&self, tenant: TenantId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let mut sites = self.sites.write().unwrap_or_else(PoisonError::into_inner);
        self.generation.fetch_add(1, Ordering::AcqRel);
        known.retain(|(owner, _), _| *owner != tenant);
        sites.retain(|_, (_, site)| site.tenant.id != tenant);
    }

    /// Forgets every secret of a person, in all tenants.
    pub(crate) fn forget_person(&self, user: UserId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        self.generation.fetch_add(1, Ordering::AcqRel);
        known.retain(|_, (_, login)| login.user() != user);
    }
}

impl Service {
    /// Drops what is remembered of a secret once the commit is durable.
    pub(crate) async fn forget_after(&self, tx: &WriteTx, fingerprint: String) {
        let (logins, tenant) = (Arc::clone(&self.logins), tx.tenant());
        tx.after_commit(move || logins.forget(tenant, &fingerprint)).await;
    }

    /// Drops what is remembered of all people of the tenant once the commit is durable: a role, a membership, the tree
    /// or a territory changed.
    pub(crate) async fn forget_people_after(&self, tx: &WriteTx) {
        let (logins, tenant) = (Arc::clone(&self.logins), tx.tenant());
        tx.after_commit(move || logins.forget_tenant(tenant)).await;
    }
}
