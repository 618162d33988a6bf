//! Booking: every change of what stands in a warehouse is an entry of the ledger, written with it in one commit.
//! Warehouses are locked before levels, and levels in the order of their keys, so that two bookings never wait for each other.

use std::collections::{BTreeMap, BTreeSet};

use kontor_kernel::{MovementId, ProductId, Quantity, WarehouseId};
use kontor_store::{StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use super::{
    Warehousing,
    taking::{levels_of, now},
};
use crate::{
    entities::{
        movement,
        stock_level::{Column, Entity, Model},
        warehouse,
    },
    error::{InventoryError, InventoryResult},
    memory::Change,
    model::movement::MovementKind,
};

/// What is to be booked of a product in a warehouse.
#[derive(Debug, Clone)]
pub(crate) struct Booking {
    /// The product.
    pub product: ProductId,
    /// The warehouse.
    pub warehouse: WarehouseId,
    /// Why.
    pub kind: MovementKind,
    /// What is added to stock on hand; below zero where goods leave.
    pub change: Quantity,
    /// In words, where somebody said so.
    pub reason: Option<String>,
    /// A document it belongs to.
    pub reference: Option<String>,
}

/// A place that stock stands at.
type Shelf = (ProductId, WarehouseId);

impl Warehousing {
    /// Books changes of different products and warehouses; all of them or none. Answers with the entries.
    pub async fn book(&self, tx: &WriteTx, bookings: &[Booking]) -> InventoryResult<Vec<movement::Model>> {
        enter(tx, bookings.iter().map(|booking| booking.warehouse).collect()).await?;
        let new = bookings.iter().filter(|booking| booking.change.is_positive());
        tx.insert_missing::<Entity>(new.map(|booking| empty(tx, booking.product, booking.warehouse)).collect()).await?;
        let products: BTreeSet<ProductId> = bookings.iter().map(|booking| booking.product).collect();
        tx.lock(levels_of(tx, products.iter())).await?;
        let rows = levels_of(tx, products.iter()).all(tx).await?;
        let known: BTreeMap<Shelf, Model> =
            rows.into_iter().map(|row| ((row.product_id, row.warehouse_id), row)).collect();
        let mut entries = Vec::with_capacity(bookings.len());
        for booking in bookings {
            let on_hand = after(known.get(&(booking.product, booking.warehouse)), booking)?;
            entries.push(entry(tx, booking, on_hand));
        }
        let update = tx.bulk_update::<Entity>().keys([Column::ProductId, Column::WarehouseId]);
        let change = update.value(0);
        let keys = bookings.iter().map(|one| vec![one.product.into(), one.warehouse.into(), one.change.into()]);
        let update = update.rows(keys).set(Column::OnHand, Column::OnHand.into_expr().add(change));
        if update.set(Column::UpdatedAt, now(tx)).run(tx).await? != bookings.len() as u64 {
            return Err(StoreError::Conflict.into());
        }
        tx.insert_all::<movement::Entity>(entries.clone()).await?;
        self.remember_on_hand(tx, &entries).await;
        Ok(entries)
    }

    /// Lets the memory know what stands there once the commit is durable.
    pub(super) async fn remember_on_hand(&self, tx: &WriteTx, entries: &[movement::Model]) {
        let changes = entries.iter().map(|entry| (entry.product_id, entry.warehouse_id, Change::OnHand(entry.on_hand)));
        self.remember(tx, changes.collect()).await;
    }
}

/// Makes sure that warehouses are there and not archived, and keeps them so until the commit.
pub(super) async fn enter(tx: &WriteTx, ids: BTreeSet<WarehouseId>) -> InventoryResult<()> {
    for id in &ids {
        keep(tx, *id).await?;
    }
    let rows = tx.find::<warehouse::Entity>().filter(warehouse::Column::Id.is_in(ids)).all(tx).await?;
    match rows.into_iter().find(|row| row.archived_at.is_some()) {
        Some(row) => Err(InventoryError::ArchivedWarehouse(row.code)),
        None => Ok(()),
    }
}

/// Keeps a warehouse as it is until the commit. A change that changes nothing does so on PostgreSQL without keeping orders
/// from reserving there, whose rows refer to the warehouse; a lock for update would make them wait, and cross them.
pub(super) async fn keep(tx: &WriteTx, id: WarehouseId) -> InventoryResult<()> {
    use warehouse::Column;
    let update = tx.update::<warehouse::Entity>().set_expr(Column::Version, Column::Version.into_expr());
    match update.filter(Column::Id.eq(id)).run(tx).await? {
        1 => Ok(()),
        _ => Err(InventoryError::Unknown("warehouse")),
    }
}

/// A level at which nothing stands.
pub(super) fn empty(tx: &WriteTx, product: ProductId, warehouse: WarehouseId) -> Model {
    Model {
        tenant_id: tx.tenant(),
        product_id: product,
        warehouse_id: warehouse,
        on_hand: Quantity::ZERO,
        reserved: Quantity::ZERO,
        updated_at: tx.ctx().now(),
        held: None,
    }
}

/// What stands there after a booking.
fn after(level: Option<&Model>, booking: &Booking) -> InventoryResult<Quantity> {
    let (on_hand, reserved) = level.map_or((Quantity::ZERO, Quantity::ZERO), |row| (row.on_hand, row.reserved));
    let after = on_hand.checked_add(booking.change).ok_or(InventoryError::TooMuch)?;
    let is_leaving = booking.change < Quantity::ZERO;
    if is_leaving && after < Quantity::ZERO {
        return Err(InventoryError::BelowZero { product: booking.product, on_hand });
    }
    if is_leaving && booking.kind.leaves_promises() && after < reserved {
        let free = Ord::max(on_hand.checked_sub(reserved).unwrap_or_default(), Quantity::ZERO);
        return Err(InventoryError::Promised { product: booking.product, free });
    }
    Ok(after)
}

/// An entry of the ledger.
pub(super) fn entry(tx: &WriteTx, booking: &Booking, on_hand: Quantity) -> movement::Model {
    movement::Model {
        tenant_id: tx.tenant(),
        product_id: booking.product,
        id: MovementId::new(),
        warehouse_id: booking.warehouse,
        kind: booking.kind.name().to_owned(),
        quantity: booking.change,
        on_hand,
        reason: booking.reason.clone(),
        reference: booking.reference.clone(),
        actor: tx.ctx().actor().to_owned(),
        actor_id: tx.ctx().user(),
        at: tx.ctx().now(),
    }
}
