//! What the inventory offers to others, each port on the one service.
//! The contract's traits say what they promise; nothing is decided here.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    exports::ExportSource,
    imports::{Applied, ImportSink, RowFault, StockRow},
    inventory::{
        Availability, Held, NewHold, Shortage, Stock, StockHolds, StockKeeping, StockWish, Taken, Taker, WaitingStock,
        Warehouses,
    },
    privacy::PersonalData,
};
use kontor_kernel::{CartId, CompanyId, HoldId, OrderId, ProductId, Quantity, Timestamp, WarehouseId};
use kontor_module::Registrar;
use kontor_store::{Ctx, WriteTx};

use crate::service::{Warehousing, export::StockExport};

/// Offers all of them.
pub(crate) fn offer(registrar: &mut Registrar<'_>, service: &Arc<Warehousing>) {
    registrar.offer::<dyn Stock>(Arc::clone(service) as _);
    registrar.offer::<dyn StockHolds>(Arc::clone(service) as _);
    registrar.offer_among::<dyn PersonalData>(Arc::clone(service) as _);
    registrar.offer::<dyn StockKeeping>(Arc::clone(service) as _);
    registrar.offer::<dyn Warehouses>(Arc::clone(service) as _);
    registrar.offer_among::<dyn ExportSource>(Arc::new(StockExport(Arc::clone(service))));
    registrar.offer::<dyn ImportSink<StockRow>>(Arc::clone(service) as _);
}

#[async_trait]
impl Stock for Warehousing {
    async fn availability(&self, ctx: &Ctx, products: &[ProductId]) -> Outcome<HashMap<ProductId, Availability>> {
        Ok(self.to_be_had(ctx, products).await?)
    }

    async fn shortages(
        &self,
        ctx: &Ctx,
        company: CompanyId,
        cart: Option<CartId>,
        wishes: &[StockWish],
    ) -> Outcome<Vec<Shortage>> {
        Ok(self.missing(ctx, company, cart, wishes).await?)
    }

    async fn take(&self, tx: &WriteTx, taker: &Taker, wishes: &[StockWish]) -> Outcome<Taken> {
        Ok(self.take_for(tx, taker, wishes).await?)
    }

    async fn release(&self, tx: &WriteTx, order: OrderId) -> Outcome<()> {
        Ok(self.release_of(tx, order).await?)
    }

    async fn waiting(&self, ctx: &Ctx, order: OrderId) -> Outcome<Vec<WaitingStock>> {
        Ok(self.waiting_now(ctx, order).await?)
    }

    async fn waiting_in(&self, tx: &WriteTx, order: OrderId) -> Outcome<Vec<WaitingStock>> {
        Ok(self.waiting_of(tx, order).await?)
    }
}

#[async_trait]
impl StockHolds for Warehousing {
    async fn hold(&self, tx: &WriteTx, new: &NewHold, wishes: &[StockWish]) -> Outcome<Held> {
        Ok(self.hold_stock(tx, new, wishes).await?)
    }

    async fn extend(&self, tx: &WriteTx, hold: HoldId, until: Timestamp) -> Outcome<bool> {
        Ok(self.extend_hold(tx, hold, until).await?.is_some())
    }

    async fn release(&self, tx: &WriteTx, hold: HoldId) -> Outcome<bool> {
        Ok(self.release_hold(tx, hold).await?.is_some())
    }

    async fn end_overdue(&self, ctx: &Ctx) -> Outcome<u64> {
        Ok(self.expire_holds(ctx).await?)
    }
}

#[async_trait]
impl Warehouses for Warehousing {
    async fn known(&self, ctx: &Ctx, ids: &[WarehouseId]) -> Outcome<Vec<WarehouseId>> {
        let seen = self.all_warehouses(ctx).await?;
        Ok(seen.into_iter().map(|row| row.id).filter(|id| ids.contains(id)).collect())
    }
}

#[async_trait]
impl StockKeeping for Warehousing {
    async fn set_on_hand(
        &self,
        tx: &WriteTx,
        warehouse: Option<&str>,
        levels: &[(ProductId, Quantity)],
    ) -> Outcome<()> {
        let known = self.find_warehouse(tx, warehouse).await?;
        let id = match (known, warehouse) {
            (Some(id), _) => id,
            (None, Some(code)) => self.open(tx, code, code).await?,
            (None, None) => return Err(kontor_contract::Fault::not_found("warehouse")),
        };
        self.count(tx, id, levels).await?;
        Ok(())
    }
}

#[async_trait]
impl ImportSink<StockRow> for Warehousing {
    async fn check(&self, ctx: &Ctx, rows: &[StockRow]) -> Outcome<Vec<RowFault>> {
        Ok(self.check_rows(ctx, rows).await?)
    }

    async fn apply(&self, tx: &WriteTx, rows: &[StockRow]) -> Outcome<Applied> {
        Ok(self.apply_rows(tx, rows).await?)
    }
}
