//! What of an order's lines waits for stock, put into what readers see of the order.
//! An order whose stock is all there is asked about nothing more.

use std::collections::HashMap;

use kontor_contract::{
    catalog::{KitPart, Kits, ProductKind},
    inventory::{Stock, WaitingStock},
    orders::OrderView,
};
use kontor_kernel::{ProductId, Quantity};
use kontor_store::Ctx;

use super::Service;
use crate::{
    error::OrderError,
    model::{
        totals,
        waiting::{Demand, by_line},
    },
};

impl Service {
    /// An order with what of it waits for stock now.
    pub(crate) async fn with_waiting(&self, ctx: &Ctx, mut view: OrderView) -> Result<OrderView, OrderError> {
        if let Some(stock) = self.boot.ports.find::<dyn Stock>() {
            let waiting = stock.waiting(ctx, view.id).await?;
            self.tell_waiting(ctx, &mut view, &waiting).await?;
        }
        Ok(view)
    }

    /// Puts into an order what of it waits for stock.
    pub(crate) async fn tell_waiting(
        &self,
        ctx: &Ctx,
        view: &mut OrderView,
        waiting: &[WaitingStock],
    ) -> Result<(), OrderError> {
        if waiting.is_empty() {
            return Ok(());
        }
        let goods = || view.lines.iter().enumerate().filter(|(_, line)| line.kind == ProductKind::Goods);
        let ids: Vec<ProductId> = goods().map(|(_, line)| line.product_id).collect();
        let kits = match self.boot.ports.find::<dyn Kits>() {
            Some(kits) => kits.parts(ctx, &ids).await?,
            None => HashMap::new(),
        };
        let mut demands = Vec::with_capacity(ids.len());
        for (at, line) in goods() {
            let own = [KitPart { product: line.product_id, quantity: Quantity::ONE }];
            for part in kits.get(&line.product_id).map_or(&own[..], Vec::as_slice) {
                let Some(quantity) = totals::times(line.base_quantity, part.quantity) else { continue };
                demands.push(Demand { line: at, product: part.product, each: part.quantity, quantity });
            }
        }
        for (at, waits) in by_line(&demands, waiting) {
            if let Some(line) = view.lines.get_mut(at) {
                line.waiting = Some(waits);
            }
        }
        Ok(())
    }
}
