//! What of an order waits for stock, for whoever may see the order: how many, and when they come in.
//! An order that owed nothing costs one look at its reservations; only others are asked about more.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::inventory::WaitingStock;
use kontor_kernel::{BusinessDate, OrderId, ProductId, Quantity, WarehouseId};
use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use super::{Warehousing, expected::today, taking::levels_of, telling::eyes};
use crate::{
    entities::reservation::{self, Column, Model},
    error::InventoryResult,
    model::{
        plan::Plan,
        waiting::{Waiting, waiting},
    },
};

/// What a product waits for in all warehouses, and how many of it are there.
#[derive(Default)]
struct Sum {
    waits: Quantity,
    there: Quantity,
    /// The last day of all warehouses; nothing where one of them knows none.
    on: Option<Option<BusinessDate>>,
}

impl Sum {
    /// Adds what an order waits for in the warehouse of one of its reservations.
    fn add(&mut self, row: &Model, waits: Option<Waiting>) {
        let missing = waits.map_or(Quantity::ZERO, |waits| waits.quantity);
        let there = row.quantity.checked_sub(missing).unwrap_or_default();
        self.waits = self.waits.checked_add(missing).unwrap_or(self.waits);
        self.there = self.there.checked_add(there).unwrap_or(self.there);
        let Some(waits) = waits else { return };
        self.on = Some(match self.on {
            None => waits.on,
            Some(known) => known.zip(waits.on).map(|(known, on)| Ord::max(known, on)),
        });
    }
}

impl Warehousing {
    /// What of an order waits for stock now.
    pub async fn waiting_now(&self, ctx: &Ctx, order: OrderId) -> InventoryResult<Vec<WaitingStock>> {
        let tx = self.boot.store.read(ctx).await?;
        let waiting = self.waiting_of(&tx, order).await?;
        tx.finish().await?;
        Ok(waiting)
    }

    /// What of an order waits for stock, as it stands in a unit of work.
    pub async fn waiting_of(&self, tx: &impl Tx, order: OrderId) -> InventoryResult<Vec<WaitingStock>> {
        let ctx = tx.ctx();
        let open = Column::ReleasedAt.is_null();
        let own = tx.find::<reservation::Entity>().filter(Column::OrderId.eq(order).and(open.clone())).all(tx).await?;
        let owing: Vec<ProductId> =
            own.iter().filter(|row| row.backordered.is_some()).map(|row| row.product_id).collect();
        if owing.is_empty() {
            return Ok(Vec::new());
        }
        let owed = Column::Backordered.is_not_null().and(open).and(Column::ProductId.is_in(owing.iter().copied()));
        let owed = tx.find::<reservation::Entity>().filter(owed).all(tx).await?;
        let levels = levels_of(tx, owing.iter()).all(tx).await?;
        let debt = |row: &crate::entities::stock_level::Model| {
            let debt = row.reserved.checked_sub(row.on_hand).unwrap_or_default();
            ((row.product_id, row.warehouse_id), debt)
        };
        let debts: HashMap<(ProductId, WarehouseId), Quantity> = levels.iter().map(debt).collect();
        let (plan, today) = (self.memory.plan(ctx).await?, today(ctx)?);
        let mut sums: BTreeMap<ProductId, Sum> = BTreeMap::new();
        for row in own.iter().filter(|row| owing.contains(&row.product_id)) {
            let debt = debts.get(&(row.product_id, row.warehouse_id)).copied().unwrap_or_default();
            let waits = waiting(order, debt, &owed_in(&owed, row), &coming_to(&plan, row), today);
            sums.entry(row.product_id).or_default().add(row, waits);
        }
        let showing = self.showing(ctx).await?;
        let eyes = eyes(ctx, &showing);
        let told = |(product, sum): (ProductId, Sum)| {
            let is_told = eyes.waiting(sum.there).filter(|_| sum.waits.is_positive())?;
            let expected_on = sum.on.flatten().filter(|_| eyes.tells_expected());
            Some(WaitingStock { product, quantity: sum.waits, is_told, expected_on })
        };
        Ok(sums.into_iter().filter_map(told).collect())
    }
}

/// What is expected of a product in the warehouse of a reservation.
fn coming_to(plan: &Plan, of: &Model) -> Vec<(BusinessDate, Quantity)> {
    let coming = plan.coming.get(&of.product_id).map_or(&[][..], Vec::as_slice).iter();
    coming.filter(|coming| coming.warehouse == of.warehouse_id).map(|coming| (coming.on, coming.quantity)).collect()
}

/// What orders were owed of a product in the warehouse of a reservation.
fn owed_in(all: &[Model], of: &Model) -> Vec<(OrderId, Quantity)> {
    let here = all.iter().filter(|row| (row.product_id, row.warehouse_id) == (of.product_id, of.warehouse_id));
    here.filter_map(|row| Some((row.order_id, row.backordered?))).collect()
}
