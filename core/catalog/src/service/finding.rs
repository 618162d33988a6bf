//! Getting ready to search: the attributes everybody may know, and the tenant's index brought up to the catalogue in memory.
//! Little changes wait in memory and are searched there; a thread of its own writes them when they have become many.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use kontor_contract::attributes::{Attributes, CustomAttributes};
use kontor_kernel::{Locale, TenantId};
use kontor_search::{Goods, Ready, Shelf, Shelves};
use kontor_store::Ctx;
use serde_json::Value;

use super::Catalogue;
use crate::{
    error::CatalogResult,
    read_model::{Facts, Shown, Snapshot},
};

/// How long definitions of attributes are remembered here.
const REMEMBERED: Duration = Duration::from_secs(1);
/// How long a search waits for an index that is being made.
const PATIENCE: Duration = Duration::from_secs(2);
/// With more changes than these in memory, the index is written.
const MANY: usize = 200;
/// Fewer changes are written after so long.
const LONG: Duration = Duration::from_secs(30);

/// What is remembered of a tenant between searches.
#[derive(Default)]
struct Remembered {
    /// What everybody may know of attributes, when it was read, and how many attributes there were.
    facts: Option<(Instant, usize, Arc<Facts>)>,
    /// Held by the one that makes the index ready.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// Since when somebody has been making it ready.
    preparing_since: Option<Instant>,
    /// Since when changes have been waiting in memory.
    waiting_since: Option<Instant>,
    is_writing: bool,
}

/// What searches have in common.
pub(crate) struct Finding {
    shelves: Arc<Shelves>,
    remembered: Mutex<HashMap<TenantId, Remembered>>,
}

impl Finding {
    /// With indexes there.
    pub fn new(shelves: Arc<Shelves>) -> Self {
        Self { shelves, remembered: Mutex::default() }
    }

    /// Deletes what is kept of a tenant.
    pub fn forget(&self, tenant: TenantId) {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
        self.shelves.erase(tenant.uuid());
    }

    fn with<T>(&self, tenant: TenantId, change: impl FnOnce(&mut Remembered) -> T) -> T {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        change(remembered.entry(tenant).or_default())
    }

    /// Writes what waits in memory where it has become much or old.
    fn write_when_due(self: &Arc<Self>, tenant: TenantId, shelf: &Arc<Shelf>, ready: &Ready, shown: &Arc<Shown>) {
        let behind = ready.behind();
        let is_due = self.with(tenant, |known| {
            if behind == 0 {
                known.waiting_since = None;
                return false;
            }
            let since = *known.waiting_since.get_or_insert_with(Instant::now);
            let is_due = !known.is_writing && (behind > MANY || since.elapsed() >= LONG);
            known.is_writing |= is_due;
            is_due
        });
        if !is_due {
            return;
        }
        let (finding, shelf, shown) = (Arc::clone(self), Arc::clone(shelf), Arc::clone(shown));
        tokio::task::spawn_blocking(move || {
            if let Err(cause) = shelf.write(&*shown) {
                tracing::warn!(%tenant, %cause, "the search index could not be written");
            }
            finding.with(tenant, |known| (known.is_writing, known.waiting_since) = (false, None));
        });
    }

    /// Waits for the turn to make a tenant's index ready; nothing where somebody has had it for long.
    async fn turn(&self, tenant: TenantId) -> Option<tokio::sync::OwnedMutexGuard<()>> {
        let (turn, since) = self.with(tenant, |known| (Arc::clone(&known.turn), known.preparing_since));
        let is_slow = since.is_some_and(|since| since.elapsed() >= PATIENCE);
        if is_slow { None } else { tokio::time::timeout(PATIENCE, turn.lock_owned()).await.ok() }
    }
}

impl Catalogue {
    /// What everybody may know of the attributes that products have.
    pub(super) async fn facts(&self, ctx: &Ctx, snapshot: &Arc<Snapshot>) -> CatalogResult<Arc<Facts>> {
        let columns = match snapshot.known_columns() {
            Some(columns) => Arc::clone(columns),
            None => {
                let snapshot = Arc::clone(snapshot);
                let made = tokio::task::spawn_blocking(move || Arc::clone(snapshot.columns())).await;
                made.map_err(|cause| super::failed(&cause))?
            }
        };
        let names: Vec<&str> = columns.dictionary().attributes().map(|(_, name)| name).collect();
        let tenant = ctx.tenant();
        if let Some((at, attributes, facts)) = self.finding.with(tenant, |known| known.facts.clone())
            && attributes == names.len()
            && at.elapsed() < REMEMBERED
        {
            return Ok(facts);
        }
        let (at, facts) = (Instant::now(), Arc::new(self.read_facts(ctx, &names).await?));
        self.finding.with(tenant, |known| known.facts = Some((at, names.len(), Arc::clone(&facts))));
        Ok(facts)
    }

    async fn read_facts(&self, ctx: &Ctx, names: &[&str]) -> CatalogResult<Facts> {
        let all = || names.iter().map(|name| (*name).to_owned());
        let Some(port) = self.boot.ports.find::<dyn CustomAttributes>() else {
            return Ok(Facts::new(all().collect(), BTreeMap::new()));
        };
        let asked: Attributes = all().map(|name| (name, Value::Null)).collect();
        let public: HashSet<String> =
            port.public(ctx, "product", &asked).await?.into_iter().map(|(name, _)| name).collect();
        let mut defined = BTreeMap::new();
        for locale in Locale::ALL {
            let mut views = port.of(ctx, "product", locale).await?;
            views.retain(|view| view.is_public);
            defined.insert(locale, views);
        }
        Ok(Facts::new(public, defined))
    }

    /// A state of the catalogue, ready to be searched; nothing where that takes too long.
    pub(super) async fn ready(&self, ctx: &Ctx, shown: &Arc<Shown>) -> Option<Arc<Ready>> {
        let tenant = ctx.tenant();
        let shelf = self.finding.shelves.shelf(tenant.uuid());
        if let Some(ready) = shelf.ready(shown.stamp()) {
            self.finding.write_when_due(tenant, &shelf, &ready, shown);
            return Some(ready);
        }
        // One at a time: others wait for it, and do not take threads that they could only wait on.
        let turn = self.finding.turn(tenant).await?;
        let (preparing, goods, finding) = (Arc::clone(&shelf), Arc::clone(shown), Arc::clone(&self.finding));
        self.finding.with(tenant, |known| known.preparing_since = Some(Instant::now()));
        let prepared = tokio::task::spawn_blocking(move || {
            let ready = preparing.prepare(&*goods);
            finding.shelves.close_idle(tenant.uuid());
            finding.with(tenant, |known| known.preparing_since = None);
            drop(turn);
            ready
        });
        match tokio::time::timeout(PATIENCE, prepared).await {
            Ok(Ok(Ok(ready))) => {
                self.finding.write_when_due(tenant, &shelf, &ready, shown);
                return Some(ready);
            }
            Ok(Ok(Err(cause))) => tracing::warn!(%tenant, %cause, "the search index cannot be used"),
            Ok(Err(cause)) => {
                tracing::error!(%tenant, %cause, "the search index failed");
                self.finding.forget(tenant);
            }
            // It goes on being made; searches look through names until then.
            Err(_) => {}
        }
        None
    }
}
