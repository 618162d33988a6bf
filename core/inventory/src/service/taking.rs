//! Taking stock for an order and giving it back, in the caller's commit.
//! The database decides whether enough is there; rows of several products are locked in the order of their keys.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use kontor_contract::inventory::{Shortage, StockWish, Taken, Taker};
use kontor_kernel::{OrderId, ProductId, Quantity, WarehouseId};
use kontor_store::{Ctx, Find, StoreError, Tx, WriteTx};
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait},
};

use super::{Warehousing, telling::eyes};
use crate::{
    entities::{
        reservation,
        stock_level::{Column, Entity, Model},
    },
    error::{InventoryError, InventoryResult},
    memory::Change,
    model::{
        allocation::{Holding, Missing, Part, Share, allocate, sum_up},
        plan::Plan,
    },
};

/// What is wanted of each product.
pub(super) type Wanted = BTreeMap<ProductId, Quantity>;

/// Where stock comes from, or what is missing of it.
pub(super) enum Found {
    /// From here.
    Shares(Vec<Share>),
    /// Some of it is missing.
    Short(Vec<Shortage>),
}

impl Warehousing {
    /// Reserves stock for an order. When it is short, nothing of the caller's commit may stand.
    pub async fn take_for(&self, tx: &WriteTx, taker: &Taker, wishes: &[StockWish]) -> InventoryResult<Taken> {
        let wanted = sum_up(wishes).ok_or(InventoryError::TooMuch)?;
        if wanted.is_empty() {
            return Ok(Taken::All);
        }
        // One row needs no order of locking: its conditional update waits for nobody while holding another.
        let mut is_locked = wanted.len() > 1;
        loop {
            let rows = levels(tx, &wanted, is_locked).await?;
            if !is_locked && rows.iter().any(is_partly_held) {
                is_locked = true;
                continue;
            }
            let (own, rest, rows) = match rows.iter().any(is_partly_held) {
                true => self.use_held(tx, taker, &wanted).await?,
                false => (Vec::new(), wanted.clone(), rows),
            };
            let shares = match self.find(tx, &rest, &rows).await? {
                Found::Shares(shares) => shares,
                Found::Short(shortages) => return Ok(Taken::Short(with_own(shortages, &wanted, &own))),
            };
            let is_safe = is_locked || shares.len() <= 1;
            if is_safe && reserve(tx, &shares).await? == shares.len() as u64 {
                return self.record(tx, taker.order, own, shares).await;
            }
            if is_locked {
                // Only a row that vanished or a database without row locks comes here; the whole unit is tried again.
                return Err(StoreError::Conflict.into());
            }
            // Several warehouses share it, or somebody took the row in between: nothing was changed, so look again behind
            // a lock.
            is_locked = true;
        }
    }

    /// Where stock comes from. Settings are asked only where some is missing.
    async fn find(&self, tx: &WriteTx, wanted: &Wanted, rows: &[Model]) -> InventoryResult<Found> {
        let plan = self.memory.plan(tx.ctx()).await?;
        let holdings = holdings(tx.ctx(), &plan, rows);
        if let Ok(shares) = allocate(wanted, &holdings, |_| false) {
            return Ok(Found::Shares(shares));
        }
        let showing = self.showing(tx.ctx()).await?;
        let may_backorder = |product| plan.rule(product).backorder.unwrap_or(showing.backorder);
        let eyes = eyes(tx.ctx(), &showing);
        Ok(match allocate(wanted, &holdings, may_backorder) {
            Ok(shares) => Found::Shares(shares),
            Err(missing) => {
                let told = |short: &Missing| eyes.shortage(short.product, short.wanted, short.available);
                Found::Short(missing.iter().map(told).collect())
            }
        })
    }

