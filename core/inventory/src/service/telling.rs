//! What is to be had, as far as whoever asks may know. Nothing here touches the database while memory is fresh.
//! Whether somebody is staff, a customer or a guest decides what they are told.

use std::{collections::HashMap, sync::Arc};

use kontor_contract::inventory::{Availability, Shortage, StockWish};
use kontor_kernel::{BusinessDate, CartId, CompanyId, ProductId, Quantity, WarehouseId};
use kontor_store::{Ctx, Principal};

use super::Warehousing;
use crate::{
    error::{InventoryError, InventoryResult},
    manifest::{MANIFEST, STOCK_READ},
    model::{
        allocation::sum_up,
        availability::to_be_had,
        plan::{Coming, Plan},
        promise::{self, Step, promise},
        showing::{Exact, Eyes, Showing},
    },
};

impl Warehousing {
    /// The tenant's settings.
    pub(super) async fn showing(&self, ctx: &Ctx) -> InventoryResult<Showing> {
        let state = self.boot.modules.state(ctx, MANIFEST.id).await?;
        Ok(Showing::read(&state.settings))
    }

    /// How much is to be had of products; at most a second old.
    pub async fn to_be_had(
        &self,
        ctx: &Ctx,
        products: &[ProductId],
    ) -> InventoryResult<HashMap<ProductId, Availability>> {
        let showing = self.showing(ctx).await?;
        let eyes = eyes(ctx, &showing);
        let exact = self.exactly(ctx, &showing, products).await?;
        Ok(exact.into_iter().map(|(product, exact)| (product, eyes.see(&exact))).collect())
    }

    /// How much is to be had of products on a day; nothing where one is not tracked.
    pub async fn to_be_had_on(
        &self,
        ctx: &Ctx,
        product: ProductId,
        day: BusinessDate,
    ) -> InventoryResult<Option<Availability>> {
        let showing = self.showing(ctx).await?;
        let exact = self.exactly(ctx, &showing, &[product]).await?.remove(&product);
        let eyes = eyes(ctx, &showing);
        Ok(exact.map(|exact| eyes.see_for(&exact, promise::on(&exact.steps, day))))
    }

    async fn exactly(
        &self,
        ctx: &Ctx,
        showing: &Showing,
        products: &[ProductId],
    ) -> InventoryResult<HashMap<ProductId, Exact>> {
        let plan = self.memory.plan(ctx).await?;
        let free = self.memory.free(ctx, products.iter().copied()).await?;
        let exact = |(product, shelves): (ProductId, Vec<(WarehouseId, Quantity)>)| {
            let rule = plan.rule(product);
            let (low, backorder) = (rule.low_from.unwrap_or(showing.low), rule.backorder.unwrap_or(showing.backorder));
            let steps = steps(ctx, &plan, product, &shelves)?;
            Ok((product, Exact { steps, low, backorder }))
        };
        free.into_iter().map(exact).collect()
    }

    /// What would be missing if a customer ordered this now; at most a second old, but for what is held for them.
    pub async fn missing(
        &self,
        ctx: &Ctx,
        company: CompanyId,
        cart: Option<CartId>,
        wishes: &[StockWish],
    ) -> InventoryResult<Vec<Shortage>> {
        let mut wanted = sum_up(wishes).ok_or(InventoryError::TooMuch)?;
        let showing = self.showing(ctx).await?;
        let products: Vec<ProductId> = wanted.keys().copied().collect();
        let exact = self.exactly(ctx, &showing, &products).await?;
        wanted.retain(|product, wanted| {
            exact.get(product).is_some_and(|exact| !exact.backorder && exact.now() < *wanted)
        });
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let tx = self.boot.store.read(ctx).await?;
        let held = self.held_for(&tx, company, cart, &wanted).await?;
        tx.finish().await?;
        let eyes = eyes(ctx, &showing);
        let short = |(product, wanted): (ProductId, Quantity)| {
            let own = held.get(&product).copied().unwrap_or_default();
            let free = exact.get(&product).map_or(Quantity::ZERO, Exact::now);
            let available = free.checked_add(own).unwrap_or(free);
            (available < wanted).then(|| eyes.shortage(product, wanted, available))
        };
        Ok(wanted.into_iter().filter_map(short).collect())
    }
}

/// What whoever asks may know.
pub(super) fn eyes(ctx: &Ctx, showing: &Showing) -> Eyes {
    if ctx.allows(STOCK_READ) {
        return showing.for_staff();
    }
    match ctx.principal() {
        Principal::Anonymous => showing.for_guests(),
        Principal::User { .. } | Principal::System(_) => showing.for_customers(),
    }
}

/// What can be promised of a product in the channel of whoever asks.
fn steps(
    ctx: &Ctx,
    plan: &Arc<Plan>,
    product: ProductId,
    shelves: &[(WarehouseId, Quantity)],
) -> InventoryResult<Vec<Step>> {
    let channel = ctx.channel().map(|channel| channel.id);
    let serving = shelves.iter().filter(|(warehouse, _)| plan.place(channel, *warehouse).is_some());
    let coming: Vec<Coming> = plan.coming(channel, product).copied().collect();
    if coming.is_empty() {
        return Ok(vec![Step { on: None, available: to_be_had(serving.map(|(_, quantity)| *quantity)) }]);
    }
    let today = ctx.today().map_err(|cause| InventoryError::BadDate(cause.to_string()))?;
    Ok(promise(&serving.copied().collect::<Vec<_>>(), &coming, today))
}
