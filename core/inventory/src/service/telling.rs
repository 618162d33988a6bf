//! What is to be had, as far as whoever asks may know. Nothing here touches the database while memory is fresh.
//! Whether somebody is staff, a customer or a guest decides what they are told.

use std::collections::HashMap;

use kontor_contract::inventory::{Availability, Shortage, StockWish};
use kontor_kernel::{BusinessDate, CartId, CompanyId, ProductId, Quantity};
use kontor_store::{Ctx, Principal};

use super::{Warehousing, expected::today};
use crate::{
    error::{InventoryError, InventoryResult},
    manifest::{MANIFEST, STOCK_READ},
    memory::Shelf,
    model::{
        allocation::sum_up,
        availability::to_be_had,
        plan::Coming,
        promise::{self, promise},
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
        self.of_each(ctx, &showing, products, |exact| eyes.see(exact)).await
    }

    /// How much is to be had of a product on a day; nothing where it is not tracked.
    pub async fn to_be_had_on(
        &self,
        ctx: &Ctx,
        product: ProductId,
        day: BusinessDate,
    ) -> InventoryResult<Option<Availability>> {
        let showing = self.showing(ctx).await?;
        let eyes = eyes(ctx, &showing);
        let see = |exact: &Exact| eyes.see_for(exact, promise::on(exact.now, &exact.later, day));
        Ok(self.of_each(ctx, &showing, &[product], see).await?.remove(&product))
    }

    /// What is made of the exact stock of products, from memory.
    async fn of_each<T>(
        &self,
        ctx: &Ctx,
        showing: &Showing,
        products: &[ProductId],
        made: impl Fn(&Exact) -> T + Send + Sync,
    ) -> InventoryResult<HashMap<ProductId, T>> {
        let plan = self.memory.plan(ctx).await?;
        // Most shops expect nothing, and need no calendar.
        let today = if plan.coming.is_empty() { None } else { Some(today(ctx)?) };
        let channel = ctx.channel().map(|channel| channel.id);
        let of_product = |product, shelves: &mut dyn Iterator<Item = Shelf>| {
            let rule = plan.rule(product);
            let (low, backorder) = (rule.low_from.unwrap_or(showing.low), rule.backorder.unwrap_or(showing.backorder));
            let serving = shelves.filter(|(warehouse, _)| plan.place(channel, *warehouse).is_some());
            let coming: Vec<Coming> = plan.coming(channel, product).copied().collect();
            let (now, later) = match today.filter(|_| !coming.is_empty()) {
                Some(today) => promise(serving, &coming, today),
                None => (to_be_had(serving.map(|(_, quantity)| quantity)), Vec::new()),
            };
            made(&Exact { now, later, low, backorder })
        };
        Ok(self.memory.of_each(ctx, products, of_product).await?)
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
        let exact = self.of_each(ctx, &showing, &products, |exact| (exact.now, exact.backorder)).await?;
        wanted
            .retain(|product, wanted| exact.get(product).is_some_and(|(now, backorder)| !backorder && *now < *wanted));
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let tx = self.boot.store.read(ctx).await?;
        let held = self.held_for(&tx, company, cart, &wanted).await?;
        tx.finish().await?;
        let eyes = eyes(ctx, &showing);
        let short = |(product, wanted): (ProductId, Quantity)| {
            let own = held.get(&product).copied().unwrap_or_default();
            let free = exact.get(&product).map_or(Quantity::ZERO, |(now, _)| *now);
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