    /// Where stock comes from that is there.
    pub(super) async fn find_present(&self, tx: &WriteTx, wanted: &Wanted, rows: &[Model]) -> InventoryResult<Found> {
        let plan = self.memory.plan(tx.ctx()).await?;
        let told = |short: &Missing| Shortage {
            product: short.product,
            wanted: short.wanted,
            available: Some(short.available),
        };
        Ok(match allocate(wanted, &holdings(tx.ctx(), &plan, rows), |_| false) {
            Ok(shares) => Found::Shares(shares),
            Err(missing) => Found::Short(missing.iter().map(told).collect()),
        })
    }

    /// Writes what an order has reserved: what it used of holds and what it took besides. Tells whether some of it is owed.
    async fn record(&self, tx: &WriteTx, order: OrderId, own: Vec<Part>, shares: Vec<Share>) -> InventoryResult<Taken> {
        if own.is_empty() && shares.is_empty() {
            return Ok(Taken::All);
        }
        let owes = shares.iter().any(|share| share.backordered.is_positive());
        let mut rows: BTreeMap<(ProductId, WarehouseId), (Quantity, Quantity)> = BTreeMap::new();
        let owed = shares.iter().map(|share| (share.part, share.backordered));
        for (part, backordered) in own.into_iter().map(|part| (part, Quantity::ZERO)).chain(owed) {
            let (quantity, owed) = rows.entry((part.product, part.warehouse)).or_default();
            *quantity = quantity.checked_add(part.quantity).ok_or(InventoryError::TooMuch)?;
            *owed = owed.checked_add(backordered).ok_or(InventoryError::TooMuch)?;
        }
        let row = |((product, warehouse), (quantity, owed)): ((ProductId, WarehouseId), (Quantity, Quantity))| {
            reservation::Model {
                tenant_id: tx.tenant(),
                order_id: order,
                product_id: product,
                warehouse_id: warehouse,
                quantity,
                released_at: None,
                backordered: owed.is_positive().then_some(owed),
            }
        };
        tx.insert_all::<reservation::Entity>(rows.into_iter().map(row).collect()).await?;
        self.remember_reserved(tx, shares.into_iter().map(|share| share.part)).await;
        Ok(if owes { Taken::Owing } else { Taken::All })
    }

    /// Gives back what an order has reserved and not given back yet.
    pub async fn release_of(&self, tx: &WriteTx, order: OrderId) -> InventoryResult<()> {
        let open = reservation::Column::OrderId.eq(order).and(reservation::Column::ReleasedAt.is_null());
        let rows = tx.find::<reservation::Entity>().filter(open.clone()).all(tx).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let released =
            tx.update::<reservation::Entity>().filter(open).set(reservation::Column::ReleasedAt, tx.ctx().now());
        if released.run(tx).await? != rows.len() as u64 {
            // Somebody else gave some of it back in between.
            return Err(StoreError::Conflict.into());
        }
        if rows.len() > 1 {
            tx.lock(levels_of(tx, rows.iter().map(|row| &row.product_id))).await?;
        }
        let update = tx.bulk_update::<Entity>().keys([Column::ProductId, Column::WarehouseId]);
        let given = update.value(0);
        let keys = rows.iter().map(|row| vec![row.product_id.into(), row.warehouse_id.into(), row.quantity.into()]);
        let update = update
            .rows(keys)
            .set(Column::Reserved, Column::Reserved.into_expr().sub(given))
            .set(Column::UpdatedAt, now(tx));
        update.run(tx).await?;
        self.remember_reserved(tx, rows.into_iter().map(|row| less(row.product_id, row.warehouse_id, row.quantity)))
            .await;
        Ok(())
    }

    /// Lets the memory know of reservations once the commit is durable; quantities below zero were given back.
    pub(super) async fn remember_reserved(&self, tx: &WriteTx, parts: impl Iterator<Item = Part> + Send) {
        let changes = parts.map(|part| (part.product, part.warehouse, Change::Reserved(part.quantity)));
        self.remember(tx, changes.collect()).await;
    }

    /// Lets the memory know once the commit is durable.
    pub(super) async fn remember(&self, tx: &WriteTx, changes: Vec<(ProductId, WarehouseId, Change)>) {
        let (memory, tenant) = (Arc::clone(&self.memory), tx.tenant());
        tx.after_commit(move || memory.committed(tenant, &changes)).await;
    }
}

