//! Taking stock for an order and giving it back, in the caller's commit.
//! The database decides whether enough is there; rows of several products are locked in the order of their keys.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use kontor_contract::inventory::{StockWish, Taken};
use kontor_kernel::{OrderId, ProductId, Quantity, WarehouseId};
use kontor_store::{Find, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order, sea_query::ExprTrait};

use super::Warehousing;
use crate::{
    entities::{
        reservation,
        stock_level::{Column, Entity, Model},
        warehouse,
    },
    error::{InventoryError, InventoryResult},
    memory::Change,
    model::allocation::{Holding, Part, allocate, sum_up},
};

impl Warehousing {
    /// Reserves stock for an order. When it is short, nothing of the caller's commit may stand.
    pub async fn take_for(&self, tx: &WriteTx, order: OrderId, wishes: &[StockWish]) -> InventoryResult<Taken> {
        let wanted = sum_up(wishes).ok_or(InventoryError::TooMuch)?;
        if wanted.is_empty() {
            return Ok(Taken::All);
        }
        // One row needs no order of locking: its conditional update waits for nobody while holding another.
        let mut is_locked = wanted.len() > 1;
        loop {
            if is_locked {
                tx.lock(levels_of(tx, wanted.keys())).await?;
            }
            let parts = match allocate(&wanted, &holdings(tx, &wanted).await?) {
                Ok(parts) => parts,
                Err(shortages) => return Ok(Taken::Short(shortages)),
            };
            if !is_locked && parts.len() > 1 {
                is_locked = true;
                continue;
            }
            let taken = reserve(tx, &parts).await?;
            if taken == parts.len() as u64 {
                self.record(tx, order, parts).await?;
                return Ok(Taken::All);
            }
            if is_locked {
                // Only a row that vanished or a database without row locks comes here; the whole unit is tried again.
                return Err(StoreError::Conflict.into());
            }
            // Somebody took the row in between: nothing was changed, so look again behind a lock.
            is_locked = true;
        }
    }

    async fn record(&self, tx: &WriteTx, order: OrderId, parts: Vec<Part>) -> InventoryResult<()> {
        if parts.is_empty() {
            return Ok(());
        }
        let row = |part: &Part| reservation::Model {
            tenant_id: tx.tenant(),
            order_id: order,
            product_id: part.product,
            warehouse_id: part.warehouse,
            quantity: part.quantity,
            released_at: None,
        };
        tx.insert_all::<reservation::Entity>(parts.iter().map(row).collect()).await?;
        let changes = parts.into_iter().map(|part| (part.product, part.warehouse, Change::Reserved(part.quantity)));
        self.remember(tx, changes.collect()).await;
        Ok(())
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
        let now = sea_orm::sea_query::Expr::val(sea_orm::Value::from(tx.ctx().now()));
        let update = update
            .rows(keys)
            .set(Column::Reserved, Column::Reserved.into_expr().sub(given))
            .set(Column::UpdatedAt, now);
        update.run(tx).await?;
        let back = |row: reservation::Model| {
            let less = Quantity::ZERO.checked_sub(row.quantity).unwrap_or_default();
            (row.product_id, row.warehouse_id, Change::Reserved(less))
        };
        self.remember(tx, rows.into_iter().map(back).collect()).await;
        Ok(())
    }

    /// Lets the memory know once the commit is durable.
    pub(super) async fn remember(&self, tx: &WriteTx, changes: Vec<(ProductId, WarehouseId, Change)>) {
        let (memory, tenant) = (Arc::clone(&self.memory), tx.tenant());
        tx.after_commit(move || memory.committed(tenant, &changes)).await;
    }
}

/// The stock of products in all warehouses.
pub(super) fn levels_of<'a>(tx: &WriteTx, products: impl Iterator<Item = &'a ProductId>) -> Find<Entity> {
    tx.find::<Entity>().filter(Column::ProductId.is_in(products.copied()))
}

/// What warehouses have of the products, the main warehouse first and then by code.
async fn holdings(
    tx: &WriteTx,
    wanted: &BTreeMap<ProductId, Quantity>,
) -> InventoryResult<HashMap<ProductId, Vec<Holding>>> {
    let rows = levels_of(tx, wanted.keys()).all(tx).await?;
    let ranks = if has_several_warehouses(&rows) { ranks(tx).await? } else { HashMap::new() };
    let mut holdings: HashMap<ProductId, Vec<Holding>> = HashMap::with_capacity(rows.len());
    for row in rows {
        let available = row.on_hand.checked_sub(row.reserved).unwrap_or_default();
        holdings.entry(row.product_id).or_default().push(Holding { warehouse: row.warehouse_id, available });
    }
    let rank = |holding: &Holding| ranks.get(&holding.warehouse).copied().unwrap_or(usize::MAX);
    holdings.values_mut().for_each(|of_product| of_product.sort_by_key(rank));
    Ok(holdings)
}

fn has_several_warehouses(rows: &[Model]) -> bool {
    rows.iter().any(|row| row.warehouse_id != rows[0].warehouse_id)
}

async fn ranks(tx: &WriteTx) -> InventoryResult<HashMap<WarehouseId, usize>> {
    let by_code = tx.find::<warehouse::Entity>().order_by(warehouse::Column::IsMain, Order::Desc);
    let warehouses = by_code.order_by(warehouse::Column::CodeKey, Order::Asc).all(tx).await?;
    Ok(warehouses.into_iter().enumerate().map(|(rank, warehouse)| (warehouse.id, rank)).collect())
}

/// Reserves where enough is there, and tells in how many rows that was so.
async fn reserve(tx: &WriteTx, parts: &[Part]) -> InventoryResult<u64> {
    let update = tx.bulk_update::<Entity>().keys([Column::ProductId, Column::WarehouseId]);
    let (wanted, more) = (update.value(0), update.value(0));
    let free = Column::OnHand.into_expr().sub(Column::Reserved.into_expr());
    let rows = parts.iter().map(|part| vec![part.product.into(), part.warehouse.into(), part.quantity.into()]);
    let now = sea_orm::sea_query::Expr::val(sea_orm::Value::from(tx.ctx().now()));
    let update =
        update.rows(rows).set(Column::Reserved, Column::Reserved.into_expr().add(more)).set(Column::UpdatedAt, now);
    Ok(update.filter(free.gte(wanted)).run(tx).await?)
}
