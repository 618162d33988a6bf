//! How much stands where and is promised, in memory per tenant: at most a second old, and at once right after a commit of
//! this node. Other nodes' changes are read by the time they were written at; a margin covers clocks and commits that differ.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use kontor_kernel::{ProductId, Quantity, TenantId, Timestamp, WarehouseId};
use kontor_store::{Ctx, Store, StoreResult, Tx};
use sea_orm::ColumnTrait;
use tokio::sync::Mutex;

use super::{Clockwork, Shelf};
use crate::entities::stock_level::{Column, Entity, Model};

/// How far back a refresh looks from the newest change it knows.
const MARGIN_SECONDS: i64 = 10;
/// After this long everything is read again, for commits that took longer than the margin.
const READ_ALL_AFTER: Duration = Duration::from_secs(300);

/// A change that this node has committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// So much more is reserved, or less where it is below zero.
    Reserved(Quantity),
    /// So much is on hand now.
    OnHand(Quantity),
}

#[derive(Debug, Clone, Copy)]
struct Level {
    warehouse: WarehouseId,
    on_hand: Quantity,
    reserved: Quantity,
    /// The number of this node's last change of it.
    changed_by: u64,
}

#[derive(Default)]
struct Cell {
    levels: RwLock<HashMap<ProductId, Vec<Level>>>,
    is_loaded: AtomicBool,
    /// Milliseconds of the memory's life.
    checked_at: AtomicU64,
    read_all_at: AtomicU64,
    used_at: AtomicU64,
    /// The newest change that was read, in microseconds.
    newest: AtomicI64,
    /// How many changes this node has made.
    changes: AtomicU64,
    /// Held by the one that refreshes.
    refreshing: Mutex<()>,
}

/// Levels of products, per tenant.
pub(super) struct Levels {
    store: Store,
    clockwork: Clockwork,
    cells: RwLock<HashMap<TenantId, Arc<Cell>>>,
}

impl Levels {
    /// None yet.
    pub fn new(store: Store, clockwork: Clockwork) -> Self {
        Self { store, clockwork, cells: RwLock::default() }
    }

    /// What is made of what is free of products in each of their warehouses; those without an entry are not tracked.
    pub async fn of_each<T>(
        &self,
        ctx: &Ctx,
        products: &[ProductId],
        made: impl Fn(ProductId, &mut dyn Iterator<Item = Shelf>) -> T + Send,
    ) -> StoreResult<HashMap<ProductId, T>> {
        let cell = self.fresh_cell(ctx).await?;
        let levels = cell.levels.read().unwrap_or_else(PoisonError::into_inner);
        let free = |level: &Level| (level.warehouse, level.on_hand.checked_sub(level.reserved).unwrap_or_default());
        let of_product =
            |product: &ProductId| Some((*product, made(*product, &mut levels.get(product)?.iter().map(free))));
        Ok(products.iter().filter_map(of_product).collect())
    }

    /// Takes over what this node has committed.
    pub fn committed(&self, tenant: TenantId, changes: &[(ProductId, WarehouseId, Change)]) {
        let cell = self.cell(tenant);
        let number = cell.changes.fetch_add(1, Ordering::AcqRel) + 1;
        if !cell.is_loaded.load(Ordering::Acquire) {
            return;
        }
        let mut levels = cell.levels.write().unwrap_or_else(PoisonError::into_inner);
        for (product, warehouse, change) in changes {
            let level = level_of(levels.entry(*product).or_default(), *warehouse);
            level.changed_by = number;
            match change {
                Change::Reserved(more) => level.reserved = level.reserved.checked_add(*more).unwrap_or(level.reserved),
                Change::OnHand(now) => level.on_hand = *now,
            }
        }
    }

    async fn fresh_cell(&self, ctx: &Ctx) -> StoreResult<Arc<Cell>> {
        let cell = self.cell(ctx.tenant());
        if !cell.is_loaded.load(Ordering::Acquire) {
            let _turn = cell.refreshing.lock().await;
            if !cell.is_loaded.load(Ordering::Acquire) {
                self.refresh(ctx, &cell).await?;
            }
        } else if self.clockwork.age(cell.checked_at.load(Ordering::Acquire)) >= Clockwork::FRESH_FOR
            && let Ok(_turn) = cell.refreshing.try_lock()
        {
            self.refresh(ctx, &cell).await?;
        }
        Ok(cell)
    }

    async fn refresh(&self, ctx: &Ctx, cell: &Cell) -> StoreResult<()> {
        let began = self.clockwork.now();
        let changes_before = cell.changes.load(Ordering::Acquire);
        let reads_all = !cell.is_loaded.load(Ordering::Acquire)
            || self.clockwork.age(cell.read_all_at.load(Ordering::Acquire)) >= READ_ALL_AFTER;
        let since = Timestamp::from_micros(cell.newest.load(Ordering::Acquire)).plus_seconds(-MARGIN_SECONDS);
        let tx = self.store.read_for_memory(ctx).await?;
        let newer = (!reads_all).then(|| Column::UpdatedAt.gte(since));
        let rows = tx.find::<Entity>().filter_some(newer).all(&tx).await?;
        tx.finish().await?;
        let newest = rows.iter().map(|row| row.updated_at.micros()).max().unwrap_or(0);
        cell.newest.fetch_max(newest, Ordering::AcqRel);
        merge(cell, rows, changes_before);
        if reads_all {
            cell.read_all_at.store(began, Ordering::Release);
        }
        // What this node committed while nothing was loaded is in the database only: look again at the next read.
        let was_loaded = cell.is_loaded.swap(true, Ordering::AcqRel);
        let has_missed = !was_loaded && cell.changes.load(Ordering::Acquire) != changes_before;
        cell.checked_at.store(if has_missed { 0 } else { began }, Ordering::Release);
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

/// What was read is older than what this node has changed since the read began.
fn merge(cell: &Cell, rows: Vec<Model>, changes_before: u64) {
    let mut levels = cell.levels.write().unwrap_or_else(PoisonError::into_inner);
    for row in rows {
        let level = level_of(levels.entry(row.product_id).or_default(), row.warehouse_id);
        if level.changed_by <= changes_before {
            level.on_hand = row.on_hand;
            level.reserved = row.reserved;
        }
    }
}

fn level_of(levels: &mut Vec<Level>, warehouse: WarehouseId) -> &mut Level {
    let at = match levels.iter().position(|level| level.warehouse == warehouse) {
        Some(at) => at,
        None => {
            levels.push(Level { warehouse, on_hand: Quantity::ZERO, reserved: Quantity::ZERO, changed_by: 0 });
            levels.len() - 1
        }
    };
    &mut levels[at]
}