/// A part that is given back.
pub(super) fn less(product: ProductId, warehouse: WarehouseId, quantity: Quantity) -> Part {
    Part { product, warehouse, quantity: Quantity::ZERO.checked_sub(quantity).unwrap_or_default() }
}

/// The time of the context, as an expression.
pub(super) fn now(tx: &WriteTx) -> Expr {
    Expr::val(sea_orm::Value::from(tx.ctx().now()))
}

/// The stock of products in all warehouses.
pub(super) fn levels_of<'a>(tx: &impl Tx, products: impl Iterator<Item = &'a ProductId>) -> Find<Entity> {
    tx.find::<Entity>().filter(Column::ProductId.is_in(products.copied()))
}

/// The stock of what is wanted, behind a lock where that is asked for.
pub(super) async fn levels(tx: &WriteTx, wanted: &Wanted, is_to_lock: bool) -> InventoryResult<Vec<Model>> {
    if is_to_lock {
        tx.lock(levels_of(tx, wanted.keys())).await?;
    }
    Ok(levels_of(tx, wanted.keys()).all(tx).await?)
}

/// Whether some of a level is held for somebody.
pub(super) fn is_partly_held(row: &Model) -> bool {
    row.held.is_some_and(Quantity::is_positive)
}

/// What warehouses have of products, in the order in which they are asked. Those that do not serve the channel have
/// nothing for it, yet their products are tracked.
fn holdings(ctx: &Ctx, plan: &Plan, rows: &[Model]) -> HashMap<ProductId, Vec<Holding>> {
    let channel = ctx.channel().map(|channel| channel.id);
    let mut placed: HashMap<ProductId, Vec<(usize, Holding)>> = HashMap::with_capacity(rows.len());
    for row in rows {
        let available = row.on_hand.checked_sub(row.reserved).unwrap_or_default();
        let of_product = placed.entry(row.product_id).or_default();
        if let Some(place) = plan.place(channel, row.warehouse_id) {
            of_product.push((place, Holding { warehouse: row.warehouse_id, available }));
        }
    }
    let in_order = |(product, mut of_product): (ProductId, Vec<(usize, Holding)>)| {
        of_product.sort_by_key(|(place, _)| *place);
        (product, of_product.into_iter().map(|(_, holding)| holding).collect())
    };
    placed.into_iter().map(in_order).collect()
}

/// Shortages of the whole order, where some of it is held for the customer.
fn with_own(mut shortages: Vec<Shortage>, wanted: &Wanted, own: &[Part]) -> Vec<Shortage> {
    for short in &mut shortages {
        short.wanted = wanted.get(&short.product).copied().unwrap_or(short.wanted);
        let held = own.iter().filter(|part| part.product == short.product).map(|part| part.quantity);
        short.available = short.available.map(|free| held.fold(free, |sum, one| sum.checked_add(one).unwrap_or(sum)));
    }
    shortages
}

/// Reserves where enough is there, and tells in how many rows that was so. What is owed needs not be there.
pub(super) async fn reserve(tx: &WriteTx, shares: &[Share]) -> InventoryResult<u64> {
    let update = tx.bulk_update::<Entity>().keys([Column::ProductId, Column::WarehouseId]);
    let (more, needed, owed) = (update.value(0), update.value(1), update.value(1));
    let free = Column::OnHand.into_expr().sub(Column::Reserved.into_expr());
    let rows = shares.iter().map(|share| {
        let needed = share.part.quantity.checked_sub(share.backordered).unwrap_or(share.part.quantity);
        vec![share.part.product.into(), share.part.warehouse.into(), share.part.quantity.into(), needed.into()]
    });
    let update =
        update.rows(rows).set(Column::Reserved, Column::Reserved.into_expr().add(more)).set(Column::UpdatedAt, now(tx));
    Ok(update.filter(free.gte(needed).or(owed.lte(Quantity::ZERO))).run(tx).await?)
}
