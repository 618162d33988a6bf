//! What tenants have decided about their stock, in memory: warehouses, what they serve, rules and expected goods.
//! A number in the database tells whether it is still the newest; only then is anything else read.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use kontor_kernel::TenantId;
use kontor_store::{Ctx, ReadTx, Store, StoreResult, Tx};
use sea_orm::{ColumnTrait, Order};
use tokio::sync::Mutex;

use super::Clockwork;
use crate::{
    entities::{channel_warehouse, epoch, expected, product_rule, warehouse},
    model::plan::{Coming, Plan, Rule},
};

/// No epoch is this one.
const NEVER: i64 = i64::MIN;

struct Cell {
    plan: RwLock<Arc<Plan>>,
    /// The epoch of the plan.
    epoch: AtomicI64,
    checked_at: AtomicU64,
    used_at: AtomicU64,
    /// How many times this node has changed it, and of how many the plan knows.
    changes: AtomicU64,
    known_changes: AtomicU64,
    /// Held by the one that refreshes.
    refreshing: Mutex<()>,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            plan: RwLock::default(),
            epoch: AtomicI64::new(NEVER),
            checked_at: AtomicU64::new(0),
            used_at: AtomicU64::new(0),
            changes: AtomicU64::new(0),
            known_changes: AtomicU64::new(0),
            refreshing: Mutex::new(()),
        }
    }
}

impl Cell {
    fn is_behind(&self) -> bool {
        self.epoch.load(Ordering::Acquire) == NEVER
            || self.known_changes.load(Ordering::Acquire) != self.changes.load(Ordering::Acquire)
    }
}

/// Plans, per tenant.
pub(super) struct Plans {
    store: Store,
    clockwork: Clockwork,
    cells: RwLock<HashMap<TenantId, Arc<Cell>>>,
}

impl Plans {
    pub(super) fn new(store: Store, clockwork: Clockwork) -> Self {
        Self { store, clockwork, cells: RwLock::default() }
    }

    pub(super) async fn get(&self, ctx: &Ctx) -> StoreResult<Arc<Plan>> {
        let cell = self.cell(ctx.tenant());
        if cell.is_behind() {
            let _turn = cell.refreshing.lock().await;
            if cell.is_behind() {
                self.refresh(ctx, &cell).await?;
            }
        } else if self.clockwork.age(cell.checked_at.load(Ordering::Acquire)) >= Clockwork::FRESH_FOR
            && let Ok(_turn) = cell.refreshing.try_lock()
        {
            self.refresh(ctx, &cell).await?;
        }
        let plan = cell.plan.read().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(&plan))
    }

    pub(super) fn changed(&self, tenant: TenantId) {
        self.cell(tenant).changes.fetch_add(1, Ordering::AcqRel);
    }

    async fn refresh(&self, ctx: &Ctx, cell: &Cell) -> StoreResult<()> {
        let began = self.clockwork.now();
        let changes = cell.changes.load(Ordering::Acquire);
        let tx = self.store.read_for_memory(ctx).await?;
        let newest = tx.find::<epoch::Entity>().one(&tx).await?.map_or(0, |row| row.epoch);
        if newest != cell.epoch.load(Ordering::Acquire) {
            let plan = Arc::new(load(&tx).await?);
            *cell.plan.write().unwrap_or_else(PoisonError::into_inner) = plan;
            cell.epoch.store(newest, Ordering::Release);
        }
        tx.finish().await?;
        cell.known_changes.store(changes, Ordering::Release);
        cell.checked_at.store(began, Ordering::Release);
        Ok(())
    }

    fn cell(&self, tenant: TenantId) -> Arc<Cell> {
        let now = self.clockwork.now();
        if let Some(cell) = self.cells.read().unwrap_or_else(PoisonError::into_inner).get(&tenant) {
            cell.used_at.store(now, Ordering::Release);
            return Arc::clone(cell);
        }
        let mut cells = self.cells.write().unwrap_or_else(PoisonError::into_inner);
        cells.retain(|_, cell| self.clockwork.age(cell.used_at.load(Ordering::Acquire)) < Clockwork::FORGET_AFTER);
        let cell = Arc::clone(cells.entry(tenant).or_default());
        cell.used_at.store(now, Ordering::Release);
        cell
    }
}

async fn load(tx: &ReadTx) -> StoreResult<Plan> {
    let mut plan = Plan::default();
    let by_code = tx.find::<warehouse::Entity>().order_by(warehouse::Column::IsMain, Order::Desc);
    for row in by_code.order_by(warehouse::Column::CodeKey, Order::Asc).all(tx).await? {
        match row.archived_at {
            Some(_) => plan.archived.push(row.id),
            None => {
                let place = plan.places.len();
                plan.places.insert(row.id, place);
            }
        }
    }
    let by_place = tx.find::<channel_warehouse::Entity>().order_by(channel_warehouse::Column::Place, Order::Asc);
    for row in by_place.all(tx).await? {
        plan.channels.entry(row.channel_id).or_default().push(row.warehouse_id);
    }
    for row in tx.find::<product_rule::Entity>().all(tx).await? {
        plan.rules.insert(row.product_id, Rule { low_from: row.low_from, backorder: row.backorder });
    }
    let open = tx.find::<expected::Entity>().filter(expected::Column::State.eq(expected::OPEN));
    for row in open.order_by(expected::Column::DueOn, Order::Asc).all(tx).await? {
        let quantity = row.quantity.checked_sub(row.received).unwrap_or_default();
        let coming = Coming { warehouse: row.warehouse_id, on: row.due_on, quantity };
        plan.coming.entry(row.product_id).or_default().push(coming);
    }
    Ok(plan)
}
