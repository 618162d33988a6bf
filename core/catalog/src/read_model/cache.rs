//! Which tenants' catalogues are in memory, how fresh they are, and which one goes when there are too many.
//! One reader refreshes and the others go on with what they have; only a commit of this node makes readers wait.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use arc_swap::ArcSwapOption;
use kontor_kernel::TenantId;
use kontor_store::{Ctx, Store, StoreError, StoreResult};
use tokio::sync::Mutex;

use super::{refresh, snapshot::Snapshot};

/// How long a snapshot counts as fresh. Lists may be a second old: the rest of it is for reading the next one.
const FRESH_FOR: Duration = Duration::from_millis(700);

/// Bytes that all tenants' snapshots may take together.
const BUDGET_BYTES: usize = 1 << 30;

#[derive(Default)]
struct Cell {
    snapshot: ArcSwapOption<Snapshot>,
    /// Milliseconds of the cache's life at which it was last found to be the newest.
    checked_at: AtomicU64,
    /// Milliseconds of the cache's life at which somebody last read it.
    used_at: AtomicU64,
    /// The newest state this node has committed.
    committed: AtomicI64,
    /// Held by the one that refreshes.
    refreshing: Mutex<()>,
}

impl Cell {
    fn current(&self) -> Option<Arc<Snapshot>> {
        self.snapshot.load_full().filter(|snapshot| snapshot.epoch() >= self.committed.load(Ordering::Acquire))
    }
}

/// The catalogues in memory.
pub(crate) struct Cache {
    store: Store,
    born: Instant,
    cells: RwLock<HashMap<TenantId, Arc<Cell>>>,
}

impl Cache {
    /// An empty one.
    pub fn new(store: Store) -> Self {
        Self { store, born: Instant::now(), cells: RwLock::default() }
    }

    /// The catalogue of the tenant of `ctx`, at most a second old, and never older than this node's last commit.
    pub async fn get(&self, ctx: &Ctx) -> StoreResult<Arc<Snapshot>> {
        let cell = self.cell(ctx.tenant());
        let now = self.now();
        cell.used_at.store(now, Ordering::Relaxed);
        let Some(snapshot) = cell.current() else {
            let _turn = cell.refreshing.lock().await;
            // Whoever held the turn before may have read what this one waits for.
            return match cell.current() {
                Some(snapshot) => Ok(snapshot),
                None => self.refresh(ctx, &cell).await,
            };
        };
        let age = now.saturating_sub(cell.checked_at.load(Ordering::Acquire));
        if u128::from(age) < FRESH_FOR.as_millis() {
            return Ok(snapshot);
        }
        match cell.refreshing.try_lock() {
            Ok(_turn) => self.refresh(ctx, &cell).await,
            Err(_) => Ok(snapshot),
        }
    }

    /// Reads the newest state whatever the age of the known one.
    pub async fn get_newest(&self, ctx: &Ctx) -> StoreResult<Arc<Snapshot>> {
        let cell = self.cell(ctx.tenant());
        let _turn = cell.refreshing.lock().await;
        self.refresh(ctx, &cell).await
    }

    /// Says that this node has committed a state: readers from now on see it.
    pub fn committed(&self, tenant: TenantId, epoch: i64) {
        let cells = self.cells.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = cells.get(&tenant) {
            cell.committed.fetch_max(epoch, Ordering::AcqRel);
        }
    }

    async fn refresh(&self, ctx: &Ctx, cell: &Arc<Cell>) -> StoreResult<Arc<Snapshot>> {
        let began = self.now();
        let old = cell.snapshot.load_full();
        let delta = refresh::read(&self.store, ctx, old.as_deref().map(|old| &old.marks)).await?;
        let snapshot = match (delta, old) {
            (None, Some(old)) => old,
            (None, None) => Arc::default(),
            (Some(delta), old) => {
                let build = move || Arc::new(refresh::apply(&old.unwrap_or_default(), delta));
                let built = tokio::task::spawn_blocking(build).await;
                built.map_err(|cause| {
                    StoreError::Setup(format!("the catalogue could not be read into memory: {cause}"))
                })?
            }
        };
        cell.snapshot.store(Some(Arc::clone(&snapshot)));
        cell.checked_at.store(began, Ordering::Release);
        self.stay_within_budget(ctx.tenant());
        Ok(snapshot)
    }

    fn cell(&self, tenant: TenantId) -> Arc<Cell> {
        if let Some(cell) = self.cells.read().unwrap_or_else(PoisonError::into_inner).get(&tenant) {
            return Arc::clone(cell);
        }
        let mut cells = self.cells.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(cells.entry(tenant).or_default())
    }

    fn now(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Lets go of the tenants that nobody has read for longest, never of the one just read.
    fn stay_within_budget(&self, kept: TenantId) {
        let sizes: Vec<(u64, TenantId, usize)> = {
            let cells = self.cells.read().unwrap_or_else(PoisonError::into_inner);
            let size = |cell: &Cell| cell.snapshot.load().as_ref().map_or(0, |snapshot| snapshot.bytes);
            cells.iter().map(|(tenant, cell)| (cell.used_at.load(Ordering::Relaxed), *tenant, size(cell))).collect()
        };
        for tenant in to_let_go(sizes, kept, BUDGET_BYTES) {
            self.cells.write().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
        }
    }
}

/// The tenants whose going brings the sum of bytes within the budget, least recently used first.
fn to_let_go(mut sizes: Vec<(u64, TenantId, usize)>, kept: TenantId, budget: usize) -> Vec<TenantId> {
    let mut sum: usize = sizes.iter().map(|(_, _, bytes)| bytes).sum();
    if sum <= budget {
        return Vec::new();
    }
    sizes.sort_unstable_by_key(|(used_at, ..)| *used_at);
    let mut going = Vec::new();
    for (_, tenant, bytes) in sizes.into_iter().filter(|(_, tenant, bytes)| *tenant != kept && *bytes > 0) {
        if sum <= budget {
            break;
        }
        sum -= bytes;
        going.push(tenant);
    }
    going
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenants_nobody_reads_go_first_and_the_one_just_read_stays() {
        let [old, middle, new] = [TenantId::new(), TenantId::new(), TenantId::new()];
        let sizes = vec![(3, new, 40), (1, old, 40), (2, middle, 40)];
        assert_eq!(to_let_go(sizes.clone(), new, 120), Vec::new());
        assert_eq!(to_let_go(sizes.clone(), new, 100), vec![old]);
        assert_eq!(to_let_go(sizes.clone(), new, 10), vec![old, middle]);
        assert_eq!(to_let_go(sizes, old, 80), vec![middle]);
    }
}
